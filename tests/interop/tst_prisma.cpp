// SPDX-License-Identifier: MIT
#include "contest.h"
#include "support/shared_folder.h"

#include <QDir>
#include <QTest>

using namespace corridor;
using Tool = Contest::Tool;

// An empty answer means agreement.
#define AGREE(expression)                                                                                              \
    do {                                                                                                               \
        const QString differences = (expression);                                                                      \
        QVERIFY2(differences.isEmpty(), qPrintable(differences));                                                      \
    } while (false)

static const QStringList status { "migrate", "status" };
static const QStringList deploy { "migrate", "deploy" };
// A rolled-back migration is pending again for corridor and for Prisma from 7.9; for Prisma 6 it counts as applied.
static const Contest::Tools since79 { Tool::Prisma7 };

static const QByteArray usersTable = "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);\n";
static const QByteArray postsTable = "CREATE TABLE posts (id serial PRIMARY KEY, author int REFERENCES users (id));\n";
static const QString first = "20240101000000_users";
static const QString second = "20240102000000_posts";
static const QString third = "20240103000000_index";

// What `prisma migrate` and `corridor migrate` do to the same project, side by side.
class TestPrisma : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();

    void agreesOnFolder_data();
    void agreesOnFolder();
    void makesTheDatabase();
    void takesNewMigrations();
    void fails_data();
    void fails();
    void recovers();
    void recoversForEachOther();
    void refusesFailedMigrations();
    void baselines();
    void refusesToResolve();
    void readsTheLockFile_data();
    void readsTheLockFile();
    void seesHistoryDiverge_data();
    void seesHistoryDiverge();
    void rollsBack();
    void resets();

private:
    bool deployEverywhere() const; // by corridor: the quick way where its doing is judged elsewhere
    bool twoTables() const { return m_contest->write(first, usersTable) && m_contest->write(second, postsTable); }

    std::optional<Oracle> m_oracle;
    TestServer m_server;
    std::unique_ptr<Contest> m_contest;
    int m_count = 0;
};

void TestPrisma::initTestCase()
{
    START_CONTEST(m_oracle, m_server, m_contest);
}

void TestPrisma::init()
{
    QVERIFY(m_contest->begin(QStringLiteral("contest%1").arg(++m_count)));
}

bool TestPrisma::deployEverywhere() const
{
    for (const Tool owner : { Tool::Corridor, Tool::Prisma6, Tool::Prisma7 })
        if (m_contest->ask(Tool::Corridor, owner, deploy).exitCode != 0)
            return false;
    return true;
}

static QString corpus(const QString& name)
{
    return sharedFolder("corpora/prisma/" + name + "/migrations");
}

void TestPrisma::agreesOnFolder_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("none") << "";
    QTest::newRow("odd names and texts") << "odd";
    QTest::newRow("coinsphere") << QStringLiteral(CORRIDOR_SOURCE_DIR "/migrations/coinsphere/prisma/migrations");
    QTest::newRow("ameliorate") << corpus("amelioro__ameliorate");
    QTest::newRow("boxyhq") << corpus("boxyhq__saas-starter-kit");
    QTest::newRow("umami") << corpus("umami-software__umami");
}

static bool writeOddities(const Contest& contest)
{
    return contest.write("20240101000000_init", "CREATE TABLE a (i int);\r\nCREATE TABLE b (i int);\r\n")
        && contest.write("20240101000000-dash", "-- nothing but a comment\n") && contest.write("2", "")
        && contest.write("10", "SELECT 1;") && contest.write(".hidden", "SELECT 1;;\n")
        && contest.write("with space", "CREATE TABLE \"with space\" (i int)")
        && contest.write("no_timestamp", "COMMENT ON TABLE a IS 'žluťoučký kůň';\n")
        && contest.write("_Init2", "SELECT 1;\n") && contest.write("_init", "SELECT 2;\n")
        && contest.write("20240101000000a.sql", "DO $$ BEGIN PERFORM 1; END $$;\n")
        && contest.write("20240101000000_init", "not read", "notes.sql")
        && contest.write({}, "a file beside the folders", "20240102000000_file");
}

void TestPrisma::agreesOnFolder()
{
    QFETCH(QString, folder);
    if (folder == "odd")
        QVERIFY(writeOddities(*m_contest));
    else if (!folder.isEmpty() && !QDir(folder).exists())
        QSKIP(qPrintable("there is no " + folder));
    else if (!folder.isEmpty())
        QVERIFY(m_contest->copyMigrations(folder));

    AGREE(m_contest->together(status));
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 0);
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status));
}

void TestPrisma::makesTheDatabase()
{
    QVERIFY(twoTables());
    QVERIFY(m_contest->dropDatabases());
    AGREE(m_contest->together(status));
    QCOMPARE(m_contest->last().exitCode, 1);
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 0);
    AGREE(m_contest->sameHistory());
}

