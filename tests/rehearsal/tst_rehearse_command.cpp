// SPDX-License-Identifier: MIT
#include "sample_project.h"
#include "support/test_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

using namespace corridor;

// The program itself.
class RehearseCommandTest : public QObject {
    Q_OBJECT

    struct Ran {
        int code = -1;
        QString out, err;
        const QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
        QString errorCode() const { return json()["error"]["code"].toString(); }
    };

    Ran corridor(const QStringList& words) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CORRIDOR_SANDBOX_DIR", m_project->path("sb"));
        environment.insert("XDG_DATA_HOME", m_project->path("data"));
        environment.insert("XDG_CONFIG_HOME", m_project->path("config"));
        environment.insert("CORRIDOR_JOURNAL", m_project->path("journal.sqlite"));
        environment.remove("DATABASE_URL");
        process.setProcessEnvironment(environment);
        process.start(CORRIDOR_BIN_DIR "/corridor", QStringList { "--project", m_project->path() } + words);
        process.waitForFinished(120'000);
        return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()) };
    }

    std::unique_ptr<SampleProject> m_project;
    QString m_url;
    ConnectionOptions m_database;

private slots:
    void initTestCase()
    {
        const auto newest = findServer({}, systemEnvironment());
        if (!newest || !TestServer::has(newest->major))
            QSKIP("No PostgreSQL server is here.");
        m_project = std::make_unique<SampleProject>();
        m_project->addMigration("1_base", "CREATE TABLE item (id int PRIMARY KEY, n int);\n");
        TestServer& server = TestServer::shared(newest->major);
        m_database = server.freshDatabase();
        m_url = server.url(m_database);
        const Ran deployed = corridor({ "--url", m_url, "deploy" });
        QVERIFY2(deployed.code == 0, qPrintable(deployed.err));
        QVERIFY(runSql(m_database, "INSERT INTO item SELECT g, g FROM generate_series(1, 5000) g; CREATE ROLE a_rehearsed_role").has_value());
        m_project->addMigration("2_index", "CREATE INDEX item_n ON item (n); -- <b>\nGRANT SELECT ON item TO a_rehearsed_role;\n",
            "DROP INDEX item_n;\nREVOKE SELECT ON item FROM a_rehearsed_role;\n");
    }

    void cleanupTestCase()
    {
        if (!m_project)
            return;
        corridor({ "sandbox", "reset" });
        corridor({ "sandbox", "stop" });
    }

    void reportsAsJsonAndAsAPage()
    {
        const QString page = m_project->path("report.html");
        const Ran ran = corridor({ "--url", m_url, "--json", "rehearse", "--rows", "full", "--report", page });
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        const QJsonObject json = ran.json();
        QCOMPARE(json["command"], "rehearse");
        QCOMPARE(json["verdict"], "passed");
        QCOMPARE(json["rollback"]["verdict"], "proved");
        const QJsonObject index = json["migrations"][0]["statements"][0].toObject();
        QCOMPARE(index["kind"], "CREATE INDEX");
        QCOMPARE(index["created"], QJsonArray { "public.item_n" });
        QCOMPARE(index["locks"][0]["mode"], "SHARE");
        QFile file(page);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray html = file.readAll();
        QVERIFY(html.contains("<svg") && html.contains("CREATE INDEX item_n") && !html.contains("<b>"));
        // The source is as it was.
        QCOMPARE(runSql(m_database, "SELECT count(*) FROM pg_class WHERE relname = 'item_n'")->text(0, 0), "0");
    }

    void theJournalKnowsIt()
    {
        const Ran ran = corridor({ "--url", m_url, "rehearse" });
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QVERIFY2(ran.out.contains("CREATE INDEX") && ran.out.contains("way back: proved"), qPrintable(ran.out));
        QVERIFY(QFile::exists(m_project->path("journal.sqlite")));
    }

    void tellsWhatItCannotDo()
    {
        QCOMPARE(corridor({ "--url", m_url, "--json", "rehearse", "--rows", "most" }).code, 2);
        QCOMPARE(corridor({ "--json", "rehearse", "--from", "nowhere" }).errorCode(), "profile-unknown");
        QCOMPARE(corridor({ "--json", "rehearse", "--from", m_url, "--from-dump", "x" }).code, 2);
    }

    void failsWithTheScript()
    {
        m_project->addMigration("3_bad", "ALTER TABLE item ADD c int;\nALTER TABLE item ADD c int;\n");
        const Ran ran = corridor({ "--url", m_url, "--json", "rehearse" });
        QCOMPARE(ran.code, 1);
        QCOMPARE(ran.errorCode(), "rehearsal-failed");
        QCOMPARE(ran.json()["verdict"], "failed");
        QCOMPARE(ran.json()["error"]["migration"], "3_bad");
        QCOMPARE(ran.json()["error"]["line"], 2);
        QVERIFY(QDir(m_project->path("prisma/migrations/3_bad")).removeRecursively());
    }

    void rehearsesOnADump()
    {
        const QString dump = m_project->path("dump.sql");
        QFile file(dump);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("CREATE TABLE item (id int PRIMARY KEY, n int);\nINSERT INTO item SELECT g, g FROM generate_series(1, 100) g;\n");
        file.write("CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,"
                   " migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),"
                   " applied_steps_count integer NOT NULL DEFAULT 0);\n"
                   "INSERT INTO _prisma_migrations VALUES ('1', 'x', now(), '1_base', NULL, NULL, now(), 1);\n");
        file.close();
        const Ran ran = corridor({ "--json", "rehearse", "--from-dump", dump });
        QVERIFY2(ran.code == 0, qPrintable(ran.out + ran.err));
        QCOMPARE(ran.json()["migrations"].toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(RehearseCommandTest)
#include "tst_rehearse_command.moc"
