// SPDX-License-Identifier: MIT
#include "project/project.h"
#include "project/slug.h"

#include <QTest>
#include <QTimeZone>

using namespace corridor;

class TestMigrationName : public QObject {
    Q_OBJECT
private slots:
    // The expected slugs are what @sindresorhus/slugify 1.1.2 gives with the separator `_`.
    void slugs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("seen with Prisma") << "Init Schema!  v2 — ěš" << "init_schema_v2_es";
        QTest::newRow("camel") << "addFooBarBAZ" << "add_foo_bar_baz";
        QTest::newRow("capitals and digits") << "ABC12x" << "abc_12x";
        QTest::newRow("digits") << "fooBAR2" << "foo_bar_2";
        QTest::newRow("abbreviation") << "HTTPServer2" << "http_server2";
        QTest::newRow("plural") << "IDs" << "i_ds";
        QTest::newRow("apostrophe") << "don't do" << "don_t_do";
        QTest::newRow("separators at the ends") << "_x_ " << "x";
        QTest::newRow("and") << "Q&A" << "q_and_a";
        QTest::newRow("German") << "Übergröße ändern" << "uebergroesse_aendern";
        QTest::newRow("Nordic") << "Ærø ål" << "aero_al";
        QTest::newRow("Polish") << "żółć" << "zolc";
        QTest::newRow("Russian") << "добавить цены" << "dobavit_czeny";
        QTest::newRow("Greek") << "πίνακας" << "pinakas";
        QTest::newRow("decomposed") << QString::fromUtf8("cafe\xCC\x81") << "cafe";
        QTest::newRow("nothing left") << "日本 !" << "";
    }

    void slugs()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(slug(text), expected);
    }

    void stampsInUtc()
    {
        const QDateTime now(QDate(2024, 12, 31), QTime(23, 30, 5), QTimeZone(-3600));
        QCOMPARE(migrationName("Add users", now), "20250101003005_add_users");
        QCOMPARE(migrationName(" ", now), "20250101003005");
    }

    void cutsLongTitles()
    {
        const QDateTime now(QDate(2024, 1, 1), QTime(0, 0), QTimeZone::UTC);
        QCOMPARE(migrationName(QString(300, u'a'), now).size(), 14 + 1 + 200);
    }
};

QTEST_GUILESS_MAIN(TestMigrationName)
#include "tst_migration_name.moc"
