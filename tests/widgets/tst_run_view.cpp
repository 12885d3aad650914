// SPDX-License-Identifier: MIT
// The run as it is shown: its statements, how far it is, what it holds, and the hand on the brake.
#include "widgets/run/run_view.h"
#include "widgets/style/plain_table.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using Kind = RunEvent::Kind;
using State = RunModel::State;

namespace {

Plan planOf(const QByteArrayList& scripts)
{
    Project project;
    for (const QByteArray& script : scripts)
        project.migrations << Migration { .name = QString::number(project.migrations.size() + 1) + "_m",
            .script = script,
            .checksum = prismaChecksum(script) };
    return *planDeploy(project, { .target = { .serverVersion = 170000 } });
}

RunEvent step(Kind kind, int migration, int index, qint64 ms = 0)
{
    return { .kind = kind, .index = migration, .step = index, .durationMs = ms };
}

RunEvent notice(const QString& severity, const QString& text, int migration = 0)
{
    RunEvent event { .kind = Kind::Notice, .index = migration };
    event.message = { .severity = severity, .message = text };
    return event;
}

QList<State> states(const RunModel& model)
{
    QList<State> list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << State(model.index(row, 0).data(RunStateRole).toInt());
    return list;
}

QString text(const RunModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

const QByteArray three = "CREATE TABLE a (i int);\nALTER TABLE b ADD c int;\nDROP TABLE d;";

} // namespace

class TestRunView : public QObject {
    Q_OBJECT
private slots:
    void statementsAreListedWithTheirFacts()
    {
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf({ three, "VACUUM b;" }), { { { "1_m", 1 }, { 1500, "staging" } } });
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(text(model, 0, RunModel::StatementColumn), "1_m");
        QCOMPARE(text(model, 2, RunModel::StatementColumn), "ALTER TABLE b ADD c int");
        QCOMPARE(text(model, 2, RunModel::LineColumn), "2");
        QCOMPARE(text(model, 2, RunModel::FactsColumn), "ACCESS EXCLUSIVE on b");
        QCOMPARE(text(model, 2, RunModel::ExpectedColumn), "1.5 s");
        QVERIFY(model.index(2, RunModel::ExpectedColumn).data(Qt::ToolTipRole).toString().contains("staging"));
        QCOMPARE(text(model, 3, RunModel::FactsColumn), "ACCESS EXCLUSIVE on d, destroys data");
        QCOMPARE(text(model, 5, RunModel::FactsColumn), "SHARE UPDATE EXCLUSIVE on b, no transaction");
        QCOMPARE(model.permille(), 0);
    }

