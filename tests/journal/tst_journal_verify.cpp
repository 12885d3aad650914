// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

using Fault = JournalFault::Kind;

class TestJournalVerify : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath("journal.sqlite");
        auto journal = Journal::open(m_path);
        QVERIFY(journal);
        RunRecord record = newRunRecord({});
        record.action = "deploy";
        record.id = "run";
        QVERIFY(journal->begin(record)); // line 1
        QVERIFY(journal->addSteps("run", { { "a", 0, 1, "done", 5, 1 }, { "a", 1, 2, "done", 6, 1 } })); // 2, 3
        QVERIFY(journal->finish("run", "done")); // 4
        QVERIFY(journal->add({ .target = "t", .item = "backup", .who = "alice" })); // 5
        QVERIFY(journal->add({ .target = "t", .item = "backup", .ticked = false, .who = "bob" })); // 6
    }

    void anHonestJournalIsClean()
    {
        const Verification found = verify();
        QVERIFY2(found.ok(), found.ok() ? "" : qPrintable(found.faults.first().text));
        QCOMPARE(found.lines, 6);
        QCOMPARE(found.head.size(), 64);
        QVERIFY(verify(found.head).ok());
    }

    void anEmptyJournalIsClean()
    {
        const auto journal = Journal::open(m_folder->filePath("empty.sqlite"));
        const auto found = journal->verify();
        QVERIFY(found && found->ok());
        QCOMPARE(found->lines, 0);
    }

    void tamperingShows_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QList<int>>("faults"); // kind, line, kind, line …
        const auto faults = [](std::initializer_list<std::pair<Fault, int>> list) {
            QList<int> flat;
            for (const auto& [kind, line] : list)
                flat << int(kind) << line;
            return flat;
        };
        QTest::newRow("who") << "UPDATE runs SET who = 'mallory'" << faults({ { Fault::RowChanged, 1 } });
        QTest::newRow("outcome") << "UPDATE runs SET outcome = 'failed'" << faults({ { Fault::RowChanged, 4 } });
        QTest::newRow("end taken back") << "UPDATE runs SET finished_at = NULL, outcome = NULL, error = NULL"
                                        << faults({ { Fault::RowRemoved, 4 } });
        QTest::newRow("step") << "UPDATE steps SET affected_rows = 9 WHERE ordinal = 1"
                              << faults({ { Fault::RowChanged, 3 } });
        QTest::newRow("step removed") << "DELETE FROM steps WHERE ordinal = 0" << faults({ { Fault::RowRemoved, 2 } });
        QTest::newRow("untick made a tick") << "UPDATE ticks SET ticked = 1" << faults({ { Fault::RowChanged, 6 } });
        QTest::newRow("tick forged") << "INSERT INTO ticks SELECT 'x', target, 'staging', 1, who, made_at, note, "
                                        "checksum, scripts FROM ticks LIMIT 1"
                                     << faults({ { Fault::RowAdded, 0 } });
        QTest::newRow("line removed") << "DELETE FROM ledger WHERE position = 3"
                                      << faults({ { Fault::LineMissing, 3 }, { Fault::RowAdded, 0 } });
        QTest::newRow("line and row removed")
            << "DELETE FROM ledger WHERE position = 3; DELETE FROM steps WHERE ordinal = 1"
            << faults({ { Fault::LineMissing, 3 } });
        QTest::newRow("hash rewritten") << "UPDATE ledger SET hash = 'x' WHERE position = 5"
                                        << faults({ { Fault::RowChanged, 5 }, { Fault::ChainBroken, 6 } });
        QTest::newRow("lines swapped") << "UPDATE ledger SET position = 7 WHERE position = 5"
                                       << faults({ { Fault::LineMissing, 5 }, { Fault::ChainBroken, 7 },
                                              { Fault::RowChanged, 7 } });
    }

    void tamperingShows()
    {
        QFETCH(QString, sql);
        tamper(sql);
        QList<int> found;
        for (const JournalFault& fault : verify().faults) {
            QVERIFY(!fault.text.isEmpty());
            found << int(fault.kind) << int(fault.position);
        }
        QTEST(found, "faults");
    }

    void aCutEndShowsAgainstANotedHead()
    {
        const QString noted = verify().head;
        tamper("DELETE FROM ticks WHERE id = (SELECT subject FROM ledger WHERE position = 6);"
               "DELETE FROM ledger WHERE position = 6");
        QVERIFY(verify().ok()); // a chain alone cannot show it
        const Verification found = verify(noted);
        QCOMPARE(found.faults.size(), 1);
        QCOMPARE(found.faults.first().kind, Fault::HeadUnknown);
    }

    void aForgedTickDoesNotCount()
    {
        tamper("INSERT INTO ticks SELECT 'x', 't', 'staging', 1, who, made_at, note, checksum, scripts FROM ticks "
               "LIMIT 1");
        const auto ticks = Journal::open(m_path)->ticks("t");
        QVERIFY(ticks);
        QCOMPARE(ticks->size(), 2);
        for (const Tick& tick : *ticks)
            QCOMPARE(tick.item, QString("backup"));
    }

private:
    Verification verify(const QString& noted = {})
    {
        return Journal::open(m_path)->verify(noted).value_or(Verification());
    }

    void tamper(const QString& sql)
    {
        const auto database = JournalDatabase::openSqlite(m_path);
        QVERIFY(database);
        for (const QString& statement : sql.split(';')) {
            const auto done = database->run(statement);
            QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        }
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalVerify)
#include "tst_journal_verify.moc"
