// SPDX-License-Identifier: MIT
#include "project/prisma_config.h"

#include <QTest>

using namespace corridor;

namespace {

const QString literals = "export default defineConfig({\n"
                         "    schema: \"../db\", migrations: { path: './history', seed: \"tsx seed.ts\" },\n"
                         "    datasource: { url: \"postgresql://h/d\", shadowDatabaseUrl: env(\"SHADOW\") },\n"
                         "    tables: { external: [\"a\", \"b\"] }, enums: { external: [\"c\"] },\n"
                         "    experimental: { externalTables: true }, adapter: async () => make(),\n"
                         "        })";

Result<PrismaConfig> read(const QString& source, const Environment& environment = {})
{
    return readPrismaConfig(parseConfigModule(source), { "/p/.config/prisma.ts", "/p", environment });
}

} // namespace

class TestPrismaConfig : public QObject {
    Q_OBJECT
private slots:
    void readsLiterals()
    {
        const auto config = read(literals);
        QVERIFY(config.has_value());
        QCOMPARE(config->schemaPath, "/p/db");
        QCOMPARE(config->migrationsPath, "/p/.config/history");
        QCOMPARE(config->seedCommand, "tsx seed.ts");
        QCOMPARE(config->url, "postgresql://h/d");
        QCOMPARE(config->shadowUrl, "env(\"SHADOW\")");
        QCOMPARE(config->externalTables, (QStringList { "a", "b" }));
        QCOMPARE(config->externalEnums, QStringList { "c" });
        QVERIFY(config->problems.isEmpty());
    }

