// SPDX-License-Identifier: MIT
#include "contest.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>
#include <libpq-fe.h>

using namespace corridor;
using Tool = Contest::Tool;

static const QStringList status { "migrate", "status" };
static const QStringList deploy { "migrate", "deploy" };
static const QString first = "20240101000000_users";
static const QString second = "20240102000000_posts";

// Every error that Prisma has for PostgreSQL, provoked: the same exit code, number and words from both.
class TestErrors : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void connects_data();
    void connects();
    void refusesThePassword();
    void findsNoDatabaseToCreateFrom();
    void cannotEncrypt();
    void locks();
    void refuses_data();
    void refuses();
    void resets();
    void resetsNothingForAnotherProvider();
    void misleads_data();
    void misleads();

private:
    QString urlWith(Tool tool, const QString& user, const QString& database = {}) const;
    bool onBoth(const QByteArray& sql) const;
    bool putFirst(const QByteArray& accessRules) const;

    std::optional<Oracle> m_oracle;
    TestServer m_server;
    std::unique_ptr<Contest> m_contest;
    int m_count = 0;
};

void TestErrors::initTestCase()
{
    START_CONTEST(m_oracle, m_server, m_contest);
    const Witness postgres(m_server.url("postgres").toUtf8());
    QVERIFY(postgres.execute("CREATE ROLE poor LOGIN"));
}

void TestErrors::init()
{
    QVERIFY(m_contest->begin(QStringLiteral("errors%1").arg(++m_count)));
    QVERIFY(m_contest->write(first, "CREATE TABLE users (id serial PRIMARY KEY);\n"));
}

// The same server by another role, or another database of it.
QString TestErrors::urlWith(Tool tool, const QString& user, const QString& database) const
{
    QUrl url(m_contest->url(tool));
    if (!user.isEmpty())
        url.setUserInfo(user);
    if (!database.isEmpty())
        url.setPath('/' + database);
    return url.toString(QUrl::FullyEncoded);
}

bool TestErrors::onBoth(const QByteArray& sql) const
{
    return m_contest->executeEverywhere(sql);
}

static QString errorOf(const Outcome& outcome)
{
    static const QRegularExpression number(R"(Error: (P\d{4}))");
    return QStringLiteral("exit %1 %2").arg(outcome.exitCode).arg(number.match(outcome.err).captured(1)).trimmed();
}

static QString both(const Outcome& ours, const Outcome& theirs)
{
    return QStringLiteral("\n======== prisma: exit %1\n%2\n%3\n======== corridor: exit %4\n%5\n%6")
        .arg(theirs.exitCode)
        .arg(theirs.out, theirs.err)
        .arg(ours.exitCode)
        .arg(ours.out, ours.err);
}

#define SAME_ERROR(ours, theirs, expected)                                                                             \
    do {                                                                                                               \
        QVERIFY2(errorOf(theirs) == expected, qPrintable(errorOf(theirs) + both(ours, theirs)));                       \
        QVERIFY2(errorOf(ours) == expected, qPrintable(errorOf(ours) + both(ours, theirs)));                           \
        QVERIFY2((ours).err == (theirs).err, qPrintable(both(ours, theirs)));                                          \
    } while (false)

void TestErrors::connects_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nobody listens") << "postgresql://u@127.0.0.1:1/db" << status << "exit 1 P1001";
    QTest::newRow("nobody listens, deploy") << "postgresql://u@127.0.0.1:1/db" << deploy << "exit 1 P1001";
    QTest::newRow("no such host") << "postgresql://u@no-such-host.invalid:5432/db" << status << "exit 1 P1001";
    QTest::newRow("port is no number") << "postgresql://u:p#w@127.0.0.1:5432/db" << status << "exit 1 P1013";
    QTest::newRow("another scheme") << "mysql://u@127.0.0.1/db" << status << "exit 1 P1013";
    QTest::newRow("database missing") << "DATABASE=nope" << status << "exit 1 P1003";
    QTest::newRow("role missing") << "USER=nobody_at_all" << status << "exit 1 P1010";
    QTest::newRow("may not create the table") << "USER=poor" << deploy << "exit 1";
}

void TestErrors::connects()
{
    QFETCH(QString, url);
    QFETCH(QStringList, command);
    QFETCH(QString, expected);
    const auto urlOf = [&](Tool tool) {
        if (url.contains("://"))
            return url;
        const QString user = url.section("USER=", 1).section(' ', 0, 0);
        return urlWith(tool, user, url.section("DATABASE=", 1));
    };
    const Outcome ours = m_contest->askAt(Tool::Corridor, urlOf(Tool::Corridor), command);
    const Outcome theirs = m_contest->askAt(Tool::Prisma7, urlOf(Tool::Prisma7), command);
    SAME_ERROR(ours, theirs, expected);
}