void TestPrisma::takesNewMigrations()
{
    QVERIFY(m_contest->write(second, usersTable));
    QVERIFY(deployEverywhere());
    QVERIFY(m_contest->write(first, "CREATE TABLE earlier (i int);"));
    QVERIFY(m_contest->write(third, "CREATE INDEX CONCURRENTLY users_email ON users (email);\n"));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status));
}

void TestPrisma::fails_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("unknown table") << QByteArray("CREATE TABLE kept (i int);\nSELECT * FROM nope;\n");
    QTest::newRow("syntax, far down") << QByteArray(
        "-- 1\n-- 2\n-- 3\n-- 4\n-- 5\n-- 6\n-- 7\n\nCREATE TABLE kept (\n    i int,,\n    j int\n);\n-- end\n");
    QTest::newRow("detail and hint") << QByteArray(
        "INSERT INTO users (id, email) VALUES (1, 'a');\nINSERT INTO users (id, email) VALUES (1, 'b');\n"
        "SELECT emial FROM users;\n");
    QTest::newRow("raised, hint and no position")
        << QByteArray("DO $$ BEGIN RAISE EXCEPTION 'not now' USING HINT = 'later', DETAIL = 'full moon'; END $$;\n");
    QTest::newRow("concurrently beside others")
        << QByteArray("SELECT 1;\nCREATE INDEX CONCURRENTLY users_email ON users (email);\n");
    QTest::newRow("new enum value used") << QByteArray(
        "CREATE TYPE mood AS ENUM ('sad');\nCOMMIT;\nALTER TYPE mood ADD VALUE 'glad';\nSELECT 'glad'::mood;\n");
}

void TestPrisma::fails()
{
    QFETCH(QByteArray, script);
    QVERIFY(m_contest->write(first, usersTable) && m_contest->write(second, script));
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 1);
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status));
}

void TestPrisma::recovers()
{
    QVERIFY(m_contest->write(first, usersTable) && m_contest->write(second, "SELECT * FROM nope;"));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->together({ "migrate", "resolve", "--rolled-back", second }));
    QCOMPARE(m_contest->last().exitCode, 0);
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status, since79));
    QVERIFY(m_contest->write(second, "SELECT 'mended';\n"));
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 0);
    AGREE(m_contest->sameHistory());
}

// The one deploys and fails, the other resolves, the first deploys again.
void TestPrisma::recoversForEachOther()
{
    QVERIFY(m_contest->write(first, usersTable) && m_contest->write(second, "SELECT * FROM nope;"));
    AGREE(m_contest->together(deploy));
    const QStringList rolledBack { "migrate", "resolve", "--rolled-back", second };
    QCOMPARE(m_contest->ask(Tool::Prisma7, Tool::Corridor, rolledBack).exitCode, 0);
    for (const Tool tool : Contest::prismas())
        QCOMPARE(m_contest->ask(Tool::Corridor, tool, rolledBack).exitCode, 0);
    QVERIFY(m_contest->write(second, postsTable));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->sameHistory());
    QVERIFY(m_contest->write(third, "SELECT * FROM nope;"));
    AGREE(m_contest->together(deploy));
    const QStringList applied { "migrate", "resolve", "--applied", third };
    QCOMPARE(m_contest->ask(Tool::Prisma7, Tool::Corridor, applied).exitCode, 0);
    for (const Tool tool : Contest::prismas())
        QCOMPARE(m_contest->ask(Tool::Corridor, tool, applied).exitCode, 0);
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status));
}

void TestPrisma::refusesFailedMigrations()
{
    QVERIFY(m_contest->write(first, "SELECT * FROM nope;"));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->together(deploy)); // P3009
    QVERIFY(m_contest->last().err.contains("P3009"));
    QVERIFY(twoTables());
    AGREE(m_contest->together(status));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->together({ "migrate", "resolve", "--applied", first }));
    AGREE(m_contest->together(status));
    AGREE(m_contest->sameHistory());
}

void TestPrisma::baselines()
{
    QVERIFY(twoTables());
    QVERIFY(m_contest->executeEverywhere(usersTable));
    AGREE(m_contest->together(deploy));
    QVERIFY(m_contest->last().err.contains("P3005"));
    AGREE(m_contest->together({ "migrate", "resolve", "--applied", first }));
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 0);
    AGREE(m_contest->sameHistory());
}

