// SPDX-License-Identifier: MIT
// Every fix on real servers: the fixed scripts leave the schema that the written one leaves, rows included.
#include "catalog/snapshot.h"
#include "lint/linter.h"
#include "review/fixes/fix_run.h"
#include "review/fixes/fixes.h"
#include "support/test_server.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

const char* const tables = "CREATE TABLE users (id int PRIMARY KEY, email text, age int);"
                           "CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, note text, total int NOT NULL);"
                           "INSERT INTO users SELECT n, 'user' || n, n FROM generate_series(1, 100) n;"
                           "INSERT INTO orders SELECT n, n, 'note', n FROM generate_series(1, 100) n;"
                           "CREATE INDEX old_index ON orders (note);"
                           "CREATE MATERIALIZED VIEW sums AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;"
                           "CREATE UNIQUE INDEX sums_key ON sums (user_id);"
                           "CREATE TYPE mood AS ENUM ('sad');"
                           "CREATE TABLE feelings (mood mood);";

LintMigration migration(const QString& name, const QByteArray& sql, bool examined)
{
    return { .name = name, .path = name + "/migration.sql", .script = parseScript(sql), .pending = examined, .examined = examined };
}

LintFolder folderOf(const QByteArray& sql)
{
    return { .path = ".", .migrations = { migration("20250101000000_start", tables, false), migration("20250102000000_change", sql, true) } };
}

LintOptions optionsFor(RunnerProfile runner, int major)
{
    LintOptions options;
    options.runner = runner;
    options.major = major;
    options.timeoutsSetElsewhere = true;
    return options;
}

} // namespace

class TestFixes : public QObject {
    Q_OBJECT
private slots:
    void leavesTheSameSchema_data();
    void leavesTheSameSchema();
    void isNotOffered_data();
    void isNotOffered();
    void keepsCommentsAndLayout();
    void namesSortBetween_data();
    void namesSortBetween();
    void changesAreWritten();
    void diffShowsTheLines();
};

static void addCase(const char* rule, const char* sql)
{
    for (const RunnerProfile runner : { RunnerProfile::Corridor, RunnerProfile::PrismaBatch, RunnerProfile::PrismaSplit }) {
        for (const int major : { 15, 17 }) {
            if (TestServer::has(major))
                QTest::addRow("%s, %s, %d: %.60s", rule, qPrintable(runnerWord(runner)), major, sql) << QString(rule) << QByteArray(sql) << runner << major;
        }
    }
}

void TestFixes::leavesTheSameSchema_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<RunnerProfile>("runner");
    QTest::addColumn<int>("major");
    if (!TestServer::has(15) && !TestServer::has(17))
        QSKIP("Neither PostgreSQL 15 nor 17 is here.");
    addCase("create-index-blocking", "CREATE INDEX i ON orders (note);");
    addCase("create-index-blocking", "-- why\nCREATE UNIQUE INDEX IF NOT EXISTS \"I x\" ON \"orders\" (id, note) WHERE note <> ',';\nCOMMENT ON TABLE users IS 'x';");
    addCase("drop-index-blocking", "DROP INDEX old_index;");
    addCase("reindex-blocking", "REINDEX TABLE orders;");
    addCase("reindex-blocking", "SELECT 1;\nREINDEX INDEX old_index;");
    addCase("refresh-matview-blocking", "REFRESH MATERIALIZED VIEW sums;");
    addCase("add-fk-validating", "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;");
    addCase("add-fk-validating", "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id), ADD COLUMN extra int;\nSELECT 1;");
    addCase("add-check-validating", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0 AND note <> ', --') /* all */;");
    addCase("add-unique-constraint", "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);");
    addCase("add-unique-constraint", "ALTER TABLE orders ADD UNIQUE (user_id, note);");
    addCase("set-not-null-scan", "ALTER TABLE users ALTER COLUMN email SET NOT NULL;");
    addCase("add-column-volatile-default", "ALTER TABLE users ADD COLUMN key uuid NOT NULL DEFAULT gen_random_uuid();");
    addCase("add-column-volatile-default", "ALTER TABLE users ADD COLUMN \"Key\" uuid DEFAULT gen_random_uuid();\n-- then\nALTER TABLE users ADD COLUMN other int;");
}

