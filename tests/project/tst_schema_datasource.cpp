// SPDX-License-Identifier: MIT
#include "project/schema_datasource.h"

#include <QTest>

using namespace corridor;

namespace {

const QString schemaText = "\n"
                           "// datasource commented { url = \"no\" }\n"
                           "/// datasource documented { url = \"no\" }\n"
                           "generator client {\n"
                           "  provider = \"prisma-client-js\"\n"
                           "  previewFeatures = [\"multiSchema\"]\n"
                           "}\n"
                           "\n"
                           "model Datasource {\n"
                           "  id   Int    @id\n"
                           "  data String @default(\"datasource db { url = \\\"no\\\" }\") // }\n"
                           "}\n"
                           "\n"
                           "datasource db {\n"
                           "  provider          = \"postgresql\" // not mysql\n"
                           "  url               = env(\"DATABASE_URL\")\n"
                           "  directUrl         = env( \"DIRECT_URL\" )\n"
                           "  shadowDatabaseUrl = \"postgresql://u:p@h/shadow?a=\\\"b\\\"\"\n"
                           "  relationMode      = \"prisma\"\n"
                           "  schemas           = [\"base\", \"app\" , \"x\"]\n"
                           "  extensions        = [citext, pgcrypto(map: \"pg_crypto\")]\n"
                           "}\n";

} // namespace

class TestSchemaDatasource : public QObject {
    Q_OBJECT
private slots:
    void readsTheBlock()
    {
        const auto source = parseDatasource(schemaText);
        QVERIFY(source);
        QCOMPARE(source->provider, "postgresql");
        QCOMPARE(source->url, "env(\"DATABASE_URL\")");
        QCOMPARE(source->directUrl, "env(\"DIRECT_URL\")");
        QCOMPARE(source->shadowDatabaseUrl, "postgresql://u:p@h/shadow?a=\"b\"");
        QCOMPARE(source->relationMode, "prisma");
        QCOMPARE(source->schemas, (QStringList { "base", "app", "x" }));
    }

    void findsNone_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::newRow("empty") << "";
        QTest::newRow("models only") << "model A { id Int @id }";
        QTest::newRow("inside a comment") << "// datasource db { url = \"x\" }";
        QTest::newRow("inside another block") << "model A { datasource db { url = \"x\" } }";
    }

    void findsNone()
    {
        QFETCH(QString, schema);
        QVERIFY(!parseDatasource(schema));
    }

    void survivesUnfinishedFiles()
    {
        const auto source = parseDatasource(u"datasource db { provider = \"postgresql\" url = env(");
        QVERIFY(source);
        QCOMPARE(source->provider, "postgresql");
        QCOMPARE(source->url, QString());
    }
};

QTEST_GUILESS_MAIN(TestSchemaDatasource)
#include "tst_schema_datasource.moc"
