// SPDX-License-Identifier: MIT
#include "backup/client_programs.h"
#include "backup/create_backup.h"
#include "backup/restore_tables.h"
#include "catalog/snapshot.h"
#include "sample_database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace corridor;

namespace {

QString answer(const ConnectionOptions& database, const QByteArray& sql)
{
    const auto rows = runSql(database, sql);
    return rows ? rows->text(0, 0) : rows.error().toText();
}

QByteArray shopFingerprint(const ConnectionOptions& database)
{
    auto session = Session::open(database);
    return readSnapshot(*session, { .schemas = { "shop" }, .owners = true })->fingerprint();
}

} // namespace

class TestRestoreTables : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void initTestCase()
    {
        if (findClientPrograms(systemEnvironment()).isEmpty())
            QSKIP("pg_dump is not here.");
    }

    void init()
    {
        QFETCH_GLOBAL(int, major);
        m_temporary.emplace();
        m_source = sampleDatabase(TestServer::shared(major));
        QVERIFY(runSql(m_source,
            "CREATE VIEW shop.open WITH (security_barrier) AS SELECT id, note FROM shop.orders"
            " WITH CHECK OPTION; CREATE VIEW shop.opened AS SELECT * FROM shop.open"));
        const auto backup
            = createBackup(BackupStore(m_temporary->filePath("backups")), m_source, {}, systemEnvironment());
        QVERIFY2(backup, backup ? "" : qPrintable(backup.error().toText()));
        m_backup.emplace(*backup);
        m_fingerprint = shopFingerprint(m_source);
    }

    // What a bad script does to a table, and what the restore must make of it: schema and rows as they were.
    void putsBack_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<QStringList>("tables");
        QTest::addColumn<QByteArray>("proof");
        const QByteArray orders = "SELECT sum(hashtext(o::text)) FROM shop.orders o";
        QTest::newRow("rows were changed")
            << QByteArray("UPDATE shop.orders SET note = 'gone'") << QStringList { "orders" } << orders;
        QTest::newRow("a column was dropped")
            << QByteArray("ALTER TABLE shop.orders DROP COLUMN at") << QStringList { "orders" } << orders;
        QTest::newRow("identity was lost")
            << QByteArray("ALTER TABLE shop.orders ALTER id DROP IDENTITY") << QStringList { "orders" } << orders;
        QTest::newRow("the table was dropped")
            << QByteArray("DROP VIEW shop.opened, shop.open; DROP TABLE shop.orders CASCADE")
            << QStringList { "orders" } << orders;
        QTest::newRow("a serial, a view on all columns")
            << QByteArray("UPDATE shop.\"my users\" SET name = 'x' || id") << QStringList { "my users" }
            << QByteArray("SELECT sum(hashtext(u::text)) FROM shop.glad u");
        QTest::newRow("two that point at each other")
            << QByteArray("DELETE FROM shop.items; DELETE FROM shop.orders") << QStringList { "orders", "items" }
            << QByteArray("SELECT count(*) FROM shop.items JOIN shop.orders o ON o.id = \"order\"");
        QTest::newRow("partitions") << QByteArray(
            "DROP TABLE shop.days_2025; INSERT INTO shop.days SELECT NULL, NULL WHERE false")
                                    << QStringList { "days" } << QByteArray("SELECT count(*) FROM shop.days_2025");
    }

    void putsBack()
    {
        QFETCH(QByteArray, damage);
        QFETCH(QStringList, tables);
        QFETCH(QByteArray, proof);
        const QString before = answer(m_source, proof);
        QVERIFY(runSql(m_source, damage));
        const auto report = restore(tables);
        QVERIFY2(report, report ? "" : qPrintable(report.error().toText()));
        QCOMPARE(answer(m_source, proof), before);
        if (damage.startsWith("DROP VIEW")) // views that were dropped are no part of the table
            QVERIFY(runSql(m_source,
                "CREATE VIEW shop.open WITH (security_barrier) AS SELECT id, note FROM shop.orders"
                " WITH CHECK OPTION; CREATE VIEW shop.opened AS SELECT * FROM shop.open"));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
    }

    void theNewTableWorks()
    {
        QVERIFY(runSql(m_source, "DELETE FROM shop.orders WHERE id > 500"));
        QVERIFY(restore({ "orders" }));
        QCOMPARE(
            answer(m_source, "INSERT INTO shop.orders (\"user\") VALUES (1) RETURNING id || note"), QString("1001+"));
        QVERIFY(answer(m_source, "INSERT INTO shop.orders (\"user\") VALUES (9999)").contains("23503"));
        QVERIFY(answer(m_source, "INSERT INTO shop.items VALUES (9999, 9999)").contains("23503"));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.opened"), QString("1001"));
    }

    void whatWasThereIsKept()
    {
        QVERIFY(runSql(m_source, "DELETE FROM shop.orders WHERE id > 500"));
        const auto plan = makePlan({ "orders" });
        QVERIFY(plan);
        QVERIFY(plan->aside.startsWith("corridor_before_"));
        QVERIFY(restoreTables(*m_backup, m_source, *plan, {}, systemEnvironment()));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM " + plan->aside.toUtf8() + ".orders"), QString("500"));
        QVERIFY(runSql(m_source, "DROP SCHEMA " + plan->aside.toUtf8() + " CASCADE"));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
    }

    // A row that came after the backup, and rows that point at it.
    void orphansAreFound()
    {
        QVERIFY(runSql(
            m_source, "INSERT INTO shop.orders (\"user\") VALUES (1); INSERT INTO shop.items VALUES (9000, 1001)"));
        const auto refused = restore({ "orders" });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QString("restore-orphans"));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.orders"), QString("1001"));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
        QVERIFY(restore({ "orders" }, { .keepOrphans = true }));
        QCOMPARE(answer(m_source, "SELECT convalidated FROM pg_constraint WHERE conname = 'items_order_fkey'"),
            QString("f"));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.orders"), QString("1000"));
    }

    void whatCannotFollowIsNamed()
    {
        QVERIFY(runSql(m_source, "CREATE MATERIALIZED VIEW shop.totals AS SELECT count(*) FROM shop.orders"));
        const auto plan = makePlan({ "orders" });
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, QString("restore-dependents"));
        QVERIFY2(plan.error().detail.contains("shop.totals"), qPrintable(plan.error().detail));
    }

    void rowsThatAreMissingAreFound()
    {
        m_backup->manifest.tables->operator[](4).rows = 999; // shop.orders
        QCOMPARE(m_backup->manifest.tables->at(4).name, QString("orders"));
        const auto report = restore({ "orders" });
        QVERIFY(!report);
        QVERIFY2(report.error().detail.contains("not as many"), qPrintable(report.error().toText()));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
    }

    // pg_restore ends with an error in the middle of the rows; what it had written before must not be committed.
    void aTruncatedFileChangesNothing()
    {
        const auto plan = makePlan({ "orders" });
        QVERIFY(plan);
        QFile file(m_backup->archivePath());
        QVERIFY(file.resize(file.size() / 2));
        const auto told = restoreTables(*m_backup, m_source, *plan, {}, systemEnvironment());
        QVERIFY(!told);
        QCOMPARE(told.error().code, QString("archive-truncated"));
        m_backup->manifest.files = *hashFiles(m_backup->folder); // as if it had been written like that
        const auto report = restoreTables(*m_backup, m_source, *plan, {}, systemEnvironment());
        QVERIFY(!report);
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.orders"), QString("1000"));
        QCOMPARE(
            answer(m_source, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'corridor_before%'"), QString("0"));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
    }

    void cancelChangesNothing()
    {
        const auto plan = makePlan({ "orders" });
        auto reader = Session::open(m_source); // so that the restore waits
        QVERIFY(reader->execute("BEGIN; SELECT count(*) FROM shop.orders"));
        const CancelToken token;
        const std::jthread other([&] {
            QTest::qSleep(500);
            token.cancel();
        });
        const auto report = restoreTables(*m_backup, m_source, *plan, {}, systemEnvironment(), {}, token);
        QVERIFY(!report);
        QCOMPARE(report.error().code, QString("cancelled"));
        QVERIFY(reader->execute("ROLLBACK"));
        QTRY_COMPARE(answer(m_source,
                         "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                         " AND pid <> pg_backend_pid() AND state <> 'idle'"),
            QString("0"));
        QCOMPARE(shopFingerprint(m_source), m_fingerprint);
    }

    void aHeldLockIsNamed()
    {
        const auto plan = makePlan({ "orders" }, { .lockTimeoutMs = 200 });
        auto reader = Session::open(m_source);
        QVERIFY(reader->execute("BEGIN; SELECT count(*) FROM shop.orders"));
        const auto report = restoreTables(*m_backup, m_source, *plan, {}, systemEnvironment());
        QVERIFY(!report);
        QCOMPARE(report.error().code, QString("backup-locked"));
    }

private:
    Result<TableRestorePlan> makePlan(const QStringList& names, const TableRestoreOptions& options = {})
    {
        QList<TableName> tables;
        for (const QString& name : names)
            tables << TableName { "shop", name };
        auto session = Session::open(m_source);
        CORRIDOR_TRY(session);
        return planTableRestore(*m_backup, *session, tables, options, systemEnvironment());
    }

    Result<RestoreReport> restore(const QStringList& names, const TableRestoreOptions& options = {})
    {
        const auto plan = makePlan(names, options);
        CORRIDOR_TRY(plan);
        return restoreTables(*m_backup, m_source, *plan, options, systemEnvironment());
    }

    std::optional<QTemporaryDir> m_temporary;
    ConnectionOptions m_source;
    std::optional<Backup> m_backup;
    QByteArray m_fingerprint;
};

QTEST_GUILESS_MAIN(TestRestoreTables)
#include "tst_restore_tables.moc"
