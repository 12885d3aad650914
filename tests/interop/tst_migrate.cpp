// SPDX-License-Identifier: MIT
#include "child_process.h"
#include "support/test_server.h"
#include "trip_counter.h"
#include "witness.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

// `corridor migrate` and `corridor db` alone, without the real Prisma beside them.
class TestMigrate : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void executes();
    void seeds_data();
    void seeds();
    void develops();
    void writesDrafts();
    void wantsAReset_data();
    void wantsAReset();
    void seesWhatPrismaDoesNot();
    void usesTheShadowDatabase();
    void compares();
    void saysWhatPrismaWouldDo();
    void isWrittenDown();
    void followsTheNamedPrisma();
    void evaluatesConfiguration_data();
    void evaluatesConfiguration();
    void asksInThreeRoundTrips();

private:
    Outcome corridor(const QStringList& arguments) const;
    bool write(const QString& path, const QByteArray& text) const;
    bool migration(const QString& name, const QByteArray& sql) const
    {
        return write("prisma/migrations/" + name + "/migration.sql", sql);
    }
    Witness witness() const { return Witness(m_url.toUtf8()); }
    QStringList folders() const
    {
        return QDir(m_project->filePath("prisma/migrations")).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    }

    TestServer m_server;
    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_project;
    QString m_url;
};

#define ENDS(command, code)                                                                                            \
    do {                                                                                                               \
        const Outcome ended = (command);                                                                               \
        QVERIFY2(ended.exitCode == (code),                                                                             \
            qPrintable(QString("%1\n%2\n%3").arg(ended.exitCode).arg(ended.out, ended.err)));                           \
    } while (false)
#define SAYS(text, words)                                                                                              \
    do {                                                                                                               \
        const QString said = (text);                                                                                   \
        QVERIFY2(said.contains(words), qPrintable(said));                                                              \
    } while (false)

void TestMigrate::initTestCase()
{
    if (!QFile::exists(CORRIDOR_BIN_DIR "/corridor"))
        QSKIP("there is no " CORRIDOR_BIN_DIR "/corridor");
    START_TEST_SERVER(m_server, 17);
}

void TestMigrate::cleanupTestCase()
{
    if (m_project)
        corridor({ "sandbox", "stop" });
}

void TestMigrate::init()
{
    m_project = std::make_unique<QTemporaryDir>();
    m_url = m_server.url(m_server.freshDatabase());
    QVERIFY(write("package.json", "{\"name\":\"made-up\",\"private\":true}\n"));
    QVERIFY(migration("1_users", "CREATE TABLE users (id serial PRIMARY KEY, email text);\n"));
}