// Rules of pg_hba.conf that hold before those that let everybody in.
bool TestErrors::putFirst(const QByteArray& accessRules) const
{
    QFile file(m_server.server().dataFolder + "/pg_hba.conf");
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const QByteArray rules = accessRules + file.readAll();
    return file.seek(0) && file.write(rules) == rules.size() && file.flush()
        && Witness(m_server.url("postgres").toUtf8()).execute("SELECT pg_reload_conf()");
}

void TestErrors::refusesThePassword()
{
    QVERIFY(onBoth("SET password_encryption = 'scram-sha-256'; DO $$ BEGIN CREATE ROLE secretive LOGIN PASSWORD 'right'; "
                   "EXCEPTION WHEN duplicate_object THEN END $$"));
    QVERIFY(putFirst("local all secretive scram-sha-256\n"));
    const auto urlOf = [&](Tool tool) { return urlWith(tool, "secretive:wrong"); };
    QTRY_VERIFY(!Witness(urlOf(Tool::Corridor).toUtf8()).execute("SELECT 1"));
    for (const QStringList& command : { status, deploy }) {
        const Outcome ours = m_contest->askAt(Tool::Corridor, urlOf(Tool::Corridor), command);
        const Outcome theirs = m_contest->askAt(Tool::Prisma7, urlOf(Tool::Prisma7), command);
        SAME_ERROR(ours, theirs, QString("exit 1 P1000"));
        QVERIFY(!ours.err.contains("wrong"));
    }
}

// P3000. What stands in for Prisma's engine here has no answer to this; the words are those of the engine's sources.
void TestErrors::findsNoDatabaseToCreateFrom()
{
    QVERIFY(onBoth("DO $$ BEGIN CREATE ROLE secluded LOGIN; EXCEPTION WHEN duplicate_object THEN END $$"));
    QVERIFY(putFirst("local postgres,template1 secluded reject\n"));
    QTRY_VERIFY(!Witness(urlWith(Tool::Corridor, "secluded", "postgres").toUtf8()).execute("SELECT 1"));
    const Outcome ours
        = m_contest->askAt(Tool::Corridor, urlWith(Tool::Corridor, "secluded", "nowhere"), { "migrate", "deploy" });
    QCOMPARE(errorOf(ours), QString("exit 1 P3000"));
    QVERIFY2(ours.err.contains("Failed to create database: Prisma could not connect to a default database (`postgres` "
                               "or `template1`), it cannot create the specified database."),
        qPrintable(ours.err));
}

