// SPDX-License-Identifier: MIT
#include "history/failure_log.h"

#include <QTest>

using namespace corridor;

namespace {

// As Prisma 6 writes it, colours included.
const char* fullLog
    = "A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more about how to "
      "resolve migration issues in a production database: https://pris.ly/d/migrate-resolve\n\n"
      "Migration name: 20240101000000_init\n\nDatabase error code: 23503\n\nDatabase error:\n"
      "ERROR: insert or update on table \"posts\" violates foreign key constraint \"posts_user_fk\"\n"
      "DETAIL: Key (user_id)=(7) is not present in table \"users\".\nHINT: Add the user.\n\n"
      "Position:\n\x1b[1m  0\x1b[0m\n\x1b[1m  1\x1b[1;31m INSERT\x1b[0m\n\n"
      "DbError { severity: \"ERROR\", parsed_severity: Some(Error), code: SqlState(E23503), message: \"insert\", detail: None, "
      "hint: None, position: Some(Original(42)), where_: None }\n\n   0: sql_schema_connector::apply_migration::apply_script\n";

} // namespace

class FailureLogTest : public QObject {
    Q_OBJECT

private slots:
    void readsEverything();
    void readsLess_data();
    void readsLess();
    void otherTextsAreNone_data();
    void otherTextsAreNone();
};

void FailureLogTest::readsEverything()
{
    const auto failure = parseFailureLog(fullLog);
    QVERIFY(failure);
    QCOMPARE(failure->sqlstate, "23503");
    QCOMPARE(failure->message, "insert or update on table \"posts\" violates foreign key constraint \"posts_user_fk\"");
    QCOMPARE(failure->detail, "Key (user_id)=(7) is not present in table \"users\".");
    QCOMPARE(failure->hint, "Add the user.");
    QCOMPARE(failure->position, 42);
}

void FailureLogTest::readsLess_data()
{
    QTest::addColumn<QString>("logs");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("hint");
    const QString head = "Database error code: 42601\n\nDatabase error:\n";
    QTest::newRow("message alone") << head + "ERROR: syntax error" << "syntax error" << "";
    QTest::newRow("message of two lines") << head + "ERROR: one\ntwo\n\nDbError { }" << "one\ntwo" << "";
    QTest::newRow("hint without detail") << head + "ERROR: no\nHINT: yes" << "no" << "yes";
    QTest::newRow("no severity") << head + "Connection: lost" << "Connection: lost" << "";
    QTest::newRow("trace behind") << head + "ERROR: no\n\n   0: schema_core::state" << "no" << "";
}

void FailureLogTest::readsLess()
{
    QFETCH(QString, logs);
    const auto failure = parseFailureLog(logs);
    QVERIFY(failure);
    QTEST(failure->message, "message");
    QTEST(failure->hint, "hint");
    QCOMPARE(failure->position, 0);
}

void FailureLogTest::otherTextsAreNone_data()
{
    QTest::addColumn<QString>("logs");
    QTest::newRow("empty") << "";
    QTest::newRow("external connector error") << "external connector error";
    QTest::newRow("no report") << "Database error code: 42601\n";
}

void FailureLogTest::otherTextsAreNone()
{
    QFETCH(QString, logs);
    QVERIFY(!parseFailureLog(logs));
}

QTEST_APPLESS_MAIN(FailureLogTest)
#include "tst_failure_log.moc"
