// SPDX-License-Identifier: MIT
#include "support/test_server.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace corridor;

// The program itself: snapshot, diff, drift and pull, with a sandbox of their own.
class SchemaCommandsTest : public QObject {
    Q_OBJECT

    struct Ran {
        int code = -1;
        QString out, err;
        QString errorCode() const { return json()["error"].toObject()["code"].toString(); }
        QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
    };

    Ran corridor(const QStringList& words)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CORRIDOR_SANDBOX_DIR", m_folder->path() + "/sb");
        environment.insert("XDG_DATA_HOME", m_folder->path() + "/data");
        environment.insert("XDG_CONFIG_HOME", m_folder->path() + "/config");
        environment.remove("DATABASE_URL");
        process.setProcessEnvironment(environment);
        process.start(CORRIDOR_BIN_DIR "/corridor", words);
        process.waitForFinished(120'000);
        return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()) };
    }

    QString path(const QString& name) const { return m_folder->filePath(name); }

    void write(const QString& name, const QByteArray& text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    // A database that has deployed the project.
    QString deployed(ConnectionOptions* connection = nullptr)
    {
        TestServer& server = TestServer::shared(m_major);
        const ConnectionOptions options = server.freshDatabase();
        if (connection)
            *connection = options;
        const QString url = server.url(options);
        const Ran ran = corridor({ "--project", path("app"), "--url", url, "deploy" });
        if (ran.code != 0)
            qFatal("%s", qPrintable(ran.err));
        return url;
    }

private slots:
    void initTestCase()
    {
        const auto newest = findServer({}, systemEnvironment());
        if (!newest || !TestServer::has(newest->major))
            QSKIP("No PostgreSQL server is here.");
        m_major = newest->major;
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/cd-XXXXXX");
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
        write("app/prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n");
        write("app/prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        write("app/prisma/migrations/20240101000000_one/migration.sql",
            "CREATE TABLE \"User\" (id serial PRIMARY KEY, email text NOT NULL);\nGRANT SELECT ON \"User\" TO a_reader_of_its_own;\n");
        write("app/prisma/migrations/20240102000000_two/migration.sql",
            "CREATE INDEX CONCURRENTLY user_email ON \"User\" (email);\nALTER TABLE \"User\" ADD age integer;\n");
        (void)runSql(TestServer::shared(m_major).connection("postgres"), "CREATE ROLE a_reader_of_its_own");
    }

    void cleanupTestCase()
    {
        if (m_folder)
            corridor({ "sandbox", "reset" });
        if (m_folder)
            corridor({ "sandbox", "stop" });
    }

    void aFolderIsWhatWasDeployed()
    {
        const QString url = deployed();
        const Ran same = corridor({ "diff", "--from", path("app"), "--to", url, "--exit-code" });
        QVERIFY2(same.code == 0, qPrintable(same.err + same.out));
        QCOMPARE(same.out, "No difference detected.\n");
    }

    void saysWhatDiffers()
    {
        ConnectionOptions database;
        const QString url = deployed(&database);
        QVERIFY(runSql(database, "ALTER TABLE \"User\" DROP age, ADD name varchar(9) DEFAULT 'x'").has_value());
        const QStringList words { "diff", "--from", url, "--to", "migrations:" + path("app/prisma/migrations") };
        QCOMPARE(corridor(words).code, 0);
        const Ran told = corridor(words + QStringList { "--exit-code" });
        QCOMPARE(told.code, 2);
        QVERIFY2(told.out.contains("+ column public.\"User\".age") && told.out.contains("loses the data of column"), qPrintable(told.out));
        const Ran script = corridor(words + QStringList { "--script" });
        QVERIFY2(script.out.contains("ADD COLUMN \"age\" integer"), qPrintable(script.out));
        QVERIFY(runSql(database, script.out.toUtf8()).has_value());
        QCOMPARE(corridor(words + QStringList { "--exit-code" }).code, 0);
        const QJsonObject json = corridor(words + QStringList { "--json" }).json();
        QCOMPARE(json["ok"], true);
        QCOMPARE(json["identical"], true);
    }

    void readsFilesAndDumps()
    {
        const QString url = deployed();
        const Ran taken = corridor({ "--url", url, "snapshot", "--output", path("s.json") });
        QVERIFY2(taken.code == 0, qPrintable(taken.err));
        QProcess dump;
        dump.start(TestServer::binaries(m_major)->folder + "/pg_dump", { "-s", "-d", url, "-f", path("d.sql") });
        QVERIFY(dump.waitForFinished() && dump.exitCode() == 0);
        for (const QString& source : { path("s.json"), path("d.sql"), path("app") }) {
            const Ran same = corridor({ "diff", "--from", source, "--to", url, "--exit-code" });
            QVERIFY2(same.code == 0, qPrintable(source + ":\n" + same.err + same.out));
        }
        const QJsonObject document = corridor({ "--url", url, "snapshot" }).json();
        QCOMPARE(document["command"], "snapshot");
        QVERIFY(document["objects"].toArray().size() > 4);
        QCOMPARE(document["fingerprint"], corridor({ "--url", url, "snapshot", "--output", path("t.json"), "--json" }).json()["fingerprint"]);
        const Ran all = corridor({ "diff", "--from", "empty", "--to", path("s.json"), "--json" });
        QVERIFY2(all.json()["script"].toString().contains("CREATE TABLE \"public\".\"User\""), qPrintable(all.out + all.err));
    }

    void namesWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("code");
        write("bad.json", "{}");
        write("bad.sql", "CREATE TABLE oops (;");
        write("broken/prisma/migrations/1_x/migration.sql", "SELECT 1;\nCREATE TABLE t (a nothing);");
        QTest::newRow("no such thing") << path("nowhere") << "schema-source-unknown";
        QTest::newRow("no snapshot") << path("bad.json") << "snapshot-invalid";
        QTest::newRow("bad dump") << path("bad.sql") << "dump-not-restored";
        QTest::newRow("bad script") << path("broken") << "P3018";
        QTest::newRow("unknown profile") << "profile:nobody" << "profile-unknown";
        QTest::newRow("schema without Prisma") << path("app/prisma/schema.prisma") << "prisma-missing";
    }
    void namesWhatItCannotRead()
    {
        QFETCH(QString, source);
        const Ran ran = corridor({ "diff", "--from", source, "--to", "empty", "--json" });
        QCOMPARE(ran.code, 1);
        QTEST(ran.errorCode(), "code");
    }

    void findsDrift()
    {
        ConnectionOptions database;
        const QString url = deployed(&database);
        const QStringList words { "--project", path("app"), "--url", url, "drift" };
        const Ran none = corridor(words);
        QVERIFY2(none.code == 0, qPrintable(none.out + none.err));
        QVERIFY(runSql(database, "DROP INDEX user_email; COMMENT ON TABLE \"User\" IS 'by hand'").has_value());
        const Ran some = corridor(words + QStringList { "--json" });
        QCOMPARE(some.code, 5);
        QCOMPARE(some.json()["changes"].toArray().size(), 2);
        QCOMPARE(some.json()["ok"], true);
        const Ran adopt = corridor(words + QStringList { "--adopt" });
        QVERIFY2(adopt.out.contains("DROP INDEX") && adopt.out.contains("'by hand'"), qPrintable(adopt.out));
        const Ran revert = corridor(words + QStringList { "--revert" });
        QVERIFY(runSql(database, revert.out.toUtf8()).has_value());
        QCOMPARE(corridor(words).code, 0);
    }

    void driftSaysWhatIsUncertain()
    {
        ConnectionOptions database;
        const QString url = deployed(&database);
        QVERIFY(runSql(database, "UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name LIKE '%two'").has_value());
        const QStringList words { "--project", path("app"), "--url", url, "drift", "--json" };
        QCOMPARE(corridor(words).json()["edited"].toArray(), QJsonArray { "20240102000000_two" });
        QVERIFY(runSql(database, "UPDATE _prisma_migrations SET migration_name = 'gone' WHERE migration_name LIKE '%two'").has_value());
        const Ran gone = corridor(words);
        QCOMPARE(gone.code, 1);
        QCOMPARE(gone.errorCode(), "drift-script-missing");
        QVERIFY(runSql(database, "DROP TABLE _prisma_migrations").has_value());
        QCOMPARE(corridor(words).errorCode(), "drift-no-history");
    }

    // What pull wrote, marked as applied, is no drift; and it makes the same of another database.
    void pullsABaseline()
    {
        ConnectionOptions database;
        const QString url = deployed(&database);
        QVERIFY(runSql(database, "DROP TABLE _prisma_migrations").has_value());
        write("old/prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n");
        const Ran pulled = corridor({ "--project", path("old"), "--url", url, "pull", "baseline", "--json" });
        QVERIFY2(pulled.code == 0, qPrintable(pulled.out + pulled.err));
        const QString name = pulled.json()["name"].toString();
        QVERIFY(name.endsWith("_baseline"));
        QVERIFY(pulled.json()["next"].toString().contains("resolve --applied " + name));
        const Ran marked = corridor({ "--project", path("old"), "--url", url, "resolve", "--applied", name });
        QVERIFY2(marked.code == 0, qPrintable(marked.err));
        const Ran drift = corridor({ "--project", path("old"), "--url", url, "drift" });
        QVERIFY2(drift.code == 0, qPrintable(drift.out + drift.err));
    }

    void leavesNoDatabaseBehind()
    {
        const QString url = corridor({ "sandbox", "url" }).out.trimmed();
        const auto left = runSql(*parseConnection(url), "SELECT count(*) FROM pg_database WHERE datname LIKE 'corridor_scratch%'");
        QVERIFY2(left.has_value(), left ? "" : qPrintable(left.error().toText()));
        QCOMPARE(left->integer(0, 0), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_major = 0;
};

QTEST_GUILESS_MAIN(SchemaCommandsTest)
#include "tst_schema_commands.moc"
