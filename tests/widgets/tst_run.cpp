// SPDX-License-Identifier: MIT
#include "widgets/run/problem_model.h"
#include "widgets/run/problem_view.h"
#include "widgets/run/run_log_model.h"
#include "widgets/run/run_log_view.h"
#include "widgets/run/run_progress.h"
#include "widgets/style/plain_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using Kind = RunEvent::Kind;

namespace {

QList<RunEvent> failingRun()
{
    RunEvent notice { .kind = Kind::Notice, .migration = "b" };
    notice.message = { .severity = "NOTICE", .message = "table is empty" };
    RunEvent failed { .kind = Kind::MigrationFailed, .migration = "b" };
    failed.error = { .code = "P3018",
        .message = "A migration failed",
        .detail = "relation exists",
        .sqlstate = "42P07",
        .migration = "b",
        .line = 7 };
    return { { .kind = Kind::RunStarted, .total = 2 },
        { .kind = Kind::MigrationStarted, .migration = "a", .index = 0, .total = 2 },
        { .kind = Kind::StepStarted, .migration = "a", .step = 0, .steps = 1 },
        { .kind = Kind::StepFinished, .migration = "a", .step = 0, .steps = 1, .durationMs = 12 },
        { .kind = Kind::MigrationFinished, .migration = "a", .durationMs = 12 },
        { .kind = Kind::MigrationStarted, .migration = "b", .index = 1, .total = 2 },
        { .kind = Kind::StepStarted, .migration = "b", .step = 2, .steps = 5 }, notice, failed,
        { .kind = Kind::RunFinished, .durationMs = 20 } };
}

} // namespace

class TestRun : public QObject {
    Q_OBJECT
private slots:
    void logTellsARun()
    {
        RunLogModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(failingRun());
        QStringList told;
        for (int row = 0; row < model.rowCount(); ++row)
            told << model.index(row, RunLogModel::TextColumn).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(told,
            QStringList({ "2 migrations to run", "a: Started, 1 of 2", "a: Done", "b: Started, 2 of 2",
                "b: NOTICE: table is empty", "b: 42P07: relation exists", "The run has ended" }));
        QCOMPARE(model.index(5, 0).data(RunLogLineRole).toInt(), 7);
        QVERIFY(model.toText().contains("12 ms  Done"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void logForgetsTheOldest()
    {
        RunLogModel model;
        QList<RunEvent> events(21'000, RunEvent { .kind = Kind::Notice });
        model.append(events);
        QCOMPARE(model.rowCount(), 20'000);
        model.note(Tone::Ok, "postgresql://me:secret@host/db");
        QCOMPARE(model.rowCount(), 20'000);
        QVERIFY(!model.index(19'999, RunLogModel::TextColumn).data().toString().contains("secret"));
    }

    void logFollowsItsEndUnlessScrolledUp()
    {
        RunLogModel model;
        RunLogView view(model);
        view.resize(600, 200);
        view.show();
        model.append(QList<RunEvent>(100, RunEvent { .kind = Kind::Notice }));
        const auto isAtEnd
            = [&] { return view.table()->indexAt({ 5, view.table()->viewport()->height() - 5 }).row() >= 98; };
        QTRY_VERIFY(isAtEnd());
        view.table()->scrollToTop();
        model.append({ RunEvent { .kind = Kind::Notice } });
        QVERIFY(!isAtEnd());
    }

    void progressCountsMigrations()
    {
        RunProgress progress;
        for (const RunEvent& event : failingRun())
            progress.apply(event);
        QCOMPARE(progress.done, 1);
        QCOMPARE(progress.total, 2);
        QCOMPARE(progress.text(), "b, 2 of 2, statement 3 of 5");
        progress.apply({ .kind = Kind::RunStarted, .total = 3 });
        QCOMPARE(progress.text(), "");
    }

    void problemsBySource()
    {
        ProblemModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setProblems("project", { { .code = "odd", .message = "odd thing" } });
        model.setProblems("run", { problemOf(failingRun()[8].error) });
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), "Error: A migration failed");
        QCOMPARE(model.index(0, 0).data(ProblemLineRole).toInt(), 7);
        QCOMPARE(model.count(Problem::Severity::Warning), 1);
        model.setProblems("run", {});
        QCOMPARE(model.rowCount(), 1);
    }

    void problemGoesToItsPlace()
    {
        ProblemModel model;
        ProblemView view(model);
        view.show();
        auto* table = view.findChild<PlainTable*>();
        QCOMPARE(table->accessibleDescription(), "No problems.");
        const QImage empty = table->viewport()->grab().toImage();
        table->setEmptyText({});
        QVERIFY(table->viewport()->grab().toImage() != empty); // the sentence was painted
        model.setProblems("run", { problemOf(failingRun()[8].error) });
        QSignalSpy activated(&view, &ProblemView::placeActivated);
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(activated.value(0), QVariantList({ "b", 7 }));
    }
};

QTEST_MAIN(TestRun)
#include "tst_run.moc"
