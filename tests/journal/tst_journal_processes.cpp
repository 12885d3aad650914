// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <signal.h>

using namespace corridor;

namespace {

constexpr int writers = 6;
constexpr int runsEach = 25;

// What each of the writing processes does: this very program, started with "--write".
int writeRuns(const QString& path)
{
    for (int i = 0; i < runsEach; ++i) {
        auto journal = Journal::open(path); // every time: opening is what races most
        if (!journal) {
            qCritical("%s", qPrintable(journal.error().toText()));
            return 1;
        }
        const auto id = journal->begin(newRunRecord({}));
        if (!id || !journal->addSteps(*id, { { "a", 0, 1, "done", 1, 1 } }) || !journal->finish(*id, "done"))
            return 2;
        fputs("written\n", stdout);
        fflush(stdout);
    }
    return 0;
}

} // namespace

class TestJournalProcesses : public QObject {
    Q_OBJECT
private slots:
    void manyProcessesWriteOneJournal()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("journal.sqlite");
        std::vector<std::unique_ptr<QProcess>> processes;
        for (int i = 0; i < writers; ++i) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->setProcessChannelMode(QProcess::ForwardedErrorChannel);
            processes.back()->start(QCoreApplication::applicationFilePath(), { "--write", path });
        }
        for (const auto& process : processes) {
            QVERIFY(process->waitForFinished(60'000));
            QCOMPARE(process->exitCode(), 0);
        }
        const auto journal = Journal::open(path);
        QVERIFY(journal);
        QCOMPARE(journal->runs({ .limit = 10'000 })->size(), writers * runsEach);
        const auto found = journal->verify();
        QVERIFY(found && found->ok());
        QCOMPARE(found->lines, writers * runsEach * 3);
    }

    void aKilledWriterLeavesAWholeJournal()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("journal.sqlite");
        for (int round = 0; round < 8; ++round) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), { "--write", path });
            QVERIFY(process.waitForReadyRead());
            QTest::qSleep(3 * round); // somewhere in the writing of the next runs
            kill(pid_t(process.processId()), SIGKILL);
            process.waitForFinished();
        }
        const auto journal = Journal::open(path);
        QVERIFY(journal);
        const auto found = journal->verify();
        QVERIFY(found && found->ok());
        QVERIFY(found->lines > 0);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--write") == 0)
        return writeRuns(QString::fromLocal8Bit(argv[2]));
    TestJournalProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal_processes.moc"
