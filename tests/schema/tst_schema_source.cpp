// SPDX-License-Identifier: MIT
#include "schema/schema_source.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

using Kind = SchemaSource::Kind;

class SchemaSourceTest : public QObject {
    Q_OBJECT

    void touch(const QString& name)
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QFileInfo(name).path()));
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QTemporaryDir m_folder;

private slots:
    void initTestCase()
    {
        for (const char* name : { "a.json", "b.sql", "c.dump", "schema.prisma", "models/x.prisma", "prisma/schema.prisma",
                 "prisma/migrations/1_a/migration.sql" })
            touch(name);
    }

    void readsWhatPeopleWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("rest");
        const auto path = [&](const char* name) { return m_folder.filePath(name); };
        QTest::newRow("empty") << "empty" << Kind::Empty << "";
        QTest::newRow("url") << "postgresql://u@h/d" << Kind::Database << "postgresql://u@h/d";
        QTest::newRow("keywords") << "host=/tmp dbname=d" << Kind::Database << "host=/tmp dbname=d";
        QTest::newRow("variable") << "env(\"X\")" << Kind::Database << "env(\"X\")";
        QTest::newRow("profile") << "profile:live" << Kind::Profile << "live";
        QTest::newRow("named folder") << "migrations:nowhere" << Kind::Migrations << "nowhere";
        QTest::newRow("folder") << path("prisma/migrations") << Kind::Migrations << path("prisma/migrations");
        QTest::newRow("prisma folder") << path("prisma") << Kind::Migrations << path("prisma");
        QTest::newRow("schemas only") << path("models") << Kind::PrismaSchema << path("models");
        QTest::newRow("snapshot") << path("a.json") << Kind::Snapshot << path("a.json");
        QTest::newRow("script") << path("b.sql") << Kind::Dump << path("b.sql");
        QTest::newRow("archive") << path("c.dump") << Kind::Dump << path("c.dump");
        QTest::newRow("schema") << path("schema.prisma") << Kind::PrismaSchema << path("schema.prisma");
    }
    void readsWhatPeopleWrite()
    {
        QFETCH(QString, text);
        const auto source = parseSchemaSource(text);
        QVERIFY(source.has_value());
        QTEST(source->kind, "kind");
        QTEST(source->text, "rest");
    }

    void saysWhatItTakes()
    {
        const auto source = parseSchemaSource("no such thing");
        QVERIFY(!source);
        QCOMPARE(source.error().code, "schema-source-unknown");
        QVERIFY(source.error().hint.contains("schema.prisma"));
    }

    void showsNoPassword()
    {
        QVERIFY(!parseSchemaSource("postgresql://u:secret@h/d")->display().contains("secret"));
    }
};

QTEST_GUILESS_MAIN(SchemaSourceTest)
#include "tst_schema_source.moc"
