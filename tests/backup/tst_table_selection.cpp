// SPDX-License-Identifier: MIT
#include "backup/table_selection.h"

#include <QTest>

using namespace corridor;

namespace {

// As `pg_restore -l -v` of PostgreSQL 17 writes it.
const QByteArray listing = R"(;
; Archive created at 2025-01-08 12:00:00 UTC
;
6; 2615 25986 SCHEMA - shop postgres
855; 1247 25988 TYPE shop mood postgres
;	depends on: 6
224; 1259 26038 TABLE shop days postgres
;	depends on: 6
225; 1259 26041 TABLE shop days_2025 postgres
;	depends on: 6 224
210; 1259 26099 TABLE shop my postgres
;	depends on: 6
219; 1259 25995 TABLE shop my users postgres
;	depends on: 855 855 6
223; 1259 26034 VIEW shop glad postgres
;	depends on: 855 219 219 219 6 855
222; 1259 26023 TABLE shop items postgres
;	depends on: 6
218; 1259 25994 SEQUENCE shop my users_id_seq postgres
;	depends on: 219 6
3479; 0 0 SEQUENCE OWNED BY shop my users_id_seq postgres
;	depends on: 218
221; 1259 26008 TABLE shop orders postgres
;	depends on: 6
3480; 0 0 COMMENT shop TABLE orders postgres
;	depends on: 221
220; 1259 26007 SEQUENCE shop orders_id_seq postgres
;	depends on: 221 6
3298; 0 0 TABLE ATTACH shop days_2025 postgres
;	depends on: 225 224
3299; 2604 25998 DEFAULT shop my users id postgres
;	depends on: 218 219 219
3472; 0 26041 TABLE DATA shop days_2025 postgres
;	depends on: 225
3468; 0 25995 TABLE DATA shop my users postgres
;	depends on: 219
3470; 0 26008 TABLE DATA shop orders postgres
;	depends on: 221
3483; 0 0 SEQUENCE SET shop my users_id_seq postgres
;	depends on: 218
3306; 2606 26004 CONSTRAINT shop my users my users_pkey postgres
;	depends on: 219
3309; 2606 26015 CONSTRAINT shop orders orders_pkey postgres
;	depends on: 221
3312; 1259 26044 INDEX shop days_n postgres
;	depends on: 224
3313; 1259 26045 INDEX shop days_2025_n_idx postgres
;	depends on: 225 3312 225
3307; 1259 26021 INDEX shop orders_at postgres
;	depends on: 221 221
3485; 0 0 COMMENT shop INDEX orders_at postgres
;	depends on: 3307
3314; 0 0 INDEX ATTACH shop days_2025_n_idx postgres
;	depends on: 3313 3312 225 224
3318; 2620 26046 TRIGGER shop orders touched postgres
;	depends on: 221 226
3317; 2606 26028 FK CONSTRAINT shop items items_order_fkey postgres
;	depends on: 3309 221 222
3316; 2606 26016 FK CONSTRAINT shop orders orders_user_fkey postgres
;	depends on: 219 3306 221
3466; 3256 26033 POLICY shop items by_order postgres
;	depends on: 221 222
)";

} // namespace

class TestTableSelection : public QObject {
    Q_OBJECT
private slots:
    void selects_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QList<int>>("entries");
        QTest::addColumn<QStringList>("incoming");
        QTest::newRow("with all that hangs on it, in order")
            << "orders" << QList<int> { 221, 3480, 220, 3470, 3309, 3307, 3485, 3318, 3316 }
            << QStringList { "items_order_fkey" };
        QTest::newRow("a name with a blank, a serial")
            << "my users" << QList<int> { 219, 218, 3479, 3299, 3468, 3483, 3306 }
            << QStringList { "orders_user_fkey" };
        QTest::newRow("a name that begins another's") << "my" << QList<int> { 210 } << QStringList();
        QTest::newRow("with its partitions")
            << "days" << QList<int> { 224, 225, 3298, 3472, 3312, 3313, 3314 } << QStringList();
    }

    void selects()
    {
        QFETCH(QString, table);
        const auto selection = selectTables(parseArchiveContents(listing), { { "shop", table } });
        QVERIFY2(selection, selection ? "" : qPrintable(selection.error().toText()));
        QTEST(selection->entries, "entries");
        QStringList incoming;
        for (const IncomingKey& key : selection->incoming)
            incoming << key.constraint;
        QTEST(incoming, "incoming");
    }

    void keysBetweenTheTablesAreTheirOwn()
    {
        const auto selection
            = selectTables(parseArchiveContents(listing), { { "shop", "orders" }, { "shop", "items" } });
        QVERIFY(selection->incoming.isEmpty());
        QVERIFY(selection->entries.contains(3317));
        QVERIFY(selection->entries.contains(3466));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown") << "gone" << "table-not-in-backup";
        QTest::newRow("a view") << "glad" << "table-not-in-backup";
        QTest::newRow("a partition alone") << "days_2025" << "restore-partition";
    }

    void refuses()
    {
        QFETCH(QString, table);
        const auto selection = selectTables(parseArchiveContents(listing), { { "shop", table } });
        QVERIFY(!selection);
        QTEST(selection.error().code, "code");
    }

    void listsWhatPgRestoreReads()
    {
        const auto contents = parseArchiveContents(listing);
        QCOMPARE(listFile(contents, { 3470, 221 }),
            QByteArray("221; 1259 26008 TABLE shop orders postgres\n3470; 0 26008 TABLE DATA shop orders postgres\n"));
    }

    void readsNames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "users" << "public" << "users";
        QTest::newRow("schema") << "shop.users" << "shop" << "users";
        QTest::newRow("quoted") << "shop.\"my.\"\"users\"" << "shop" << "my.\"users";
        QTest::newRow("as it is stored") << "User" << "public" << "User";
        QTest::newRow("too many") << "a.b.c" << "" << "";
        QTest::newRow("empty") << "shop." << "" << "";
        QTest::newRow("open quote") << "\"users" << "" << "";
    }

    void readsNames()
    {
        QFETCH(QString, text);
        const auto table = parseTableName(text);
        QTEST(table ? table->schema : QString(), "schema");
        QTEST(table ? table->name : QString(), "name");
    }
};

QTEST_GUILESS_MAIN(TestTableSelection)
#include "tst_table_selection.moc"