// As the runner sends them: the whole script in one message, or each statement by itself.
static QString run(const ConnectionOptions& database, const Script& script, RunnerProfile runner)
{
    auto session = Session::open(database);
    if (!session)
        return session.error().toText();
    QList<QByteArray> messages { script.text };
    if (runner != RunnerProfile::PrismaBatch) {
        messages.clear();
        for (const Statement& statement : script.statements)
            messages << script.code(statement).toByteArray();
    }
    for (const QByteArray& message : std::as_const(messages)) {
        if (const auto result = session->execute(message); !result)
            return result.error().toText() + '\n' + QString::fromUtf8(message);
    }
    return {};
}

static QByteArray rows(const ConnectionOptions& database)
{
    const auto result = runSql(database,
        "SELECT count(*) || ' ' || count(email) FROM users UNION ALL SELECT count(*) || ' ' || sum(total) FROM orders");
    return result ? result->bytes(0, 0) + ' ' + result->bytes(1, 0) : QByteArray();
}

void TestFixes::leavesTheSameSchema()
{
    QFETCH(QString, rule);
    QFETCH(QByteArray, sql);
    QFETCH(RunnerProfile, runner);
    QFETCH(int, major);
    const LintFolder folder = folderOf(sql);
    const LintOptions options = optionsFor(runner, major);
    const QList<Finding> findings = lint(folder.migrations, options);
    QVERIFY2(std::ranges::contains(findings, rule, &Finding::rule), "the rule must find it");

    const FixRun fixed = fixAll(folder, options);
    QVERIFY2(!fixed.applied.isEmpty(), "a fix must be offered");
    QVERIFY(fixed.applied.join('\n').contains('[' + rule + ']'));
    QVERIFY2(!std::ranges::contains(fixed.left, rule, &Finding::rule), "and it must be found no more");

    TestServer& server = TestServer::shared(major);
    const ConnectionOptions written = server.freshDatabase();
    const ConnectionOptions safer = server.freshDatabase();
    for (const ConnectionOptions& database : { written, safer })
        QCOMPARE(run(database, parseScript(tables), RunnerProfile::PrismaBatch), QString());
    QCOMPARE(run(written, folder.migrations.last().script, runner), QString());
    for (const ScriptChange& change : fixed.changes)
        QCOMPARE(run(safer, parseScript(change.after), runner), QString());

    auto one = Session::open(written);
    auto two = Session::open(safer);
    QVERIFY(one && two);
    const auto before = readSnapshot(*one);
    const auto after = readSnapshot(*two);
    QVERIFY(before && after);
    QCOMPARE(after->fingerprint(), before->fingerprint());
    QCOMPARE(rows(safer), rows(written));
    const auto empty = runSql(safer, "SELECT count(*) FROM users WHERE to_jsonb(users) ->> coalesce((SELECT attname FROM pg_attribute "
                                     "WHERE attrelid = 'users'::regclass AND attname ILIKE 'key'), 'id') IS NULL");
    QVERIFY(empty && empty->integer(0, 0) == 0);
}

void TestFixes::isNotOffered_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<RunnerProfile>("runner");
    const auto row = [](const char* name, const char* sql, RunnerProfile runner = RunnerProfile::Corridor) { QTest::newRow(name) << QByteArray(sql) << runner; };
    row("inside of a written transaction", "BEGIN; CREATE INDEX i ON orders (note); COMMIT;", RunnerProfile::Psql);
    row("partitioned", "CREATE INDEX i ON parts (a);");
    row("hypertable", "CREATE INDEX i ON points (ts);");
    row("the table goes later", "CREATE INDEX i ON orders (note); DROP TABLE orders;", RunnerProfile::PrismaBatch);
    row("unnamed check", "ALTER TABLE orders ADD CHECK (total > 0);");
    row("deferrable", "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email) DEFERRABLE;");
    row("with include", "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email) INCLUDE (age);");
    row("nullable key", "ALTER TABLE users DROP CONSTRAINT users_pkey; ALTER TABLE users ADD PRIMARY KEY (email);");
    row("no unique index", "REFRESH MATERIALIZED VIEW plain;");
}