bool TestMigrate::write(const QString& path, const QByteArray& text) const
{
    QDir().mkpath(QFileInfo(m_project->filePath(path)).path());
    QFile file(m_project->filePath(path));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

Outcome TestMigrate::corridor(const QStringList& arguments) const
{
    const QString home = m_home.path();
    return run({ .program = CORRIDOR_BIN_DIR "/corridor",
        .arguments = arguments,
        .folder = m_project->path(),
        .environment = { "DATABASE_URL=" + m_url, "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "XDG_CACHE_HOME=" + home,
            "XDG_STATE_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home, "NO_COLOR=1" } });
}

void TestMigrate::executes()
{
    QVERIFY(write("good.sql", "CREATE TABLE t (i int); INSERT INTO t VALUES (1), (2);"));
    QVERIFY(write("bad.sql", "SELECT * FROM nope;"));
    const Outcome good = corridor({ "db", "execute", "--file", "good.sql" });
    ENDS(good, 0);
    QCOMPARE(good.out, "Script executed successfully.\n");
    QCOMPARE(witness().rows("SELECT count(*) FROM t"), QStringList { "2" });
    const Outcome bad = corridor({ "db", "execute", "--file", "bad.sql" });
    ENDS(bad, 1);
    SAYS(bad.err, "Error: ERROR: relation \"nope\" does not exist");
    ENDS(corridor({ "db", "execute" }), 1);
    SAYS(corridor({ "db", "execute", "--file", "nope.sql" }).err, "Error: Provided --file at nope.sql doesn't exist.");
    ENDS(corridor({ "db", "execute", "--stdin" }), 0); // nothing on it
}

void TestMigrate::seeds_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words");
    QTest::newRow("works")
        << QByteArray("touch seeded\\\\ here") << 0
        << "Running seed command `touch seeded\\ here` ...\n\n🌱  The seed command has been executed.";
    QTest::newRow("fails")
        << QByteArray("false") << 1
        << "An error occurred while running the seed command:\nError: Command failed with exit code 1: false";
    QTest::newRow("is missing") << QByteArray("no-such-program x") << 1
                                << "Command failed with ENOENT: no-such-program x";
    QTest::newRow("is not set") << QByteArray() << 0 << "No seed command configured";
}

void TestMigrate::seeds()
{
    QFETCH(QByteArray, command);
    QFETCH(int, exitCode);
    QFETCH(QString, words);
    if (!command.isEmpty())
        QVERIFY(write("package.json", "{\"name\":\"made-up\",\"prisma\":{\"seed\":\"" + command + "\"}}\n"));
    const Outcome outcome = corridor({ "db", "seed" });
    ENDS(outcome, exitCode);
    SAYS(outcome.out + outcome.err, words);
    QCOMPARE(QFile::exists(m_project->filePath("seeded here")), command.startsWith("touch"));
}

// Without schema.prisma the migrations are SQL that people write.
void TestMigrate::develops()
{
    const Outcome first = corridor({ "migrate", "dev" });
    ENDS(first, 0);
    SAYS(first.out, "Applying migration `1_users`");
    SAYS(first.out, "Your database is now in sync with your schema.");
    QCOMPARE(witness().rows("SELECT count(*) FROM users"), QStringList { "0" });
    const Outcome second = corridor({ "migrate", "dev", "--name", "nothing" });
    ENDS(second, 0);
    SAYS(second.out, "Already in sync, no schema change or pending migration was found.");
    QCOMPARE(folders(), QStringList { "1_users" });
}

void TestMigrate::writesDrafts()
{
    const Outcome outcome = corridor({ "migrate", "dev", "--create-only", "--name", "Add Posts!" });
    ENDS(outcome, 0);
    SAYS(outcome.out, "Applying migration `1_users`"); // as Prisma does, others are applied all the same
    SAYS(outcome.out, "Prisma Migrate created the following migration without applying it ");
    QCOMPARE(folders().size(), 2);
    QVERIFY(folders().last().endsWith("_add_posts"));
    const Outcome status = corridor({ "migrate", "status" });
    ENDS(status, 1);
    SAYS(status.out, folders().last());
}

void TestMigrate::wantsAReset_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("words");
    const QByteArray none;
    QTest::newRow("edited")
        << none << QByteArray("CREATE TABLE users (id serial PRIMARY KEY, email text); -- other\n")
        << "The migration `1_users` was modified after it was applied.\n\nWe need to reset the \"public\" schema at";
    QTest::newRow("failed") << QByteArray("UPDATE _prisma_migrations SET finished_at = NULL") << none
                            << "- The migration `1_users` failed.\n";
    QTest::newRow("table") << QByteArray("CREATE TABLE extra (i int)") << none << "[+] Added tables\n  - extra\n";
    QTest::newRow("column") << QByteArray("ALTER TABLE users ADD extra int") << none
                            << "[*] Changed the `users` table\n  [+] Added column `extra`\n";
    QTest::newRow("dropped column") << QByteArray("ALTER TABLE users DROP email") << none
                                    << "[*] Changed the `users` table\n  [-] Removed column `email`\n";
    QTest::newRow("required") << QByteArray("ALTER TABLE users ALTER email SET NOT NULL") << none
                              << "[*] Altered column `email` (changed from Nullable to Required)\n";
    QTest::newRow("type") << QByteArray("ALTER TABLE users ALTER email TYPE varchar(9)") << none
                          << "[*] Altered column `email` (type changed)\n";
    QTest::newRow("index") << QByteArray("CREATE INDEX ON users (email, id)") << none
                           << "[+] Added index on columns (email, id)\n";
    QTest::newRow("unique") << QByteArray("ALTER TABLE users ADD UNIQUE (email)") << none
                            << "[+] Added unique index on columns (email)\n";
    QTest::newRow("foreign key") << QByteArray("ALTER TABLE users ADD FOREIGN KEY (id) REFERENCES users (id)") << none
                                 << "[+] Added foreign key on columns (id)\n";
    QTest::newRow("enum") << QByteArray("CREATE TYPE mood AS ENUM ('a')") << none << "[+] Added enums\n  - mood\n";
    QTest::newRow("missing") << QByteArray("INSERT INTO _prisma_migrations SELECT 'x', checksum, finished_at, "
                                           "'0_gone', logs, NULL, started_at, 1 FROM _prisma_migrations")
                             << none
                             << "The following migration(s) are applied to the database but missing from the local "
                                "migrations directory: 0_gone\n";
}

void TestMigrate::wantsAReset()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, script);
    QFETCH(QString, words);
    ENDS(corridor({ "migrate", "deploy" }), 0);
    if (!sql.isEmpty())
        QVERIFY(witness().execute(sql));
    if (!script.isEmpty())
        QVERIFY(migration("1_users", script));
    const Outcome outcome = corridor({ "migrate", "dev", "--name", "x" });
    ENDS(outcome, 130);
    SAYS(outcome.out, words);
    SAYS(outcome.out, "You may use prisma migrate reset to drop the development database.\nAll data will be lost.");
}

