// SPDX-License-Identifier: MIT
#include "journal/journal.h"
#include "support/test_server.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QTemporaryDir>
#include <thread>

using namespace corridor;

namespace {

RunRecord record(const QString& action)
{
    RunRecord run = newRunRecord({});
    run.action = action;
    run.target = { "db", "5432", "shop" };
    run.plan = { { "note", "it's a \"plan\" with \\ and ? and $1 🐘" } };
    return run;
}

} // namespace

class TestJournalPostgres : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void initTestCase()
    {
        if (!QSqlDatabase::drivers().contains("QPSQL"))
            QSKIP("Qt's PostgreSQL driver is not here.");
    }

    void init()
    {
        QFETCH_GLOBAL(int, major);
        m_database = TestServer::shared(major).freshDatabase();
        m_url = TestServer::shared(major).url(m_database);
    }

    void keepsWhatIsWritten()
    {
        auto journal = Journal::open(m_url);
        QVERIFY2(journal, journal ? "" : qPrintable(journal.error().toText()));
        const auto id = journal->begin(record("deploy"));
        QVERIFY2(id, id ? "" : qPrintable(id.error().toText()));
        const QList<StepRecord> steps { { .migration = "1_a", .outcome = "applied", .durationMs = 5'000'000'000, .rows = 3 } };
        QVERIFY(journal->addSteps(*id, steps));
        QVERIFY(journal->finish(*id, "failed", Error { .code = "P3018", .message = "no" }));
        const auto run = journal->run(*id);
        QVERIFY(run);
        QCOMPARE(run->plan, record("deploy").plan);
        QCOMPARE(run->steps, steps);
        QCOMPARE(run->error->value("code").toString(), QString("P3018"));
        const Tick tick { .target = "db:5432/shop", .item = "backup", .who = "alice", .note = "seen", .scripts = { { "1_a", "c" } } };
        QVERIFY(journal->add(tick));
        QCOMPARE(journal->ticks(tick.target)->first().note, QString("seen"));
        QVERIFY(Journal::open(m_url)->verify()->ok());
        QCOMPARE(journal->verify()->lines, 4);
    }

    void aSchemaOfItsOwn()
    {
        QVERIFY(runSql(m_database, "CREATE SCHEMA \"The book\""));
        QVERIFY(Journal::open(m_url + "&schema=The%20book")->begin(record("deploy")));
        QCOMPARE(runSql(m_database, "SELECT count(*) FROM \"The book\".runs")->integer(0, 0), 1);
        QCOMPARE(Journal::open(m_url + "&schema=The%20book")->verify()->lines, 1);
    }

    void manyWriteAtOnce()
    {
        std::atomic<int> written = 0;
        {
            std::vector<std::jthread> people;
            for (int person = 0; person < 4; ++person)
                people.emplace_back([&] {
                    auto journal = Journal::open(m_url);
                    for (int i = 0; journal && i < 25; ++i) {
                        const auto id = journal->begin(record("deploy"));
                        written += id && journal->finish(*id, "done");
                    }
                });
        }
        QCOMPARE(written, 100);
        const auto verified = Journal::open(m_url)->verify();
        QCOMPARE(verified->lines, 200);
        QVERIFY2(verified->ok(), verified->ok() ? "" : qPrintable(verified->faults.first().text));
    }

    void tamperingShows()
    {
        QVERIFY(Journal::open(m_url)->begin(record("deploy")));
        QVERIFY(runSql(m_database, "UPDATE runs SET who = 'somebody else'"));
        const auto verified = Journal::open(m_url)->verify();
        QCOMPARE(verified->faults.size(), 1);
        QCOMPARE(verified->faults.first().kind, JournalFault::Kind::RowChanged);
    }

    void movesWithItsChain()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("journal.sqlite");
        QString head;
        {
            auto journal = Journal::open(file);
            const auto id = journal->begin(record("deploy"));
            QVERIFY(journal->addSteps(*id, { { .migration = "1_a", .outcome = "applied" } }));
            QVERIFY(journal->finish(*id, "done"));
            QVERIFY(journal->begin(record("rollback"))); // open for ever
            QVERIFY(journal->add({ .target = "t", .item = "backup", .who = "alice" }));
            head = journal->verify()->head;
        }
        const auto moved = Journal::copy(file, m_url);
        QVERIFY2(moved, moved ? "" : qPrintable(moved.error().toText()));
        QCOMPARE(moved->head, head);
        QCOMPARE(moved->lines, 5);
        const auto again = Journal::copy(file, m_url);
        QVERIFY(!again);
        QCOMPARE(again.error().code, QString("journal-not-empty"));
        const auto back = Journal::copy(m_url, folder.filePath("back.sqlite"));
        QVERIFY2(back, back ? "" : qPrintable(back.error().toText()));
        QCOMPARE(back->head, head);
    }

    void othersAreToldOfWhatIsNew()
    {
        auto reader = Journal::open(m_url), writer = Journal::open(m_url);
        int told = 0;
        QVERIFY(reader->watch([&] { ++told; }));
        QVERIFY(writer->begin(record("deploy")));
        QTRY_COMPARE(told, 1);
        QTemporaryDir folder;
        QVERIFY(!Journal::open(folder.filePath("journal.sqlite"))->watch([] { }));
    }

    void aServerThatIsGoneIsNamed()
    {
        const auto journal = Journal::open("postgresql://nobody:secret@localhost:1/none?connect_timeout=1");
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, QString("journal-unreachable"));
        QVERIFY(!journal.error().toText().contains("secret"));
    }

private:
    ConnectionOptions m_database;
    QString m_url;
};

QTEST_GUILESS_MAIN(TestJournalPostgres)
#include "tst_journal_postgres.moc"