void TestFixes::isNotOffered()
{
    QFETCH(QByteArray, sql);
    QFETCH(RunnerProfile, runner);
    LintFolder folder = folderOf(sql);
    folder.migrations.insert(1,
        migration("20250101000001_more",
            "CREATE TABLE parts (a int) PARTITION BY LIST (a); CREATE TABLE points (ts timestamptz); SELECT create_hypertable('points', 'ts');"
            "CREATE MATERIALIZED VIEW plain AS SELECT 1 AS a;",
            false));
    const LintOptions options = optionsFor(runner, 15);
    QList<Finding> findings = lint(folder.migrations, options);
    QVERIFY(!findings.isEmpty());
    addFixes(findings, folder.migrations, options);
    for (const Finding& finding : std::as_const(findings))
        QVERIFY2(!finding.fix, qPrintable(finding.rule + ": " + (finding.fix ? finding.fix->title : QString())));
}

void TestFixes::keepsCommentsAndLayout()
{
    const QByteArray sql = "-- CreateIndex\r\nCREATE\tINDEX  i -- keep\r\n ON orders (note);\r\n\r\n-- the end\r\n";
    const FixRun fixed = fixAll(folderOf(sql), optionsFor(RunnerProfile::Corridor, 15));
    QCOMPARE(fixed.changes.size(), 1);
    QCOMPARE(fixed.changes[0].after, QByteArray(sql).replace("INDEX  i", "INDEX CONCURRENTLY  i"));
}

void TestFixes::namesSortBetween_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("expected");
    QTest::newRow("last") << "20250101000000_a" << QStringList { "20250101000000_a" } << "20250101000001_step_two";
    QTest::newRow("others later") << "20250101000000_a" << QStringList { "20250101000000_a", "20250102000000_b" } << "20250101000001_step_two";
    QTest::newRow("end of a day") << "20241231235959_a" << QStringList { "20241231235959_a" } << "20250101000000_step_two";
    QTest::newRow("no second between") << "20250101000000_a" << QStringList { "20250101000000_a", "20250101000000_b" } << "20250101000000_a_step_two";
    QTest::newRow("numbers") << "0001_a" << QStringList { "0001_a", "0002_b" } << "0001_a_step_two";
    QTest::newRow("no room") << "a" << QStringList { "a", "a_b" } << "";
}

void TestFixes::namesSortBetween()
{
    QFETCH(QString, name);
    QFETCH(QStringList, names);
    QTEST(nameAfter(name, "Step two", names), "expected");
}

void TestFixes::changesAreWritten()
{
    const QTemporaryDir folder;
    const QString old = folder.filePath("1/migration.sql");
    QVERIFY(QDir(folder.path()).mkpath("1"));
    QVERIFY(writeChanges({ { old, "1", "", "SELECT 1;\n", false }, { folder.filePath("2/migration.sql"), "2", "", "SELECT 2;\n", true } }).has_value());
    QFile file(folder.filePath("2/migration.sql"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("SELECT 2;\n"));
    const auto refused = writeChanges({ { "/proc/none/migration.sql", "x", "", "x", true } });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "fix-not-written");
}

void TestFixes::diffShowsTheLines()
{
    const QString diff = unifiedDiff({ "m/migration.sql", "m", "a\nb\n", "a\nc\n", false });
    QVERIFY2(diff.contains("\n-b\n+c\n"), qPrintable(diff));
}

QTEST_GUILESS_MAIN(TestFixes)
#include "tst_fixes.moc"
