// SPDX-License-Identifier: MIT
// The batch directive: how it is read, what it refuses, and the statements that it makes.
#include "sql/batch.h"
#include "sql/modes.h"

#include <QTest>

using namespace corridor;

static std::optional<BatchDirective> directiveOf(const Script& script, int index = 0)
{
    const Statement& statement = script.statements[index];
    return batchDirective(statement, script.code(statement), script.leadingComments(statement));
}

class TestBatch : public QObject {
    Q_OBJECT
private slots:
    void isRead()
    {
        const Script script
            = parseScript("-- why\n-- corridor: batch 10000 by \"createdAt\" pause 250\nUPDATE t SET a = 1;");
        const auto batch = directiveOf(script);
        QVERIFY(batch);
        QCOMPARE(batch->problem, "");
        QCOMPARE(batch->rows, 10'000);
        QCOMPARE(batch->key, "createdAt");
        QCOMPARE(batch->pauseMs, 250);
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no number") << QByteArray("-- corridor: batch many by id\nUPDATE t SET a = 1");
        QTest::newRow("no key") << QByteArray("-- corridor: batch 10\nUPDATE t SET a = 1");
        QTest::newRow("words after it") << QByteArray("-- corridor: batch 10 by id slowly\nUPDATE t SET a = 1");
        QTest::newRow("its key changes") << QByteArray("-- corridor: batch 10 by id\nUPDATE t SET id = id + 1");
        QTest::newRow("returning") << QByteArray("-- corridor: batch 10 by id\nDELETE FROM t RETURNING id");
        QTest::newRow("insert") << QByteArray("-- corridor: batch 10 by id\nINSERT INTO t SELECT 1");
        QTest::newRow("cursor") << QByteArray("-- corridor: batch 10 by id\nDELETE FROM t WHERE CURRENT OF c");
    }

    void isRefused()
    {
        QFETCH(QByteArray, text);
        const auto batch = directiveOf(parseScript(text));
        QVERIFY(batch);
        QVERIFY(!batch->problem.isEmpty());
    }

    void othersHaveNone()
    {
        QVERIFY(!directiveOf(parseScript("-- corridor: ignore something\nUPDATE t SET a = 1")));
        QVERIFY(!directiveOf(parseScript("UPDATE t SET a = '-- corridor: batch 10 by id'")));
    }

    void addsItsRange_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("next");
        QTest::newRow("no where") << QByteArray("UPDATE t SET a = 1")
                                  << QByteArray("UPDATE t SET a = 1\nWHERE t.id <= '7'")
                                  << QByteArray("UPDATE t SET a = 1\nWHERE t.id > '3' AND t.id <= '7'");
        QTest::newRow("where")
            << QByteArray("DELETE FROM ONLY s.t x WHERE a OR b -- ends")
            << QByteArray("DELETE FROM ONLY s.t x WHERE ( a OR b -- ends\n) AND x.id <= '7'")
            << QByteArray("DELETE FROM ONLY s.t x WHERE ( a OR b -- ends\n) AND x.id > '3' AND x.id <= '7'");
        QTest::newRow("inner where")
            << QByteArray("UPDATE t SET a = (SELECT 1 FROM u WHERE true)")
            << QByteArray("UPDATE t SET a = (SELECT 1 FROM u WHERE true)\nWHERE t.id <= '7'")
            << QByteArray("UPDATE t SET a = (SELECT 1 FROM u WHERE true)\nWHERE t.id > '3' AND t.id <= '7'");
    }

    void addsItsRange()
    {
        QFETCH(QByteArray, text);
        const Script script = parseScript(text);
        const Statement& statement = script.statements[0];
        QTEST(batchStatement(statement, script.code(statement), "id", {}, "7"), "first");
        QTEST(batchStatement(statement, script.code(statement), "id", "3", "7"), "next");
    }

    void makesAScriptStepwise()
    {
        const Script script
            = parseScript("CREATE TABLE x(i int);\n-- corridor: batch 10 by id\nUPDATE t SET a = 1;\nSELECT 1;");
        const ExecutionPlan plan = planScript(script, 17);
        QCOMPARE(plan.mode, ExecutionMode::Stepwise);
        QCOMPARE(plan.groups.size(), 3);
        QCOMPARE(plan.groups[1].kind, TransactionGroup::Kind::Batched);
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