void TestMigrate::seesWhatPrismaDoesNot()
{
    ENDS(corridor({ "migrate", "deploy" }), 0);
    QVERIFY(witness().execute("CREATE VIEW v AS SELECT 1 AS one; CREATE INDEX partial ON users (email) WHERE id > 3; "
                              "ALTER TABLE users ADD CHECK (id > 0)"));
    const Outcome outcome = corridor({ "migrate", "dev", "--name", "x" });
    ENDS(outcome, 0);
    QCOMPARE(outcome.err.count("which Prisma does not see"), 3);
    SAYS(outcome.err, "view public.v");
}

// It is emptied, used, and left there.
void TestMigrate::usesTheShadowDatabase()
{
    const QString shadow = m_server.url(m_server.freshDatabase());
    QVERIFY(Witness(shadow.toUtf8()).execute("CREATE TABLE old (i int)"));
    QVERIFY(write("prisma.config.mjs",
        "export default { migrations: { path: 'prisma/migrations' }, datasource: { url: process.env.DATABASE_URL, "
        "shadowDatabaseUrl: '"
            + shadow.toUtf8() + "' } }\n"));
    ENDS(corridor({ "migrate", "dev" }), 0);
    QCOMPARE(Witness(shadow.toUtf8()).rows("SELECT to_regclass('old'), to_regclass('users')"),
        QStringList { "null | users" });
}

