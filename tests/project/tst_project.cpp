// SPDX-License-Identifier: MIT
#include "project/project.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

const QByteArray schemaText = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n";

const QByteArray configText = "import \"dotenv/config\";\n"
                              "import { defineConfig, env } from \"prisma/config\";\n"
                              "export default defineConfig({ schema: \"db/schema.prisma\", migrations: { path: "
                              "\"db/history\", seed: \"node seed\" },\n"
                              "  datasource: { url: env(\"DATABASE_URL\") } });";

QStringList names(const Project& project)
{
    QStringList result;
    for (const Migration& migration : project.migrations)
        result << migration.name;
    return result;
}

QStringList codes(const Project& project)
{
    QStringList result;
    for (const ProjectProblem& problem : project.problems)
        result << problem.code;
    return result;
}

} // namespace

class TestProject : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString& name = {}) const { return QDir::cleanPath(m_folder->path() + '/' + name); }

    void write(const QString& name, const QByteArray& text)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    Project read(const QString& name = {}, const Environment& environment = {})
    {
        const auto project = readProject(path(name), environment);
        if (project)
            return *project;
        QTest::qFail(qPrintable(project.error().toText()), __FILE__, __LINE__);
        return {};
    }

    void writeClassicProject()
    {
        write("package.json", R"({"devDependencies":{"prisma":"^6.19.0"},"prisma":{"seed":"tsx prisma/seed.ts"}})");
        write("prisma/schema.prisma", schemaText);
        write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        write("prisma/migrations/20240101000000_init/migration.sql", "CREATE TABLE a ();");
        write(".env", "DATABASE_URL=postgresql://u@h/d\n");
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(".git/HEAD", ""); // nothing above counts
    }

    void readsAClassicProjectFromAnywhereInIt_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("root") << "";
        QTest::newRow("below") << "src/deep";
        QTest::newRow("prisma folder") << "prisma";
        QTest::newRow("schema file") << "prisma/schema.prisma";
        QTest::newRow("migrations folder") << "prisma/migrations";
        QTest::newRow("one migration") << "prisma/migrations/20240101000000_init";
    }

    void readsAClassicProjectFromAnywhereInIt()
    {
        QFETCH(QString, from);
        writeClassicProject();
        QDir().mkpath(path("src/deep"));
        const Project project = read(from);
        QCOMPARE(project.root, path());
        QCOMPARE(project.schemaPath, path("prisma/schema.prisma"));
        QCOMPARE(project.migrationsPath, path("prisma/migrations"));
        QCOMPARE(names(project), QStringList { "20240101000000_init" });
        QCOMPARE(project.lockProvider, QString("postgresql"));
        QCOMPARE(project.provider, "postgresql");
        QCOMPARE(project.url, "env(\"DATABASE_URL\")");
        QCOMPARE(project.environment.value("DATABASE_URL"), "postgresql://u@h/d");
        QCOMPARE(project.prismaVersion, "6.19.0");
        QCOMPARE(project.seedCommand, "tsx prisma/seed.ts");
        QCOMPARE(project.configFile, QString());
        QCOMPARE(codes(project), QStringList());
        QVERIFY(project.find("20240101000000_init"));
        QVERIFY(!project.find("x"));
    }

    void readsAConfig()
    {
        write("package.json", R"({"prisma":{"schema":"ignored.prisma","seed":"ignored"}})");
        write("prisma.config.ts", configText);
        write("db/schema.prisma", "datasource db { provider = \"postgresql\" }");
        write("db/history/1_a/migration.sql", "");
        write(".env", "DATABASE_URL=postgresql://u@h/${X}\n");
        write("node_modules/prisma/package.json", R"({"version":"7.10.1"})");
        const Project project = read("db");
        QCOMPARE(project.root, path());
        QCOMPARE(project.configFile, path("prisma.config.ts"));
        QCOMPARE(project.schemaPath, path("db/schema.prisma"));
        QCOMPARE(project.migrationsPath, path("db/history"));
        QCOMPARE(names(project), QStringList { "1_a" });
        QCOMPARE(project.url, "env(\"DATABASE_URL\")");
        QCOMPARE(project.environment.value("DATABASE_URL"), "postgresql://u@h/${X}"); // dotenv itself expands nothing
        QCOMPARE(project.seedCommand, "node seed");
        QCOMPARE(project.prismaVersion, "7.10.1");
    }

    void loadsNoEnvironmentThatPrismaWouldNot_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("package");
        QTest::newRow("6 with a config") << QByteArray("export default {}")
                                         << QByteArray(R"({"dependencies":{"prisma":"6.19.0"}})");
        QTest::newRow("7") << QByteArray() << QByteArray(R"({"dependencies":{"prisma":"^7.0.0"}})");
    }

    void loadsNoEnvironmentThatPrismaWouldNot()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, package);
        writeClassicProject();
        write("package.json", package);
        if (!config.isEmpty())
            write("prisma.config.ts", config);
        QVERIFY(!read().environment.contains("DATABASE_URL"));
        QCOMPARE(read().migrationsPath, path("prisma/migrations"));
    }

    void namesConflictsOfEnvironmentFiles()
    {
        writeClassicProject();
        write("prisma/.env", "DATABASE_URL=postgresql://u@h/d\n");
        QCOMPARE(codes(read()), QStringList { "env-conflict" });
        QVERIFY(!read().problems.first().message.contains("postgresql://"));
    }

    void takesDirectUrlAndSchemas()
    {
        write("prisma/schema.prisma",
            "datasource db {\n provider = \"postgresql\"\n url = env(\"POOL\")\n directUrl = env(\"DIRECT\")\n"
            " shadowDatabaseUrl = env(\"SHADOW\")\n schemas = [\"a\", \"b\"]\n relationMode = \"prisma\"\n}");
        const Project project = read();
        QCOMPARE(project.url, "env(\"DIRECT\")");
        QCOMPARE(project.shadowUrl, "env(\"SHADOW\")");
        QCOMPARE(project.schemas, (QStringList { "a", "b" }));
        QCOMPARE(project.relationMode, "prisma");
        QVERIFY(project.migrations.isEmpty());
        QCOMPARE(project.migrationsPath, path("prisma/migrations"));
    }

    void readsASchemaOfSeveralFiles()
    {
        write("package.json", R"({"prisma":{"schema":"./db/schema"}})");
        write("db/schema/a_models.prisma", "model A { id Int @id }");
        write("db/schema/base/datasource.prisma", schemaText);
        write("db/schema/base/migrations/1/migration.sql", "");
        Project project = read();
        QCOMPARE(project.schemaPath, path("db/schema"));
        QCOMPARE(project.url, "env(\"DATABASE_URL\")");
        QCOMPARE(project.migrationsPath, path("db/schema/base/migrations"));
        QVERIFY(QDir().rename(path("db/schema/base/migrations"), path("db/migrations")));
        QCOMPARE(read().migrationsPath, path("db/migrations"));
        QCOMPARE(read("db").root, path());
    }

    void takesAMigrationsFolderAlone()
    {
        write("history/0_init/migration.sql", "");
        const Project project = read("history", { { "A", "1" } });
        QCOMPARE(project.migrationsPath, path("history"));
        QCOMPARE(project.root, path());
        QCOMPARE(names(project), QStringList { "0_init" });
        QCOMPARE(project.environment.value("A"), "1");
    }

    void givenMigrationsWinOverTheConfig()
    {
        writeClassicProject();
        write("prisma/archive/1_old/migration.sql", "");
        const Project project = read("prisma/archive");
        QCOMPARE(names(project), QStringList { "1_old" });
        QCOMPARE(project.root, path());
        QCOMPARE(project.url, "env(\"DATABASE_URL\")");
    }

    void stopsAtAConfigThatIsMoreThanLiterals()
    {
        writeClassicProject();
        write("prisma.config.ts", "export default {\n  schema: await find(),\n}");
        const auto project = readProject(path(), {});
        QVERIFY(!project.has_value());
        QCOMPARE(project.error().code, "config-not-literal");
        QCOMPARE(project.error().line, 2);
        const Project migrations = read("prisma/migrations"); // the way on that the hint names
        QCOMPARE(names(migrations), QStringList { "20240101000000_init" });
        QCOMPARE(codes(migrations), QStringList { "config-not-literal" });
    }

    void sortsByTheVersionOfPrisma_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("6.5") << QByteArray("6.5.0") << QStringList { "1_B", "1_a" };
        QTest::newRow("6.6") << QByteArray("6.6.0") << QStringList { "1_a", "1_B" };
        QTest::newRow("unknown") << QByteArray("latest") << QStringList { "1_a", "1_B" };
    }

    void sortsByTheVersionOfPrisma()
    {
        QFETCH(QByteArray, version);
        QFETCH(QStringList, expected);
        write("package.json", "{\"dependencies\":{\"prisma\":\"~" + version + "\"}}");
        write("prisma/migrations/1_a/migration.sql", "");
        write("prisma/migrations/1_B/migration.sql", "");
        QCOMPARE(names(read()), expected);
    }

    void namesWhatIsOdd()
    {
        write("package.json", R"({"prisma":{"schema":"absent.prisma"}})");
        QCOMPARE(codes(read()), QStringList { "schema-missing" });
        write("absent.prisma", "datasource db { provider = \"mysql\" url = \"x\" }");
        QCOMPARE(codes(read()), QStringList { "provider-not-postgresql" });
    }

    void findsNone_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("empty") << "";
        QTest::newRow("a package without Prisma") << "web";
        QTest::newRow("no folder") << "absent";
        QTest::newRow("another repository") << "other";
    }

    void findsNone()
    {
        QFETCH(QString, folder);
        write("web/package.json", "{}");
        write("other/.git/HEAD", "");
        const auto project = readProject(path(folder), {});
        QVERIFY(!project.has_value());
        QCOMPARE(project.error().code, "project-not-found");
        QVERIFY(!project.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