// P1011, from a server that has no TLS. What stands in for Prisma's engine here has none either.
void TestErrors::cannotEncrypt()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ChildProcess corridor({ .program = corridorProgram(),
        .arguments = status,
        .folder = m_contest->folder(),
        .environment = { QString("DATABASE_URL=postgresql://u@127.0.0.1:%1/db?sslmode=require").arg(server.serverPort()) } });
    QVERIFY(server.waitForNewConnection(60'000));
    QTcpSocket* client = server.nextPendingConnection();
    QVERIFY(client->waitForReadyRead(60'000));
    client->write("N"); // to SSLRequest: no
    client->waitForBytesWritten();
    const Outcome ours = corridor.finish();
    QCOMPARE(errorOf(ours), QString("exit 1 P1011"));
    QVERIFY2(ours.err.contains("Error opening a TLS connection: "), qPrintable(ours.err));
}

// P1002: 10 s for the lock, on each side.
void TestErrors::locks()
{
    QList<PGconn*> holders;
    for (const Tool tool : { Tool::Corridor, Tool::Prisma7 }) {
        holders += PQconnectdb(m_contest->url(tool).toUtf8().constData());
        PQclear(PQexec(holders.last(), "SELECT pg_advisory_lock(72707369)"));
    }
    const Outcome ours = m_contest->ask(Tool::Corridor, Tool::Corridor, deploy);
    const Outcome theirs = m_contest->ask(Tool::Prisma7, Tool::Prisma7, deploy);
    for (PGconn* holder : holders)
        PQfinish(holder);
    SAME_ERROR(ours, theirs, QString("exit 1 P1002"));
    const QString differences = m_contest->together(status, { Tool::Prisma7 }); // which asks for no lock
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

struct Provocation {
    QByteArray sql; // done to both databases before
    QStringList before; // a command that both run before, its end aside
    QStringList command;
    QString migration, script; // written after `before`; script "-" removes migration.sql
    QString lock; // migration_lock.toml
    bool twice = false; // the second time counts
};
Q_DECLARE_METATYPE(Provocation)

void TestErrors::refuses_data()
{
    QTest::addColumn<Provocation>("how");
    QTest::addColumn<QString>("expected");
    const auto resolve
        = [](const char* option, const QString& name) { return QStringList { "migrate", "resolve", option, name }; };
    QTest::newRow("P1014") << Provocation {
        .command = deploy, .migration = second, .script = "DROP TABLE _prisma_migrations;"
    } << "exit 1 P1014";
    QTest::newRow("P3005") << Provocation { .sql = "CREATE TABLE other (i int)", .command = deploy } << "exit 1 P3005";
    QTest::newRow("P3008") << Provocation { .before = deploy, .command = resolve("--applied", first) }
                           << "exit 1 P3008";
    QTest::newRow("P3009") << Provocation {
        .command = deploy, .migration = second, .script = "SELECT * FROM nope;", .twice = true
    } << "exit 1 P3009";
    QTest::newRow("P3015") << Provocation { .before = deploy, .command = deploy, .migration = second, .script = "-" }
                           << "exit 1 P3015";
    QTest::newRow("P3011") << Provocation { .before = deploy, .command = resolve("--rolled-back", "nope") }
                           << "exit 1 P3011";
    QTest::newRow("P3012") << Provocation { .before = deploy, .command = resolve("--rolled-back", first) }
                           << "exit 1 P3012";
    QTest::newRow("P3015, status") << Provocation {
        .before = deploy, .command = status, .migration = first, .script = "-"
    } << "exit 1 P3015";
    QTest::newRow("P3017") << Provocation { .command = resolve("--applied", "nope") } << "exit 1 P3017";
    QTest::newRow("P3017, no script") << Provocation {
        .command = resolve("--applied", second), .migration = second, .script = "-"
    } << "exit 1 P3017";
    QTest::newRow("P3018") << Provocation { .command = deploy, .migration = second, .script = "SELECT * FROM nope;" }
                           << "exit 1 P3018";
    QTest::newRow("P3019") << Provocation { .command = deploy, .lock = "provider = \"mysql\"" } << "exit 1 P3019";
    QTest::newRow("P3019, status") << Provocation { .command = status, .lock = "provider = \"sqlite\"" }
                                   << "exit 1 P3019";
    QTest::newRow("no table") << Provocation { .command = resolve("--rolled-back", first) } << "exit 1";
    QTest::newRow("half a table") << Provocation { .sql = "CREATE TABLE _prisma_migrations (id int)",
        .command = status } << "exit 1";
    QTest::newRow("both options") << Provocation { .command
        = { "migrate", "resolve", "--applied", "a", "--rolled-back", "b" } }
                                  << "exit 1";
    QTest::newRow("neither option") << Provocation { .command = { "migrate", "resolve" } } << "exit 1";
    QTest::newRow("P3006") << Provocation {
        .command = { "migrate", "dev", "--name", "x" }, .migration = second, .script = "SELECT * FROM nope;"
    } << "exit 1 P3006";
    QTest::newRow("execute") << Provocation { .command = { "db", "execute" } } << "exit 1";
    QTest::newRow("execute, no file") << Provocation { .command = { "db", "execute", "--file", "nope.sql" } }
                                      << "exit 1";
    QTest::newRow("execute, bad SQL") << Provocation { .command
        = { "db", "execute", "--file", "prisma/migrations/" + second + "/migration.sql" },
        .migration = second,
        .script = "SELECT * FROM nope;" }
                                      << "exit 1";
}

// The words inside P3006 are the engine's own; only what stands before them is a text for people.
static Outcome shortened(Outcome outcome)
{
    outcome.err = outcome.err.section("\nError:\n", 0, 0);
    return outcome;
}

void TestErrors::refuses()
{
    QFETCH(Provocation, how);
    QFETCH(QString, expected);
    if (!how.sql.isEmpty())
        QVERIFY(onBoth(how.sql));
    if (!how.before.isEmpty())
        m_contest->together(how.before, { Tool::Prisma7 });
    if (how.script == "-") {
        QDir().mkpath(m_contest->folder() + "/prisma/migrations/" + how.migration);
        QFile::remove(m_contest->folder() + "/prisma/migrations/" + how.migration + "/migration.sql");
    } else if (!how.migration.isEmpty()) {
        QVERIFY(m_contest->write(how.migration, how.script.toUtf8()));
    }
    if (!how.lock.isEmpty())
        QVERIFY(m_contest->write({}, how.lock.toUtf8(), "migration_lock.toml"));
    if (how.twice)
        m_contest->together(how.command, { Tool::Prisma7 });
    Outcome ours = m_contest->ask(Tool::Corridor, Tool::Corridor, how.command);
    Outcome theirs = m_contest->ask(Tool::Prisma7, Tool::Prisma7, how.command);
    if (expected.endsWith("P3006")) {
        ours = shortened(ours);
        theirs = shortened(theirs);
    }
    SAME_ERROR(ours, theirs, expected);
}

// P3016: neither way of resetting is open to a role that owns nothing.
void TestErrors::resets()
{
    QVERIFY(onBoth("CREATE TABLE theirs (i int); GRANT ALL ON SCHEMA public TO poor"));
    const QStringList reset { "migrate", "reset", "--force" };
    const Outcome theirs = m_contest->askAt(Tool::Prisma7, urlWith(Tool::Prisma7, "poor"), reset);
    if (!theirs.err.contains("P3016"))
        QSKIP(qPrintable("Prisma refuses to reset here: " + theirs.err.section(u'\n', 0, 0)));
    const Outcome ours = m_contest->askAt(Tool::Corridor, urlWith(Tool::Corridor, "poor"), reset);
    QCOMPARE(errorOf(ours), QString("exit 1 P3016"));
}

// Prisma drops everything and refuses then; corridor refuses first.
void TestErrors::resetsNothingForAnotherProvider()
{
    m_contest->together(deploy, { Tool::Prisma7 });
    QVERIFY(m_contest->write({}, "provider = \"mysql\"\n", "migration_lock.toml"));
    const QStringList reset { "migrate", "reset", "--force" };
    const Outcome ours = m_contest->ask(Tool::Corridor, Tool::Corridor, reset);
    const Outcome theirs = m_contest->ask(Tool::Prisma7, Tool::Prisma7, reset);
    QCOMPARE(errorOf(ours), QString("exit 1 P3019"));
    const QByteArray tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    QCOMPARE(m_contest->witness(Tool::Corridor).rows(tables), QStringList { "2" });
    if (!theirs.err.contains("P3019"))
        QSKIP(qPrintable("Prisma refuses to reset here: " + theirs.err.section(u'\n', 0, 0)));
    QCOMPARE(errorOf(theirs), errorOf(ours));
    QCOMPARE(m_contest->witness(Tool::Prisma7).rows(tables), QStringList { "0" });
}

void TestErrors::misleads_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("theirExit");
    QTest::addColumn<int>("ourExit");
    QTest::addColumn<QString>("theirWords");
    QTest::addColumn<QString>("ourWords");
    QTest::newRow("BEGIN without COMMIT")
        << QByteArray("BEGIN;\nCREATE TABLE t (i int);\n") << 0 << 1 << "All migrations have been successfully applied."
        << "leaves a transaction open";
    QTest::newRow("lost search_path") << QByteArray(
        "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.t (i int);\n")
                                      << 1 << 0 << "P1014"
                                      << "corridor: 20240102000000_posts, line 1: search_path stays changed";
    QTest::newRow("role left set") << QByteArray("CREATE TABLE t (i int);\nSET ROLE poor;\n") << 1 << 0
                                   << "permission denied for table _prisma_migrations"
                                   << "corridor: 20240102000000_posts, line 2: the role stays set";
    QTest::newRow("hidden error") << QByteArray("BEGIN;\nCREATE TABLE t (i int);\nSELECT 1/0;\nCOMMIT;\n") << 1 << 1
                                  << "current transaction is aborted" << "Prisma would hide this error";
    QTest::newRow("rolled back in the middle")
        << QByteArray("CREATE TABLE t (i int);\nROLLBACK;\nCREATE TABLE u (i int);\n") << 0 << 0
        << "All migrations have been successfully applied."
        << "corridor: 20240102000000_posts, line 2: ROLLBACK discards";
}

void TestErrors::misleads()
{
    QFETCH(QByteArray, script);
    QFETCH(int, theirExit);
    QFETCH(int, ourExit);
    QFETCH(QString, theirWords);
    QFETCH(QString, ourWords);
    QVERIFY(m_contest->write(second, script));
    const Outcome theirs = m_contest->ask(Tool::Prisma7, Tool::Prisma7, deploy);
    const Outcome ours = run({ .program = corridorProgram(),
        .arguments = deploy,
        .folder = m_contest->folder(),
        .environment = { "DATABASE_URL=" + m_contest->url(Tool::Corridor) } });
    QVERIFY2(
        theirs.exitCode == theirExit && (theirs.out + theirs.err).contains(theirWords), qPrintable(both(ours, theirs)));
    QVERIFY2(ours.exitCode == ourExit && ours.err.contains(ourWords), qPrintable(both(ours, theirs)));
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