void TestPrisma::refusesToResolve()
{
    const QList<std::pair<QStringList, QString>> refusals {
        { { "--applied", first }, "P3008" },
        { { "--rolled-back", first }, "P3012" },
        { { "--rolled-back", "nope" }, "P3011" },
        { { "--applied", "nope" }, "P3017" },
        { {}, "must be part of the command" },
        { { "--applied", first, "--rolled-back", first }, "not both" },
    };
    QVERIFY(m_contest->write(first, usersTable));
    QVERIFY(deployEverywhere());
    for (const auto& [arguments, reason] : refusals) {
        AGREE(m_contest->together(QStringList { "migrate", "resolve" } + arguments, since79));
        QCOMPARE(m_contest->last().exitCode, 1);
        QVERIFY2(m_contest->last().err.contains(reason), qPrintable(m_contest->last().err));
    }
    AGREE(m_contest->sameHistory(since79));
}

void TestPrisma::readsTheLockFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("other provider") << QByteArray("provider = \"mysql\"\n");
    QTest::newRow("no provider") << QByteArray("# nothing\n");
    QTest::newRow("CRLF") << QByteArray("# x\r\nprovider = \"postgresql\"\r\n");
}

void TestPrisma::readsTheLockFile()
{
    QFETCH(QByteArray, text);
    QVERIFY(m_contest->write(first, usersTable) && m_contest->write({}, text, "migration_lock.toml"));
    AGREE(m_contest->together(deploy, since79));
}

void TestPrisma::seesHistoryDiverge_data()
{
    QTest::addColumn<QStringList>("removed");
    QTest::addColumn<QStringList>("added");
    QTest::addColumn<QStringList>("edited");
    QTest::newRow("edited") << QStringList {} << QStringList {} << QStringList { second };
    QTest::newRow("missing") << QStringList { first } << QStringList {} << QStringList {};
    QTest::newRow("missing, one pending") << QStringList { second } << QStringList { third } << QStringList {};
    QTest::newRow("nothing in common") << QStringList { first, second } << QStringList { third } << QStringList {};
    QTest::newRow("folder empty") << QStringList { first, second } << QStringList {} << QStringList {};
}

void TestPrisma::seesHistoryDiverge()
{
    QFETCH(QStringList, removed);
    QFETCH(QStringList, added);
    QFETCH(QStringList, edited);
    QVERIFY(twoTables() && deployEverywhere());
    for (const QString& name : removed)
        QVERIFY(m_contest->remove(name));
    for (const QString& name : added + edited)
        QVERIFY(m_contest->write(name, "SELECT 'other';\n"));
    AGREE(m_contest->together(status));
    AGREE(m_contest->together(deploy));
    AGREE(m_contest->sameHistory());
}

// Prisma has no rollback: corridor rolls back on every database, then each goes on alone.
void TestPrisma::rollsBack()
{
    QVERIFY(twoTables() && m_contest->write(second, "DROP TABLE posts;\n", "down.sql")
        && m_contest->write(third, "CREATE INDEX posts_author ON posts (author);\n")
        && m_contest->write(third, "DROP INDEX posts_author;\n", "down.sql"));
    QVERIFY(deployEverywhere());
    for (const Tool owner : { Tool::Corridor, Tool::Prisma6, Tool::Prisma7 }) {
        const Outcome outcome = m_contest->ask(Tool::Corridor, owner, { "rollback", "--to", first });
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QCOMPARE(m_contest->witness(owner).rows("SELECT to_regclass('posts'), to_regclass('users')"),
            QStringList { "null | users" });
    }
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status, since79));
    AGREE(m_contest->together(deploy));
    QCOMPARE(m_contest->last().exitCode, 0);
    QVERIFY2(m_contest->last().out.contains(third), qPrintable(m_contest->last().out));
    AGREE(m_contest->sameHistory());
    AGREE(m_contest->crosswise(status));
}

void TestPrisma::resets()
{
    QVERIFY(twoTables() && deployEverywhere());
    QVERIFY(m_contest->executeEverywhere("CREATE TABLE stray (i int); CREATE FUNCTION f() RETURNS int RETURN 1;"));
    AGREE(m_contest->together({ "migrate", "reset" }, since79)); // not a terminal, no --force
    const QStringList forced { "migrate", "reset", "--force" };
    const Outcome prisma = m_contest->ask(Tool::Prisma7, Tool::Prisma7, forced);
    if (prisma.exitCode != 0 && !prisma.err.contains("P3"))
        QSKIP(qPrintable("Prisma refuses to reset here: " + prisma.err.section(u'\n', 0, 0)));
    AGREE(m_contest->together(forced, since79));
    AGREE(m_contest->sameHistory(since79));
    QCOMPARE(m_contest->witness(Tool::Corridor).rows("SELECT to_regclass('stray'), to_regproc('f')"),
        QStringList { "null | null" });
}

QTEST_GUILESS_MAIN(TestPrisma)
#include "tst_prisma.moc"
