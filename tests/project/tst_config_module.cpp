// SPDX-License-Identifier: MIT
#include "project/config_module.h"

#include <QRandomGenerator>
#include <QTest>

using namespace corridor;
using Kind = ConfigValue::Kind;

namespace {

const QString sample
    = "#!/usr/bin/env node\n"
      "import \"dotenv/config\"\n"
      "import path from 'node:path'\n"
      "import { defineConfig, env } from \"prisma/config\"\n"
      "import type { PrismaConfig } from \"prisma\";\n"
      "\n"
      "type Env = { DATABASE_URL: string }\n"
      "const folder = \"db\" as const\n"
      "function helper(a: string) { return a.replace(/[/}\"]/g, `x${ { a }.a }`) }\n"
      "dotenv.config({ path: \".env.local\" })\n"
      "\n"
      "/* the config */\n"
      "export default defineConfig({\n"
      "  schema: path.join(\"prisma\", `schema`),\n"
      "  'migrations': { path: folder, seed: `tsx ${folder}/seed.ts`, },\n"
      "  datasource: { url: env<Env>(\"DATABASE_URL\"), shadowDatabaseUrl: process.env[\"SHADOW\"]! as string },\n"
      "  tables: { external: [\"public.users\", 'a'] },\n"
      "  adapter: async () => new Thing({ a: [1, 2] }),\n"
      "  onError(error) { throw error },\n"
      "  experimental: { ...common, x: 1 < 2 ? 3 : 4 },\n"
      "  early: process.env.CI ?? 'local',\n"
      "  folder,\n"
      "} satisfies PrismaConfig)\n";

} // namespace

class TestConfigModule : public QObject {
    Q_OBJECT
private slots:
    void readsAModule()
    {
        const ConfigModule module = parseConfigModule(sample);
        QCOMPARE(module.imports, (QStringList { "dotenv/config", "node:path", "prisma/config", "prisma" }));
        QCOMPARE(module.constants.value("folder").text, "db");
        QCOMPARE(module.calls.size(), 1);
        QCOMPARE(module.calls.first().text, "dotenv.config");
        QCOMPARE(module.exported.kind, Kind::Object);
        QCOMPARE(module.exported.keys,
            (QStringList { "schema", "migrations", "datasource", "tables", "adapter", "onError", "experimental",
                "early", "folder" }));
    }

    void readsValues()
    {
        const ConfigModule module = parseConfigModule(sample);
        const ConfigValue* schema = module.exported.property("schema");
        QCOMPARE(schema->kind, Kind::Call);
        QCOMPARE(schema->text, "path.join");
        QCOMPARE(schema->items.size(), 2);
        QCOMPARE(schema->items[1].text, "schema");
        QCOMPARE(schema->line, 14);
        const ConfigValue* migrations = module.exported.property("migrations");
        QCOMPARE(migrations->property("seed")->kind, Kind::Other);
        QCOMPARE(module.resolved(*migrations->property("path")).text, "db");
        const ConfigValue* datasource = module.exported.property("datasource");
        QCOMPARE(datasource->property("url")->text, "env");
        QCOMPARE(datasource->property("url")->items.first().text, "DATABASE_URL");
        QCOMPARE(datasource->property("shadowDatabaseUrl")->text, "process.env.SHADOW");
        QCOMPARE(module.exported.property("tables")->property("external")->items.size(), 2);
        QCOMPARE(module.exported.property("adapter")->kind, Kind::Other);
        QCOMPARE(module.exported.property("onError")->kind, Kind::Other);
        QCOMPARE(module.exported.property("experimental")->spreads, QStringList { "common" });
        QCOMPARE(module.exported.property("early")->fallback->text, "local");
        QCOMPARE(module.resolved(*module.exported.property("folder")).text, "db");
    }

    void findsTheExport_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("object") << "export default { schema: 'a' }";
        QTest::newRow("CommonJS")
            << "const { defineConfig } = require('prisma/config');\nmodule.exports = defineConfig({ schema: 'a' });";
        QTest::newRow("CommonJS object") << "module.exports = { schema: 'a' }";
        QTest::newRow("named") << "const config: PrismaConfig = { schema: 'a' }\nexport default config";
        QTest::newRow("named call") << "const config = defineConfig({ schema: 'a' });\nexport default config;";
        QTest::newRow("argument named") << "const c = { schema: 'a' }\nexport default defineConfig(c)";
        QTest::newRow("parentheses") << "export default (({ schema: 'a' }))";
        QTest::newRow("type argument") << "export default defineConfig<PrismaConfig>({ schema: 'a' })";
        QTest::newRow("no semicolons") << "let x = 1\nfoo.bar = 3\nexport default { schema: 'a' }\nafter()";
        QTest::newRow("byte order mark") << QString::fromUtf8("\xEF\xBB\xBF"
                                                              "export default { schema: 'a' }");
    }

    void findsTheExport()
    {
        QFETCH(QString, source);
        const ConfigModule module = parseConfigModule(source);
        QVERIFY(module.exported.property("schema"));
        QCOMPARE(module.exported.property("schema")->text, "a");
    }

    void readsEscapes()
    {
        const ConfigModule module = parseConfigModule(u"const a = 'x\\'y\\n\\u00e9\\u{1F418}\\x41\\\nz'");
        QCOMPARE(module.constants.value("a").text,
            QString::fromUtf8("x'y\n\xC3\xA9\xF0\x9F\x90\x98"
                              "Az"));
    }

    void endsForWhateverItIsGiven()
    {
        QRandomGenerator random(1);
        const QString alphabet = "{}[]()<>`'\"$\\/=.,;:!?|a1 \n";
        for (int i = 0; i < 3000; ++i) {
            QString source = sample.left(random.bounded(sample.size()));
            for (int j = random.bounded(12); j > 0; --j)
                source.insert(random.bounded(source.size() + 1), alphabet[random.bounded(alphabet.size())]);
            parseConfigModule(source);
        }
        parseConfigModule(QString(100000, u'('));
        parseConfigModule(QString("{a:[").repeated(50000));
        parseConfigModule(QString("`${").repeated(2000));
    }
};

QTEST_GUILESS_MAIN(TestConfigModule)
#include "tst_config_module.moc"
