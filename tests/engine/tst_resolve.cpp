// SPDX-License-Identifier: MIT
#include "engine/engine.h"
#include "history/history_table.h"
#include "support/test_server.h"

using namespace corridor;

class TestResolve : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_database = TestServer::shared(17).freshDatabase();
        m_project = {};
        for (const auto& [name, script] : { std::pair("1_ok", "SELECT 1;"), std::pair("2_bad", "SELECT nope;") })
            m_project.migrations << Migration { .name = name, .script = script, .checksum = prismaChecksum(script) };
    }

    void refusals()
    {
        auto session = Session::open(m_database);
        QCOMPARE(resolveRolledBack(*session, "1_ok", {}).error().code, "history-missing");
        QCOMPARE(resolveApplied(*session, m_project, "3_unknown", {}).error().code, "P3017");
        QVERIFY(!deploy(*session, m_project, {}).ok());
        QCOMPARE(resolveApplied(*session, m_project, "1_ok", {}).error().code, "P3008");
        QCOMPARE(resolveRolledBack(*session, "1_ok", {}).error().code, "P3012");
        QCOMPARE(resolveRolledBack(*session, "3_unknown", {}).error().code, "P3011");
    }

    void rolledBackLetsTheNextDeployTryAgain()
    {
        auto session = Session::open(m_database);
        QVERIFY(!deploy(*session, m_project, {}).ok());
        QVERIFY(resolveRolledBack(*session, "2_bad", {}));
        QVERIFY2(resolveRolledBack(*session, "2_bad", {}), "twice is no error, as with Prisma");
        m_project.migrations[1].script = "SELECT 2;";
        QVERIFY(deploy(*session, m_project, {}).ok());
        const auto rows = *HistoryTable::find(*session)->read();
        QCOMPARE(rows.size(), 3);
        QVERIFY(rows[1].isRolledBack() && !rows[1].finishedAt);
        QVERIFY(rows[2].isApplied());
    }

    void appliedAddsAFinishedRow()
    {
        auto session = Session::open(m_database);
        QVERIFY(!deploy(*session, m_project, {}).ok());
        QVERIFY(resolveApplied(*session, m_project, "2_bad", {}));
        const auto rows = *HistoryTable::find(*session)->read();
        QCOMPARE(rows.size(), 3);
        QVERIFY(rows[1].isRolledBack());
        QCOMPARE(rows[2].logs, "");
        QCOMPARE(rows[2].appliedStepsCount, 0);
        QCOMPARE(*rows[2].finishedAt, rows[2].startedAt);
    }

    void baselineOfADatabaseWithTables()
    {
        runSql(m_database, "CREATE TABLE users(i int)");
        auto session = Session::open(m_database);
        QCOMPARE(deploy(*session, m_project, {}).error->code, "P3005");
        QVERIFY(resolveApplied(*session, m_project, "1_ok", {}));
        m_project.migrations.removeLast();
        QVERIFY(deploy(*session, m_project, {}).ok());
    }

private:
    ConnectionOptions m_database;
    Project m_project;
};

QTEST_GUILESS_MAIN(TestResolve)
#include "tst_resolve.moc"