    void aRunIsFollowed()
    {
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf({ three, "VACUUM b;" }));
        model.apply({ { .kind = Kind::MigrationStarted, .index = 0 }, step(Kind::StepStarted, 0, 0) });
        QCOMPARE(model.runningRow(), 1);
        QCOMPARE(states(model).first(2), QList({ State::Running, State::Running }));
        RunEvent half { .kind = Kind::StepProgress, .index = 0, .done = 50, .totalUnits = 100, .unit = "blocks" };
        model.apply({ half });
        QCOMPARE(model.permille(), 125);
        QVERIFY2(model.placeText().endsWith("50 of 100 blocks"), qPrintable(model.placeText()));
        RunEvent done = step(Kind::StepFinished, 0, 0, 42);
        done.affectedRows = 3;
        model.apply({ done });
        QCOMPARE(text(model, 1, RunModel::TookColumn), "42 ms");
        QVERIFY(text(model, 1, RunModel::StatementColumn).contains("3 rows"));
        QCOMPARE(model.permille(), 250);
        QCOMPARE(model.runningRow(), -1);
        model.apply({ step(Kind::StepStarted, 0, 1), step(Kind::StepFinished, 0, 1), step(Kind::StepStarted, 0, 2),
            step(Kind::StepFinished, 0, 2), { .kind = Kind::MigrationFinished, .index = 0, .durationMs = 90 },
            { .kind = Kind::MigrationStarted, .index = 1 }, step(Kind::StepStarted, 1, 0),
            step(Kind::StepFinished, 1, 0), { .kind = Kind::MigrationFinished, .index = 1 } });
        QCOMPARE(states(model), QList<State>(6, State::Done));
        QCOMPARE(model.permille(), 1000);
    }

    // Notices stand below the statement that ran, and what comes after them is still found.
    void noticesStandInTheirPlace()
    {
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf({ three, "VACUUM b;" }));
        model.apply({ { .kind = Kind::MigrationStarted, .index = 0 }, step(Kind::StepStarted, 0, 1),
            notice("NOTICE", "one"), notice("WARNING", "postgresql://u:secret@h/d"), notice("DEBUG", "no"),
            step(Kind::StepFinished, 0, 1), step(Kind::StepStarted, 0, 2) });
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(text(model, 3, RunModel::StatementColumn), "NOTICE: one");
        QVERIFY(!text(model, 4, RunModel::StatementColumn).contains("secret"));
        QCOMPARE(model.runningRow(), 5);
        QCOMPARE(text(model, 5, RunModel::StatementColumn), "DROP TABLE d");
    }

    void whatWentWithTheTransactionIsUndone_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("failing");
        QTest::addColumn<QList<State>>("expected");
        QTest::newRow("one transaction") << three << 2
                                         << QList { State::Failed, State::Undone, State::Undone, State::Failed };
        QTest::newRow("steps") << QByteArray("SELECT 1;\nVACUUM b;\nSELECT 2;\nSELECT 3;") << 3
                               << QList { State::Failed, State::Done, State::Done, State::Undone, State::Failed };
    }
    void whatWentWithTheTransactionIsUndone()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, failing);
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf({ script }));
        model.apply({ { .kind = Kind::MigrationStarted, .index = 0 } });
        for (int index = 0; index < failing; ++index)
            model.apply({ step(Kind::StepStarted, 0, index), step(Kind::StepFinished, 0, index) });
        model.apply({ step(Kind::StepStarted, 0, failing), { .kind = Kind::MigrationFailed, .index = 0 } });
        QTEST(states(model), "expected");
        QVERIFY(model.permille() < 1000);
    }

    void whatIsNotHeldParsedIsOneRow()
    {
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPlan(planOf({ "\\i other.sql\n" }));
        QCOMPARE(model.rowCount(), 1);
        model.apply(
            { { .kind = Kind::MigrationStarted, .index = 0 }, { .kind = Kind::MigrationFinished, .index = 0 } });
        QCOMPARE(model.permille(), 1000);
    }

    void samplesNameLocksAndWaiters()
    {
        ServerSnapshot snapshot;
        snapshot.locks = { { .pid = 1,
                               .kind = "relation",
                               .schema = "public",
                               .relation = "a",
                               .mode = "AccessShareLock",
                               .granted = true },
            { .pid = 1,
                .kind = "relation",
                .schema = "public",
                .relation = "b",
                .mode = "AccessExclusiveLock",
                .granted = true },
            { .pid = 1,
                .kind = "relation",
                .schema = "pg_catalog",
                .relation = "pg_class",
                .mode = "RowExclusiveLock",
                .granted = true },
            { .pid = 2, .kind = "relation", .schema = "public", .relation = "b", .mode = "AccessShareLock" } };
        ServerSession waiter { .pid = 2, .user = "app", .application = "psql" };
        waiter.blockedBy = { 1 };
        waiter.waitingFor = LockFact { .waitingMs = 3000 };
        ServerSession behind { .pid = 3, .application = "web" };
        behind.blockedBy = { 2 };
        snapshot.sessions = { { .pid = 1 }, behind, waiter };
        const RunSample sample = sampleOf(snapshot, 1);
        QCOMPARE(sample.held.size(), 2);
        QCOMPARE(sample.held[0].relation, "b");
        QCOMPARE(sample.blocked.size(), 2);
        QCOMPARE(sample.blocked[0].pid, 2);
        RunLane lane;
        QCOMPARE(lane.blockedText(), "nobody");
        lane.add(sample);
        QCOMPARE(lane.locksText(), "ACCESS EXCLUSIVE on b, and 1 more");
        QCOMPARE(lane.blockedText(), "2 sessions: psql (app) 3.0 s; web");
        QVERIFY(lane.accessibleDescription().contains("psql"));
        lane.resize(lane.sizeHint());
        QVERIFY(!lane.grab().isNull());
    }

    void theBrakeIsAtHand()
    {
        RunModel model;
        model.setPlan(planOf({ three }));
        RunView view(model);
        QSignalSpy paused(&view, &RunView::pauseRequested), stepped(&view, &RunView::stepRequested),
            cancelled(&view, &RunView::cancelRequested);
        const auto button = [&](const char* icon) {
            for (QPushButton* each : view.findChildren<QPushButton*>()) {
                if (each->text().remove('&') == QLatin1StringView(icon))
                    return each;
            }
            return static_cast<QPushButton*>(nullptr);
        };
        QVERIFY(!button("Step")->isEnabled() && !button("Cancel")->isEnabled());
        view.begin("Deploying: localhost/shop");
        QVERIFY(button("Cancel")->isEnabled());
        button("Pause")->click();
        QCOMPARE(paused.value(0).value(0).toBool(), true);
        view.setPaused(true, false);
        QVERIFY(!button("Step")->isEnabled());
        view.setPaused(true, true);
        button("Step")->click();
        button("Resume")->click();
        button("Cancel")->click();
        QCOMPARE(stepped.size(), 1);
        QCOMPARE(paused.value(1).value(0).toBool(), false);
        QCOMPARE(cancelled.size(), 1);
        view.end("Done");
        QVERIFY(!button("Cancel")->isEnabled());
        for (const QWidget* widget : view.findChildren<QPushButton*>())
            QVERIFY(!widget->accessibleDescription().isEmpty());
    }

    void aLineLeadsToItsPlace()
    {
        RunModel model;
        model.setPlan(planOf({ three }));
        RunView view(model);
        QSignalSpy places(&view, &RunView::placeActivated);
        emit view.table()->activated(model.index(2, 0));
        QCOMPARE(places.value(0).value(0).toString(), "1_m");
        QCOMPARE(places.value(0).value(1).toInt(), 2);
    }
};

QTEST_MAIN(TestRunView)
#include "tst_run_view.moc"