void TestMigrate::compares()
{
    ENDS(corridor({ "migrate", "deploy" }), 0);
    const QStringList fromFolder { "migrate", "diff", "--from-migrations", "prisma/migrations",
        "--to-config-datasource" };
    const Outcome same = corridor(fromFolder + QStringList { "--exit-code" });
    ENDS(same, 0);
    QCOMPARE(same.out, "No difference detected.\n");
    QCOMPARE(corridor(fromFolder + QStringList { "--script" }).out, "-- This is an empty migration.\n");
    QVERIFY(witness().execute("CREATE TABLE extra (i int)"));
    const Outcome other = corridor(fromFolder + QStringList { "--exit-code" });
    ENDS(other, 2);
    QCOMPARE(other.out, "\n[+] Added tables\n  - extra\n\n");
    const Outcome script = corridor(fromFolder + QStringList { "--script", "-o", "out.sql" });
    ENDS(script, 0);
    QFile file(m_project->filePath("out.sql"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    SAYS(QString(file.readAll()), "CREATE TABLE \"public\".\"extra\"");
    const Outcome none = corridor({ "migrate", "diff" });
    ENDS(none, 1);
    SAYS(none.err, "0 `--from-...` parameter(s) provided. 1 must be provided.");
}

void TestMigrate::saysWhatPrismaWouldDo()
{
    QVERIFY(migration("2_index", "SELECT 1;\nCREATE INDEX CONCURRENTLY users_email ON users (email);\n"));
    QVERIFY(write("node_modules/prisma/package.json", "{\"name\":\"prisma\",\"version\":\"6.19.3\"}\n"));
    const Outcome status = corridor({ "status" });
    ENDS(status, 3);
    SAYS(status.out, "Prisma 6.19.3: alone, safe");
    SAYS(status.out, "Prisma 6.19.3: would be rolled back whole (line 2)");
    QVERIFY(write("node_modules/prisma/package.json", "{\"name\":\"prisma\",\"version\":\"7.10.1\"}\n"));
    SAYS(corridor({ "deploy", "--dry-run" }).out, "Prisma 7.10.1: statement by statement");
    const QJsonObject json = QJsonDocument::fromJson(corridor({ "status", "--json" }).out.toUtf8()).object();
    const QJsonObject prisma = json["migrations"][1]["prisma"].toObject();
    QCOMPARE(prisma["runner"].toString(), "split");
    QCOMPARE(prisma["outcome"].toString(), "divisible");
}

// As the native commands are, and also where the journal cannot be had.
void TestMigrate::isWrittenDown()
{
    ENDS(corridor({ "migrate", "deploy" }), 0);
    ENDS(corridor({ "migrate", "deploy" }), 0); // of nothing: nothing is written
    QVERIFY(migration("2_bad", "SELECT * FROM nope;"));
    ENDS(corridor({ "migrate", "deploy" }), 1);
    ENDS(corridor({ "migrate", "resolve", "--rolled-back", "2_bad" }), 0);
    QVERIFY(QDir(m_project->filePath("prisma/migrations/2_bad")).removeRecursively());
    ENDS(corridor({ "migrate", "reset", "--force" }), 0);
    const Outcome told = corridor({ "journal", "export", "--format", "json" });
    ENDS(told, 0);
    QStringList runs;
    for (const QJsonValue& run : QJsonDocument::fromJson(told.out.toUtf8()).object()["runs"].toArray())
        if (run["project"].toString() == m_project->path())
            runs.prepend(run["action"].toString() + ' ' + run["outcome"].toString());
    QCOMPARE(runs.join(", "), "deploy done, deploy failed, resolve done, reset done");
    QVERIFY(migration("2_more", "SELECT 1;"));
    qputenv("CORRIDOR_JOURNAL", "/proc/nowhere/journal.sqlite");
    const Outcome unwritten = corridor({ "migrate", "deploy" });
    qunsetenv("CORRIDOR_JOURNAL");
    ENDS(unwritten, 0);
    SAYS(unwritten.err, "corridor: the journal cannot be written");
}

void TestMigrate::followsTheNamedPrisma()
{
    const QString line = "Prisma schema loaded from prisma/schema.prisma";
    SAYS(corridor({ "migrate", "deploy", "--prisma-version", "6" }).out, line + '\n');
    const Outcome seventh = corridor({ "--prisma-version", "7.10.1", "migrate", "status" });
    SAYS(seventh.err, line + ".\n");
    QVERIFY(!seventh.out.contains(line));
    // A rolled-back migration counts as applied before 7.9, and as pending from there.
    QVERIFY(migration("2_bad", "SELECT * FROM nope;"));
    ENDS(corridor({ "migrate", "deploy" }), 1);
    ENDS(corridor({ "migrate", "resolve", "--rolled-back", "2_bad" }), 0);
    ENDS(corridor({ "migrate", "status", "--prisma-version=7.8" }), 0);
    ENDS(corridor({ "migrate", "status", "--prisma-version=7.9" }), 1);
    const Outcome wrong = corridor({ "migrate", "status", "--prisma-version", "new" });
    ENDS(wrong, 1);
    SAYS(wrong.err, "--prisma-version wants 5, 6, 7 or a version such as 7.10.1, not new.");
}

void TestMigrate::evaluatesConfiguration_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("expected");
    const QByteArray computed = "const folder = ['prisma', 'migrations'].map(part => part).join('/');\n"
                                "console.log('noise');\n"
                                "export default { migrations: { path: folder }, datasource: { url: "
                                "`${process.env.DATABASE_URL}` } };\n";
    const QStringList status { "migrate", "status" }, evaluated { "migrate", "status", "--evaluate-config" };
    QTest::newRow("not asked for") << computed << status << 1 << "is more than a literal, and configuration files are not run";
    QTest::newRow("asked for") << computed << evaluated << 1 << "1 migration found in prisma/migrations";
    QTest::newRow("asked for by a native command")
        << computed << QStringList { "status", "--evaluate-config" } << 3 << "1_users";
    QTest::newRow("throws") << "throw new Error('no luck');\n" + computed << evaluated << 1
                            << "prisma.config.mjs failed: no luck";
    QTest::newRow("never ends") << "for (;;);\n" + computed << evaluated << 1
                                << "prisma.config.mjs was not evaluated after 2 s, and was stopped.";
}

void TestMigrate::evaluatesConfiguration()
{
    QFETCH(QByteArray, config);
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, expected);
    if (QStandardPaths::findExecutable("node").isEmpty())
        QSKIP("node is not installed");
    QVERIFY(write("prisma.config.mjs", config));
    qputenv("CORRIDOR_EVALUATE_SECONDS", expected.contains("after 2 s") ? "2" : "60");
    const Outcome outcome = corridor(words);
    ENDS(outcome, exitCode);
    SAYS(outcome.out + outcome.err, expected);
}

void TestMigrate::asksInThreeRoundTrips()
{
    ENDS(corridor({ "migrate", "deploy" }), 0);
    const QString real
        = m_server.connection("postgres").value("host") + "/.s.PGSQL." + m_server.connection("postgres").value("port");
    const QString direct = m_url;
    for (const QStringList& command : { QStringList { "migrate", "status" }, QStringList { "status" } }) {
        TripCounter counter(real);
        m_url = QString(direct).replace(m_server.connection("postgres").value("host"), counter.folder());
        ENDS(corridor(command), 0);
        QVERIFY2(counter.trips() > 0 && counter.trips() <= 3, qPrintable(QString::number(counter.trips())));
    }
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "tst_migrate.moc"
