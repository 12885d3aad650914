// SPDX-License-Identifier: MIT
#include "journal/journal_migrations.h"

#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestJournalMigrations : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        auto database = JournalDatabase::openSqlite(m_folder->filePath("journal.sqlite"));
        QVERIFY(database);
        m_database.emplace(std::move(*database));
    }

    void cleanup() { m_database.reset(); }

    void shippedOnesAreNumberedFromOne()
    {
        const auto migrations = journalMigrations();
        QVERIFY(!migrations.isEmpty());
        for (int i = 0; i < migrations.size(); ++i) {
            QVERIFY2(migrations[i].name.startsWith(QString::number(i + 1) + '_'), qPrintable(migrations[i].name));
            QVERIFY(migrations[i].script.endsWith(";\n"));
        }
    }

    void shippedOnesApplyTwice()
    {
        QVERIFY(applyJournalMigrations(*m_database, journalMigrations()));
        QVERIFY(applyJournalMigrations(*m_database, journalMigrations()));
        for (const char* table : { "runs", "steps", "ticks", "ledger" })
            QVERIFY2(m_database->hasTable(table), table);
    }

    void laterOnesFollow()
    {
        QVERIFY(applyJournalMigrations(*m_database, { m_first }));
        QVERIFY(applyJournalMigrations(*m_database, { m_first, m_second }));
        QVERIFY(m_database->run("INSERT INTO a (x, y) VALUES (1, 2)"));
    }

    void anEditedOneIsRefused()
    {
        QVERIFY(applyJournalMigrations(*m_database, { m_first }));
        const JournalMigration edited { m_first.name, m_first.script + "-- \n" };
        const auto result = applyJournalMigrations(*m_database, { edited, m_second });
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("journal-migration-edited"));
        QVERIFY(result.error().message.contains("1_first"));
        QVERIFY(!m_database->run("SELECT y FROM a"));
    }

    void aNewerJournalIsRefused()
    {
        QVERIFY(applyJournalMigrations(*m_database, { m_first, m_second }));
        const auto result = applyJournalMigrations(*m_database, { m_first });
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("journal-newer"));
    }

    void aBrokenOneLeavesNothing()
    {
        const JournalMigration broken { "2_broken", "CREATE TABLE b (x INTEGER);\nCREATE TABLE a (x INTEGER);\n" };
        QVERIFY(!applyJournalMigrations(*m_database, { m_first, broken }));
        QVERIFY(!m_database->hasTable("a"));
        QVERIFY(!m_database->hasTable("b"));
        QVERIFY(applyJournalMigrations(*m_database, { m_first, m_second }));
    }

private:
    const JournalMigration m_first { "1_first", "-- one\nCREATE TABLE a (x INTEGER);\n" };
    const JournalMigration m_second { "2_second", "ALTER TABLE a ADD COLUMN y INTEGER;\n" };
    std::optional<QTemporaryDir> m_folder;
    std::optional<JournalDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestJournalMigrations)
#include "tst_journal_migrations.moc"
