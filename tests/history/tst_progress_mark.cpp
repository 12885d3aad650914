// SPDX-License-Identifier: MIT
#include "history/progress_mark.h"

#include <QTest>

using namespace corridor;

class TestProgressMark : public QObject {
    Q_OBJECT
private slots:
    void comesBackAsWritten()
    {
        const ProgressMark interrupted { .mode = "stepwise", .done = 3, .total = 7, .running = true };
        QCOMPARE(*ProgressMark::fromLogs(interrupted.toLogs()), interrupted);
        QVERIFY(interrupted.isInterrupted());
        const ProgressMark failed { .direction = ProgressMark::Direction::Down, .mode = "atomic", .total = 2, .error = "two\n\nlines" };
        QCOMPARE(*ProgressMark::fromLogs(failed.toLogs()), failed);
        QVERIFY(!failed.isInterrupted());
        const ProgressMark batches { .mode = "stepwise", .done = 1, .total = 2, .prefix = scriptPrefix("SELECT 1"),
            .batchKey = QString("a b=ü\n"), .batchRows = 12'000 };
        QCOMPARE(*ProgressMark::fromLogs(batches.toLogs()), batches);
    }

    void foreignLogsAreNone()
    {
        QVERIFY(!ProgressMark::fromLogs(std::nullopt));
        QVERIFY(!ProgressMark::fromLogs(QString()));
        QVERIFY(!ProgressMark::fromLogs(QString("A migration failed to apply.\n\ncorridor: up mode=x done=1 total=2 running=0\n.")));
    }
};

QTEST_GUILESS_MAIN(TestProgressMark)
#include "tst_progress_mark.moc"
