// SPDX-License-Identifier: MIT
#include "evidence/before_deploy.h"

#include "engine/engine.h"
#include "support/test_server.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace corridor;

class BeforeDeployTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder { QDir::tempPath() + "/cb-XXXXXX" };

    void write(const QString& name, const QByteArray& text) const
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    Plan planFor(const ConnectionOptions& database) const
    {
        auto session = Session::open(database);
        const auto project = readProject(m_folder.path(), {});
        const auto state = inspect(*session, *project);
        const auto plan = planDeploy(*project, *state);
        if (!plan)
            qFatal("%s", qPrintable(plan.error().toText()));
        return *plan;
    }

    Environment environment() const
    {
        Environment environment = systemEnvironment();
        environment["CORRIDOR_BACKUPS"] = m_folder.filePath("backups");
        return environment;
    }

private slots:
    void initTestCase()
    {
        write(
            "prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n");
        write("prisma/migrations/1_change/migration.sql",
            "ALTER TABLE item ADD extra int;\nUPDATE \"Odd\" SET n = 1;\nSELECT * FROM other;\n");
        write("corridor.toml", "[before-deploy]\nlive = \"database\"\nstage = \"restore-point\"\n");
    }

    void readsThePolicy()
    {
        QCOMPARE(*beforeDeployPolicy(m_folder.path(), "live"), BeforeDeploy::Database);
        QCOMPARE(*beforeDeployPolicy(m_folder.path(), "stage"), BeforeDeploy::RestorePoint);
        QCOMPARE(*beforeDeployPolicy(m_folder.path(), "other"), BeforeDeploy::Nothing);
        QTemporaryDir odd;
        QFile file(odd.filePath("corridor.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[before-deploy]\nlive = \"all\"\n");
        file.close();
        QCOMPARE(beforeDeployPolicy(odd.path(), "live").error().code, "lint-config");
        QCOMPARE(beforeDeployPolicy(odd.path(), "live").error().line, 2);
    }

    void carriesItOut_data() { TestServer::addMajors(); }
    void carriesItOut()
    {
        QFETCH(int, major);
        const ConnectionOptions database = TestServer::shared(major).freshDatabase();
        QVERIFY(runSql(database,
            "CREATE TABLE item (id int); INSERT INTO item VALUES (1); CREATE TABLE \"Odd\" (n int); CREATE TABLE other "
            "(id int);"
            "INSERT INTO other SELECT g FROM generate_series(1, 1000) g; CREATE TABLE _prisma_migrations (id "
            "varchar(36) PRIMARY KEY,"
            "checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, "
            "rolled_back_at timestamptz,"
            "started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)")
                .has_value());
        const Plan plan = planFor(database);
        QCOMPARE(*affectedTables(plan), (QStringList { "\"Odd\"", "item" }));
        QCOMPARE(*keepBeforeDeploy(BeforeDeploy::Nothing, plan, database, environment()), QString());
        const auto all = keepBeforeDeploy(m_folder.path(), "live", plan, database, environment());
        QVERIFY2(all.has_value(), qPrintable(all ? QString() : all.error().toText()));
        QVERIFY(all->startsWith("Backup "));
        const auto some = keepBeforeDeploy(BeforeDeploy::Tables, plan, database, environment());
        QVERIFY2(some.has_value(), qPrintable(some ? QString() : some.error().toText()));
        QVERIFY2(some->contains("rows of \"Odd\", item"), qPrintable(*some));
        const QList<Backup> kept = BackupStore(m_folder.filePath("backups")).list();
        QVERIFY(kept.size() >= 2);
        Plan back = plan;
        back.action = Action::Rollback;
        QCOMPARE(*keepBeforeDeploy(m_folder.path(), "live", back, database, environment()), QString());
    }

    void namesTheMoment()
    {
        Plan plan;
        plan.migrations << PlannedMigration { .name = QString(80, 'x') };
        const QString name = restorePointName(plan, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC));
        QVERIFY(name.startsWith("corridor 20260102T030405Z xxx"));
        QCOMPARE(name.size(), 63);
    }

    void setsARestorePoint()
    {
        TestServer server;
        START_TEST_SERVER(server, 17, Durability::None, { "wal_level = replica" });
        const ConnectionOptions database = server.freshDatabase();
        QVERIFY(runSql(database,
            "CREATE TABLE item (id int); CREATE TABLE \"Odd\" (n int); CREATE TABLE other (id int); CREATE TABLE "
            "_prisma_migrations (id varchar(36) PRIMARY KEY,"
            "checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, "
            "rolled_back_at timestamptz,"
            "started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0); CREATE "
            "ROLE small LOGIN")
                .has_value());
        const auto kept = keepBeforeDeploy(m_folder.path(), "stage", planFor(database), database, environment());
        QVERIFY2(kept.has_value(), qPrintable(kept ? QString() : kept.error().toText()));
        QVERIFY2(kept->startsWith("Restore point \"corridor ") && kept->contains("1_change"), qPrintable(*kept));
        auto session = Session::open(database);
        QVERIFY(session->execute("SET ROLE small").has_value());
        const auto refused = setRestorePoint(*session, "x");
        QCOMPARE(refused.error().code, "restore-point-refused");
        QVERIFY(refused.error().hint.contains("GRANT EXECUTE"));
    }
};

QTEST_GUILESS_MAIN(BeforeDeployTest)
#include "tst_before_deploy.moc"