    void readsPaths_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        QTest::newRow("relative") << "'a'" << "/p/.config/a";
        QTest::newRow("absolute") << "'/a/../b'" << "/b";
        QTest::newRow("join") << "path.join('a', 'b', '..', 'c')" << "/p/.config/a/c";
        QTest::newRow("join, imported") << "join('a', 'b')" << "/p/.config/a/b";
        QTest::newRow("resolve") << "path.resolve('a')" << "/p/a";
        QTest::newRow("resolve, absolute") << "path.resolve('a', '/b', 'c')" << "/b/c";
        QTest::newRow("dirname") << "path.join(__dirname, 'a')" << "/p/.config/a";
        QTest::newRow("import.meta") << "path.join(import.meta.dirname, '..', 'a')" << "/p/a";
        QTest::newRow("working folder") << "path.join(process.cwd(), 'a')" << "/p/a";
        QTest::newRow("variable") << "process.env.FOLDER" << "/p/.config/from-env";
        QTest::newRow("env()") << "path.join(env('FOLDER'), 'a')" << "/p/.config/from-env/a";
        QTest::newRow("fallback") << "process.env.NOT_SET ?? 'a'" << "/p/.config/a";
        QTest::newRow("fallback not needed") << "process.env.FOLDER || 'a'" << "/p/.config/from-env";
        QTest::newRow("constant") << "folder" << "/p/.config/const";
        QTest::newRow("template") << "`a`" << "/p/.config/a";
    }

    void readsPaths()
    {
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        const auto config = read(
            "const folder = 'const'\nexport default { schema: " + expression + " }", { { "FOLDER", "from-env" } });
        QVERIFY2(config.has_value(), config ? "" : qPrintable(config.error().toText()));
        QCOMPARE(config->schemaPath, expected);
    }

    void readsUrls_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        QTest::newRow("literal") << "'postgresql://h/d'" << "postgresql://h/d";
        QTest::newRow("env") << "env('X')" << "env(\"X\")";
        QTest::newRow("typed env") << "env<Env>(\"X\")" << "env(\"X\")";
        QTest::newRow("process.env") << "process.env.X" << "env(\"X\")";
        QTest::newRow("asserted") << "process.env.X!" << "env(\"X\")";
        QTest::newRow("cast") << "process.env['X'] as string" << "env(\"X\")";
        QTest::newRow("fallback") << "process.env.X ?? 'postgresql://h/d'" << "postgresql://h/d";
        QTest::newRow("fallback to another") << "process.env.X || process.env.Y" << "env(\"Y\")";
        QTest::newRow("fallback not needed") << "process.env.SET ?? 'postgresql://h/d'" << "env(\"SET\")";
    }

    void readsUrls()
    {
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        const auto config = read("export default { datasource: { url: " + expression + " } }", { { "SET", "1" } });
        QVERIFY(config.has_value());
        QCOMPARE(config->url, expected);
    }

    void namesTheKeyThatIsMoreThanALiteral_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("line");
        QTest::newRow("schema") << "export default {\n schema: find('a') }" << "`schema`" << 2;
        QTest::newRow("template") << "export default {\n\n schema: `${a}/b` }" << "`schema`" << 3;
        QTest::newRow("sum") << "export default { schema: 'a' + b }" << "`schema`" << 1;
        QTest::newRow("migrations") << "export default { migrations: { path: a ? 'b' : 'c' } }" << "`migrations.path`"
                                    << 1;
        QTest::newRow("whole object") << "export default { migrations: make() }" << "`migrations.path`" << 1;
        QTest::newRow("spread") << "export default { ...base }" << "`schema`" << 0;
        QTest::newRow("function") << "export default async () => ({})" << "`export default`" << 1;
        QTest::newRow("variable that is not set") << "export default { schema: env('NOT_SET') }" << "`schema`" << 1;
        QTest::newRow("nothing") << "" << "`export default`" << 0;
    }

    void namesTheKeyThatIsMoreThanALiteral()
    {
        QFETCH(QString, source);
        QFETCH(QString, key);
        QFETCH(int, line);
        const auto config = read(source);
        QVERIFY(!config.has_value());
        QCOMPARE(config.error().code, "config-not-literal");
        QVERIFY2(config.error().message.startsWith(key), qPrintable(config.error().message));
        if (line > 0)
            QCOMPARE(config.error().line, line);
    }

    void keepsGoingWithoutOtherKeys()
    {
        const auto config
            = read("export default {\n datasource: { url: await secret() },\n migrations: { seed: x() } }");
        QVERIFY(config.has_value());
        QCOMPARE(config->url, QString());
        QCOMPARE(config->problems.size(), 2);
        QVERIFY(config->problems[0].message.startsWith("`datasource.url`"));
        QVERIFY(config->problems[1].message.startsWith("`migrations.seed`"));
    }

    void findsEnvironmentFiles_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("none") << "export default {}" << QStringList();
        QTest::newRow("import") << "import 'dotenv/config'" << QStringList { "/p/.env" };
        QTest::newRow("require") << "require('dotenv/config')" << QStringList { "/p/.env" };
        QTest::newRow("call") << "import dotenv from 'dotenv'\ndotenv.config()" << QStringList { "/p/.env" };
        QTest::newRow("required call") << "require('dotenv').config()" << QStringList { "/p/.env" };
        QTest::newRow("imported name") << "import { config } from 'dotenv';\nconfig({ path: '.env.local' });"
                                       << QStringList { "/p/.env.local" };
        QTest::newRow("several") << "import * as dotenv from 'dotenv'\ndotenv.config({ path: ['.env.local', '.env'] })"
                                 << QStringList { "/p/.env.local", "/p/.env" };
        QTest::newRow("expanded") << "import dotenv from 'dotenv'\nexpand(dotenv.config())"
                                  << QStringList { "/p/.env" };
        QTest::newRow("Node") << "process.loadEnvFile('/x/.env')" << QStringList { "/x/.env" };
        QTest::newRow("another config") << "config({ path: 'x' })" << QStringList();
    }

    void findsEnvironmentFiles()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, files);
        QCOMPARE(configEnvironmentFiles(parseConfigModule(source), "/p"), files);
    }
};

QTEST_GUILESS_MAIN(TestPrismaConfig)
#include "tst_prisma_config.moc"
