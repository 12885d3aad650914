// SPDX-License-Identifier: MIT
#include "rehearsal/rehearse.h"

#include "sample_project.h"
#include "support/test_server.h"

using namespace corridor;

// The whole of it, with a sandbox of its own.
class RehearseTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_sandbox { QDir::tempPath() + "/cs-XXXXXX" };

    Environment environment() const
    {
        Environment environment = systemEnvironment();
        environment.insert("CORRIDOR_SANDBOX_DIR", m_sandbox.path() + "/sb");
        return environment;
    }

    // A database with the base applied and that many rows.
    static ConnectionOptions filled(int major, const SampleProject& project, int rows)
    {
        const ConnectionOptions database = TestServer::shared(major).freshDatabase();
        auto session = Session::open(database);
        if (!session || !deploy(*session, project.read(), {}).ok())
            qFatal("no base");
        const auto done = session->execute("INSERT INTO item SELECT g, g % 1000, 'text ' || g FROM generate_series(1, " + QByteArray::number(rows)
            + ") g; ANALYZE");
        if (!done)
            qFatal("%s", qPrintable(done.error().toText()));
        return database;
    }

    static SampleProject base()
    {
        SampleProject project;
        project.addMigration("1_base", "CREATE TABLE item (id int PRIMARY KEY, n int, t text);\nGRANT SELECT ON item TO PUBLIC;\n");
        return project;
    }

    RehearsalReport rehearsed(const SampleProject& project, const ConnectionOptions& source, RowChoice rows,
        const ConnectionOptions& production) const
    {
        RehearsalRequest request;
        request.source.database = source;
        request.sourceText = source.display();
        request.rows = rows;
        request.production = production;
        request.environment = environment();
        auto report = rehearse(project.read(), request);
        if (!report)
            qFatal("%s", qPrintable(report.error().toText()));
        return *report;
    }

    // Everything that would show a change of the source.
    static QString stateOf(const ConnectionOptions& database)
    {
        const auto rows = runSql(database, "SELECT (SELECT count(*) FROM item)::text || ' ' || (SELECT count(*) FROM _prisma_migrations)"
                                           " || ' ' || (SELECT string_agg(relname || relfilenode, ',' ORDER BY oid) FROM pg_class WHERE oid >= 16384)");
        return rows ? rows->text(0, 0) : rows.error().toText();
    }

