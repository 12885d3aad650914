// SPDX-License-Identifier: MIT
#include "backup/client_error.h"

#include <QTest>

using namespace corridor;

class TestClientError : public QObject {
    Q_OBJECT
private slots:
    // The texts are those of PostgreSQL 15 and 17.
    void names_data()
    {
        QTest::addColumn<QString>("errors");
        QTest::addColumn<QString>("code");
        QTest::newRow("older client") << "pg_dump: error: aborting because of server version mismatch\n"
                                         "pg_dump: detail: server version: 17.4; pg_dump version: 15.6\n"
                                      << "client-older";
        QTest::newRow("newer archive") << "pg_restore: error: unsupported version (1.16) in file header\n"
                                       << "client-older";
        QTest::newRow("disk full") << "pg_dump: error: could not write to output file: No space left on device\n"
                                   << "disk-full";
        QTest::newRow("server gone")
            << "pg_dump: error: Dumping the contents of table \"t\" failed: PQgetResult() failed.\n"
               "pg_dump: detail: Error message from server: server closed the connection unexpectedly\n"
            << "server-gone";
        QTest::newRow("shut down")
            << "pg_dump: error: query failed: FATAL:  terminating connection due to administrator command\n"
            << "server-gone";
        QTest::newRow("unreachable")
            << "pg_dump: error: connection to server at \"127.0.0.1\", port 1 failed: Connection refused\n"
            << "P1001";
        QTest::newRow("password") << "psql: error: connection to server at \"h\" (1.2.3.4), port 5432 failed: "
                                     "FATAL:  password authentication failed for user \"a\"\n"
                                  << "P1000";
        QTest::newRow("database") << "pg_dump: error: connection to server on socket \"/s/.s.PGSQL.1\" failed: "
                                     "FATAL:  database \"x\" does not exist\n"
                                  << "P1003";
        QTest::newRow("truncated") << "pg_restore: error: could not read from input file: end of file\n"
                                   << "archive-truncated";
        QTest::newRow("no archive") << "pg_restore: error: input file does not appear to be a valid archive\n"
                                    << "archive-invalid";
        QTest::newRow("rights") << "pg_dump: error: query failed: ERROR:  permission denied for table t\n"
                                << "backup-rights";
        QTest::newRow("orphans")
            << "psql:<stdin>:9: ERROR:  insert or update on table \"o\" violates foreign key constraint \"f\"\n"
            << "restore-orphans";
        QTest::newRow("anything else") << "pg_dump: error: something new\n" << "backup-failed";
        QTest::newRow("nothing") << "" << "backup-failed";
    }

    void names()
    {
        QFETCH(QString, errors);
        const Error error = clientError("pg_dump", errors, "backup-failed");
        QTEST(error.code, "code");
        QVERIFY(!error.message.isEmpty());
        QVERIFY(error.code == "backup-failed" || !error.hint.isEmpty());
    }

    void namesWhatASessionWasTold()
    {
        const CancelToken token;
        const auto code = [&](const Error& error) { return sessionError(error, token).code; };
        QCOMPARE(code({ .code = "server-error", .sqlstate = "42501" }), QString("backup-rights"));
        QCOMPARE(code({ .code = "P1017" }), QString("server-gone"));
        QCOMPARE(code({ .code = "server-error", .sqlstate = "57P01" }), QString("server-gone"));
        QCOMPARE(code({ .code = "server-error", .sqlstate = "22012" }), QString("server-error"));
        QCOMPARE(code({ .code = "disk-full" }), QString("disk-full"));
        token.cancel();
        QCOMPARE(code({ .code = "server-error", .sqlstate = "57014" }), QString("cancelled"));
    }

    void theDetailIsTheFirstErrorAndWhatBelongsToIt()
    {
        const Error error = clientError("pg_restore",
            "pg_restore: connecting to database for restore\npg_restore: error: could not execute query: ERROR:  x\n"
            "Command was: SELECT 1\npg_restore: error: second\n",
            "restore-failed");
        QCOMPARE(error.detail, QString("pg_restore: error: could not execute query: ERROR:  x\nCommand was: SELECT 1"));
        QCOMPARE(error.message, QString("pg_restore failed."));
    }
};

QTEST_GUILESS_MAIN(TestClientError)
#include "tst_client_error.moc"
