// SPDX-License-Identifier: MIT
// The evening of a release, walked through by the command line on real servers: what the team's strategy asks for.
#include "corridor_call.h"
#include "support/test_server.h"

#include <QJsonArray>
#include <unistd.h>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
using namespace corridor;

namespace {

const QByteArray initial = "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);\n"
                           "CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users);\n"
                           "INSERT INTO users (email) SELECT 'U' || i FROM generate_series(1, 100) i;\n"
                           "INSERT INTO orders (user_id) SELECT i FROM generate_series(1, 100) i;\n";

QString answer(const ConnectionOptions& database, const QByteArray& sql)
{
    const auto rows = runSql(database, sql);
    return rows ? rows->text(0, 0) : rows.error().toText();
}

} // namespace

// As somebody would who wants another past.
static void tamper(const QString& path)
{
    {
        auto journal = QSqlDatabase::addDatabase("QSQLITE", "tamper");
        journal.setDatabaseName(path);
        QVERIFY(journal.open());
        QVERIFY(QSqlQuery(journal).exec("UPDATE runs SET plan = replace(plan, 'it burns', 'all was well')"));
    }
    QSqlDatabase::removeDatabase("tamper");
}

class TestReleaseEvening : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void init()
    {
        QFETCH_GLOBAL(int, major);
        m_server = &TestServer::shared(major);
        m_live = m_server->freshDatabase();
        m_staging = m_server->freshDatabase();
        m_corridor.emplace();
        m_corridor->addMigration("20250101000000_initial", initial, "DROP TABLE orders; DROP TABLE users;\n");
        addProfile("live", m_live, { "--environment", "production" });
        addProfile("stage", m_staging, { "--environment", "staging" });
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "the first one" }), 0);
        m_corridor->addMigration(
            "20250108000000_lower_emails", "UPDATE users SET email = lower(email);\n", "UPDATE users SET email = upper(email);\n");
    }

    void theGateOpensByEvidenceAndByPeople()
    {
        VERIFY_CALL(call({ "--profile", "live", "gate", "--json" }), 7);
        const auto refused = call({ "--profile", "live", "deploy", "--confirm", liveName(), "--json" });
        QCOMPARE(refused.errorCode(), QString("gate-closed"));
        VERIFY_CALL(call({ "--profile", "stage", "deploy" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "backup", "create", "--why", "before the release" }), 0);
        QCOMPARE(stateOf("backup"), QString("unticked"));
        VERIFY_CALL(call({ "--profile", "live", "backup", "verify", "latest", "--on", m_server->url("postgres") }), 0);
        QCOMPARE(stateOf("backup"), QString("ticked"));
        QCOMPARE(stateOf("staging"), QString("ticked"));
        for (const char* item : { "run-locally", "production-like-volume", "backward-compatible", "rollback-plan",
                 "blocking-operations", "duration", "low-traffic", "monitoring" })
            VERIFY_CALL(call({ "--profile", "live", "checklist", "--tick", item, "--note", "seen" }), 0);
        const auto open = call({ "--profile", "live", "gate", "--json" });
        QVERIFY2(open.code == 0, open.out.constData());
        QVERIFY(open.json()["open"].toBool());

        // Evidence and ticks are for these very scripts.
        m_corridor->addMigration("20250108000000_lower_emails", "UPDATE users SET email = lower(email); -- all\n");
        const auto stale = call({ "--profile", "live", "gate", "--json" });
        QCOMPARE(stale.code, 7);
        QCOMPARE(stateOf("staging"), QString("unticked"));
        QCOMPARE(stateOf("monitoring"), QString("stale"));
        m_corridor->addMigration("20250108000000_lower_emails", "UPDATE users SET email = lower(email);\n");

        QCOMPARE(call({ "--profile", "live", "deploy", "--json" }).errorCode(), QString("not-confirmed"));
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName() }), 0);
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("u1"));
    }

    // Protection is the database's, not the word's by which it is called.
    void noOtherWordPassesTheGate()
    {
        const QString url = m_server->url(liveName());
        QCOMPARE(call({ "--url", url, "deploy", "--confirm", liveName(), "--json" }).errorCode(), QString("gate-closed"));
        addProfile("alias", m_live, { "--environment", "development" });
        QCOMPARE(call({ "--profile", "alias", "deploy", "--confirm", liveName(), "--json" }).errorCode(), QString("gate-closed"));
        m_corridor->set("DATABASE_URL", url);
        QCOMPARE(call({ "deploy", "--confirm", liveName(), "--json" }).errorCode(), QString("gate-closed"));
        addProfile("alias", m_live, { "--environment", "development" });
        QCOMPARE(call({ "--profile", "alias", "deploy", "--confirm", liveName(), "--json" }).errorCode(), QString("gate-closed"));
        QProcess first, second; // two at once
        m_corridor->start(first, { "deploy", "--confirm", liveName(), "--json" });
        m_corridor->start(second, { "--profile", "alias", "deploy", "--confirm", liveName(), "--json" });
        QVERIFY(first.waitForFinished(60'000) && second.waitForFinished(60'000));
        QVERIFY(first.readAllStandardOutput().contains("gate-closed") && second.readAllStandardOutput().contains("gate-closed"));
        const auto prisma = call({ "migrate", "deploy" });
        QVERIFY2(prisma.code == 1 && prisma.err.contains("gate of live is closed"), (prisma.out + prisma.err).constData());
        const auto reset = call({ "migrate", "reset", "--force" });
        QVERIFY2(reset.code == 1 && reset.err.contains("is protected"), (reset.out + reset.err).constData());
        m_corridor->unset("DATABASE_URL");
        QCOMPARE(call({ "--url", url, "resolve", "--applied", "20250108000000_lower_emails", "--json" }).errorCode(), QString("not-confirmed"));
        QCOMPARE(call({ "--profile", "live", "rollback", "--json" }).errorCode(), QString("rollback-not-proved"));
        QCOMPARE(call({ "--profile", "live", "rollback", "--without-proof", "--json" }).errorCode(), QString("not-confirmed"));
        QCOMPARE(call({ "--profile", "live", "reset", "--confirm", liveName(), "--json" }).errorCode(), QString("profile-protected"));
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("U1"));
        QCOMPARE(answer(m_live, "SELECT count(*) FROM _prisma_migrations"), QString("1"));
    }

    // corridor.toml says what is kept before a deploy to a protected profile; whoever overrides the gate gets it too.
    void keepsAWayBackBeforeTheDeploy()
    {
        m_corridor->write("app/corridor.toml", "[before-deploy]\nlive = \"tables\"\n");
        const qsizetype before = call({ "backup", "list", "--json" }).json()["backups"].toArray().size();
        const auto done = call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "it burns" });
        QVERIFY2(done.code == 0 && done.err.contains("rows of users"), (done.out + done.err).constData());
        QCOMPARE(call({ "backup", "list", "--json" }).json()["backups"].toArray().size(), before + 1);
        QVERIFY(call({ "journal", "export", "--format", "json" }).out.contains("rows of users"));
    }

    void severalPeopleApprove()
    {
        addProfile("live", m_live, { "--environment", "production", "--approvals", "1" });
        for (const QJsonValue& item : call({ "--profile", "live", "checklist", "--json" }).json()["items"].toArray())
            VERIFY_CALL(call({ "--profile", "live", "checklist", "--tick", item["id"].toString() }), 0);
        VERIFY_CALL(call({ "--profile", "live", "gate" }), 7);
        VERIFY_CALL(call({ "--profile", "live", "checklist", "--approve" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "gate" }), 0);
    }

    void onlyCiDeploysWhereTheProfileSaysSo()
    {
        addProfile("live", m_live, { "--environment", "production", "--ci-only", "yes" });
        const QStringList deploy { "--profile", "live", "deploy", "--confirm", liveName(), "--override", "agreed", "--json" };
        QCOMPARE(call(deploy).errorCode(), QString("ci-only"));
        m_corridor->set("CI", "true");
        VERIFY_CALL(call(deploy), 0);
    }

    void theJournalTellsAllAndShowsTampering()
    {
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "it burns" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "rollback", "--without-proof", "--confirm", liveName() }), 0);
        VERIFY_CALL(call({ "--profile", "live", "resolve", "--applied", "20250108000000_lower_emails", "--confirm", liveName() }), 0);
        QStringList actions;
        for (const QJsonValue& run : call({ "journal", "list", "--json" }).json()["runs"].toArray())
            actions.prepend(run["action"].toString());
        QCOMPARE(actions, QStringList({ "deploy", "deploy", "rollback", "resolve" }));
        const auto markdown = call({ "journal", "export" });
        QVERIFY2(markdown.out.contains("the gate was overridden: it burns"), markdown.out.constData());
        const auto verified = call({ "journal", "verify", "--json" });
        QVERIFY2(verified.code == 0, verified.out.constData());
        const QString head = verified.json()["head"].toString();
        VERIFY_CALL(call({ "journal", "verify", "--head", head }), 0);

        tamper(m_corridor->path("home/.local/share/corridor/journal.sqlite"));
        const auto tampered = call({ "journal", "verify", "--json" });
        QCOMPARE(tampered.errorCode(), QString("journal-tampered"));
        QCOMPARE(tampered.json()["faults"][0]["kind"].toString(), QString("row-changed"));
    }

    // The emergency: a bad migration is out, and the rows are wrong.
    void emergencyRollbackFromABackup()
    {
        VERIFY_CALL(call({ "--profile", "live", "backup", "create" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "agreed" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "backup", "restore", "latest", "--swap", "--plan" }), 0);
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("u1"));
        QCOMPARE(call({ "--profile", "live", "backup", "restore", "latest", "--swap", "--json" }).errorCode(), QString("not-confirmed"));
        const auto restored = call({ "--profile", "live", "backup", "restore", "latest", "--swap", "--confirm", liveName(), "--json" });
        QVERIFY2(restored.code == 0, (restored.out + restored.err).constData());
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("U1"));
        QCOMPARE(answer(m_server->connection(restored.json()["keptAs"].toString()), "SELECT email FROM users WHERE id = 1"), QString("u1"));
        VERIFY_CALL(call({ "--profile", "live", "status" }), 3); // the bad one is pending again, as it was
    }

    void emergencyRestoreOfOneTable()
    {
        VERIFY_CALL(call({ "--profile", "live", "backup", "create" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "agreed" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "backup", "restore", "latest", "--table", "users", "--confirm", liveName() }), 0);
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("U1"));
        QCOMPARE(answer(m_live, "INSERT INTO users (email) VALUES ('new') RETURNING id"), QString("101"));
        QVERIFY(answer(m_live, "DELETE FROM users WHERE id = 1").contains("23503"));
    }

    void manualRollback()
    {
        VERIFY_CALL(call({ "--profile", "live", "deploy", "--confirm", liveName(), "--override", "agreed" }), 0);
        VERIFY_CALL(call({ "--profile", "live", "rollback", "--without-proof", "--confirm", liveName() }), 0);
        QCOMPARE(answer(m_live, "SELECT email FROM users WHERE id = 1"), QString("U1"));
    }

    void aTruncatedBackupIsTold()
    {
        const auto made = call({ "--profile", "live", "backup", "create", "--json" });
        QFile archive(made.json()["backup"]["archive"].toString());
        QVERIFY(archive.resize(archive.size() - 100));
        const auto verified = call({ "backup", "verify", made.json()["backup"]["id"].toString(), "--on", m_server->url("postgres"), "--json" });
        QCOMPARE(verified.errorCode(), QString("archive-truncated"));
    }

    void aFullDiskDuringABackupIsTold()
    {
        if (QStandardPaths::findExecutable("mount").isEmpty())
            QSKIP("A small disk is made by mount, which is not here.");
        if (geteuid() != 0)
            QSKIP("Only root can mount a small disk.");
        VERIFY_CALL(m_corridor->run("sh", { "-c", "mkdir -p small && mount -t tmpfs -o size=64k none small" }), 0);
        runSql(m_live, "CREATE TABLE large AS SELECT gen_random_uuid() AS id FROM generate_series(1, 20000)");
        const auto backup = call({ "--profile", "live", "backup", "create", "--store", m_corridor->path("app/small"), "--json" });
        const auto left = m_corridor->run("sh", { "-c", "ls -A small | wc -l; umount small" });
        QCOMPARE(backup.errorCode(), QString("disk-full"));
        QCOMPARE(left.out.trimmed(), QByteArray("0"));
    }

private:
    CorridorCall::Result call(const QStringList& words) const { return (*m_corridor)(words); }
    QString liveName() const { return m_live.value("dbname"); }

    void addProfile(const QString& name, const ConnectionOptions& database, const QStringList& more) const
    {
        VERIFY_CALL(call(QStringList { "profile", "add", name, "--url", m_server->url(database) } + more), 0);
    }

    QString stateOf(const QString& item) const
    {
        for (const QJsonValue& status : call({ "--profile", "live", "checklist", "--json" }).json()["items"].toArray()) {
            if (status["id"].toString() == item)
                return status["state"].toString();
        }
        return "unknown";
    }

    TestServer* m_server = nullptr;
    ConnectionOptions m_live, m_staging;
    std::optional<CorridorCall> m_corridor;
};

QTEST_GUILESS_MAIN(TestReleaseEvening)
#include "tst_release_evening.moc"