private slots:
    void initTestCase() { QFile::setPermissions(m_sandbox.path(), QFile::Permissions(0x7755)); }

    void cleanupTestCase()
    {
        for (const int major : { 15, 17 }) {
            if (!TestServer::has(major))
                continue;
            if (auto sandbox = Sandbox::locate(environment(), major))
                (void)sandbox->reset();
            if (auto sandbox = Sandbox::locate(environment(), major))
                (void)sandbox->stop();
        }
    }

    void rehearsesWithAllRows_data() { TestServer::addMajors(); }
    void rehearsesWithAllRows()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 20'000);
        const QString before = stateOf(database);
        project.addMigration("2_wide", "ALTER TABLE item ALTER n TYPE bigint;\n", "ALTER TABLE item ALTER n TYPE int;\n");
        project.write("checks/a_positive.sql", "SELECT id FROM item WHERE id < 1");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::Full }, database);
        QCOMPARE(stateOf(database), before);
        QCOMPARE(report.clone.serverVersion / 10000, major);
        QCOMPARE(report.migrations.size(), 1);
        const TracedStatement& statement = report.migrations[0].statements.at(0);
        QCOMPARE(statement.rewritten.filter("public.item").isEmpty(), false);
        QVERIFY(report.estimates[0][0].known);
        QVERIFY(report.estimates[0][0].factor > 0.8 && report.estimates[0][0].factor < 1.25);
        QCOMPARE(proofWord(report.rollback.verdict), "proved");
        QVERIFY(report.checks.at(0).before.holds && report.checks[0].after.holds);
        QCOMPARE(verdictWord(report.verdict), "attention"); // it rewrites a table
    }

    void rehearsesTheStructureAlone_data() { TestServer::addMajors(); }
    void rehearsesTheStructureAlone()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 1000);
        project.addMigration("2_more", "ALTER TABLE item ADD extra text;\nUPDATE item SET extra = t;\n");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::None }, database);
        QVERIFY(!report.error);
        QCOMPARE(report.migrations.size(), 1); // the first one's row came along
        QCOMPARE(report.migrations[0].statements.at(1).rows, 0);
        QVERIFY(report.estimates[0][0].known);
        QCOMPARE(proofWord(report.rollback.verdict), "not-proved");
        QVERIFY(report.rollback.why.contains("2_more"));
    }

    void rehearsesWithASample_data() { TestServer::addMajors(); }
    void rehearsesWithASample()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 20'000);
        project.addMigration("2_wide", "ALTER TABLE item ALTER n TYPE bigint;\n");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::Sample, 20 }, database);
        QCOMPARE(report.clone.rows, "sample:20%");
        QVERIFY(report.estimates.at(0).at(0).known);
        QVERIFY2(report.estimates[0][0].factor > 4 && report.estimates[0][0].factor < 6.5, qPrintable(QString::number(report.estimates[0][0].factor)));
    }

    void rehearsesWithStatistics_data() { TestServer::addMajors(); }
    void rehearsesWithStatistics()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 50'000);
        project.addMigration("2_wide", "ALTER TABLE item ALTER n TYPE bigint;\n");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::Stats }, database);
        QCOMPARE(report.clone.rows, "stats");
        const Estimate& estimate = report.estimates.at(0).at(0);
        QVERIFY(estimate.known && estimate.diskBytes > 3'000'000);
        QVERIFY2(estimate.basis.contains("nothing was measured"), qPrintable(estimate.basis));
    }

    // What is personal does not come along, and the report says so; a rule keeps a column.
    void masksWhatIsPersonal_data()
    {
        QTest::addColumn<RowChoice>("rows");
        QTest::newRow("full") << RowChoice { CloneRows::Full };
        QTest::newRow("sample") << RowChoice { CloneRows::Sample, 50 };
    }
    void masksWhatIsPersonal()
    {
        QFETCH(RowChoice, rows);
        const SampleProject project = base();
        project.addMigration("1_user", "CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, city text, street text);\n");
        const ConnectionOptions database = filled(TestServer::has(17) ? 17 : 15, project, 10);
        QVERIFY(runSql(database, "INSERT INTO users SELECT g, 'person' || g || '@work.test', 'here', 'Long Road ' || g FROM generate_series(1, 200) g"));
        project.write("corridor.toml", "[mask.columns]\n\"users.street\" = \"keep\"\n");
        project.write("checks/secret.sql", "SELECT id FROM users WHERE email LIKE '%work.test' OR email NOT LIKE '%@example.com'");
        project.write("checks/kept.sql", "SELECT id FROM users WHERE street <> 'Long Road ' || id OR city <> 'here'");
        const RehearsalReport report = rehearsed(project, database, rows, database);
        for (const CheckResult& check : report.checks)
            QVERIFY2(check.after.holds, qPrintable(check.name + ": " + check.after.text()));
        QCOMPARE(report.clone.masked, QStringList("public.users.email (email)"));
        QVERIFY2(report.clone.notes.join('\n').contains("look personal"), qPrintable(report.clone.notes.join('\n')));
        QCOMPARE(runSql(database, "SELECT count(*) FROM users WHERE email LIKE '%work.test'")->integer(0, 0), 200);
    }

    void aFailingScriptIsAFinding_data() { TestServer::addMajors(); }
    void aFailingScriptIsAFinding()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 1000);
        project.addMigration("2_unique", "ALTER TABLE item ADD extra int;\nCREATE UNIQUE INDEX item_n ON item ((id / 2));\n");
        project.addMigration("3_later", "SELECT 1;\n");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::Full }, database);
        QCOMPARE(verdictWord(report.verdict), "failed");
        QCOMPARE(report.error->migration, "2_unique");
        QCOMPARE(report.error->line, 2);
        QCOMPARE(report.migrations.at(0).outcome, "failed");
        QCOMPARE(report.migrations.at(1).outcome, "not-run");
        QCOMPARE(proofWord(report.rollback.verdict), "not-tried");
    }

    void lostRowsAndBrokenChecksAreFound_data() { TestServer::addMajors(); }
    void lostRowsAndBrokenChecksAreFound()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 1000);
        project.addMigration("2_purge", "DELETE FROM item WHERE id > 500;\n", "SELECT 1;\n");
        project.write("checks/enough.sql", "SELECT 1 FROM item HAVING count(*) < 1000");
        const RehearsalReport report = rehearsed(project, database, { CloneRows::Full }, database);
        QCOMPARE(proofWord(report.rollback.verdict), "loses-rows");
        QVERIFY(report.checks.at(0).before.holds && !report.checks[0].after.holds);
        QCOMPARE(verdictWord(report.verdict), "failed");
    }

    // What the estimates are for: a copy of a small database tells of one that is ten times as large.
    void estimatesATableOfTenTimesTheSize_data() { TestServer::addMajors(); }
    void estimatesATableOfTenTimesTheSize()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions small = filled(major, project, 60'000), large = filled(major, project, 600'000);
        project.addMigration("2_wide", "ALTER TABLE item ALTER n TYPE bigint;\nCREATE INDEX item_n ON item (n);\nUPDATE item SET t = t || 'x';\n");
        const RehearsalReport report = rehearsed(project, small, { CloneRows::Full }, large);
        auto session = Session::open(large);
        const TracedRun real = traceDeploy(*session, project.read(), {});
        QVERIFY(real.report.ok() && report.total.known);
        double took = 0;
        for (const TracedStatement& statement : real.migrations[0].statements)
            took += statement.durationMs;
        QVERIFY(report.estimates[0][0].factor > 9 && report.estimates[0][0].factor < 11);
        qInfo("expected %.0f ms (%.0f - %.0f), took %.0f ms", report.total.expectedMs, report.total.lowMs, report.total.highMs, took);
        QVERIFY2(took > report.total.lowMs / 2 && took < report.total.highMs * 2, "far out of the range");
    }

    void nothingPendingPasses_data() { TestServer::addMajors(); }
    void nothingPendingPasses()
    {
        QFETCH(int, major);
        const SampleProject project = base();
        const ConnectionOptions database = filled(major, project, 10);
        const RehearsalReport report = rehearsed(project, database, { CloneRows::None }, database);
        QCOMPARE(verdictWord(report.verdict), "passed");
        QVERIFY(report.migrations.isEmpty());
    }
};

QTEST_GUILESS_MAIN(RehearseTest)
#include "tst_rehearse.moc"
