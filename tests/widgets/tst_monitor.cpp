// SPDX-License-Identifier: MIT
#include "widgets/monitor/monitor_view.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace corridor;

namespace {

ServerSession sessionOf(
    int pid, const QString& state, std::optional<qint64> transactionMs, const QList<int>& blockedBy = {})
{
    ServerSession session { .pid = pid,
        .user = "app",
        .database = "shop",
        .kind = "client backend",
        .state = state,
        .query = "SELECT\n1",
        .transactionMs = transactionMs,
        .blockedBy = blockedBy };
    if (!blockedBy.isEmpty())
        session.waitingFor = LockFact { .pid = pid, .kind = "relation", .relation = "item", .mode = "AccessShareLock" };
    return session;
}

ServerSnapshot blocked()
{
    ServerSnapshot snapshot;
    snapshot.sessions = { sessionOf(10, "active", 500), sessionOf(11, "idle", {}),
        sessionOf(20, "idle in transaction", 90'000), sessionOf(21, "active", 60'000, { 20 }),
        sessionOf(22, "active", 50'000, { 21 }), sessionOf(30, "active", 4000) };
    snapshot.progress = { { .pid = 30,
        .command = "CREATE INDEX",
        .relation = "item",
        .phase = "building index",
        .done = 25,
        .total = 100 } };
    snapshot.connections = 6;
    snapshot.maxConnections = 100;
    snapshot.databaseBytes = 1024 * 1024;
    return snapshot;
}

QStringList shape(const SessionTreeModel& model, const QModelIndex& parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines << QString(depth, ' ') + QString::number(index.data(SessionPidRole).toInt());
        lines << shape(model, index, depth + 1);
    }
    return lines;
}

} // namespace

class TestMonitor : public QObject {
    Q_OBJECT
private slots:
    void whoBlocksStandsFirst()
    {
        SessionTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(blocked());
        QCOMPARE(shape(model), (QStringList { "20", " 21", "  22", "30", "10" }));
        const QModelIndex blocker = model.index(0, 0);
        QCOMPARE(blocker.data(SessionBlockedCountRole).toInt(), 2);
        QCOMPARE(blocker.siblingAtColumn(SessionTreeModel::TransactionColumn).data().toString(), "1 min 30 s");
        const QModelIndex waiting = model.indexOf(22);
        QCOMPARE(model.indexOf(21), waiting.parent());
        QCOMPARE(waiting.siblingAtColumn(SessionTreeModel::StateColumn).data().toString(), "waits");
        QCOMPARE(waiting.siblingAtColumn(SessionTreeModel::WaitColumn).data().toString(), "AccessShareLock item");
        QCOMPARE(waiting.siblingAtColumn(SessionTreeModel::WorkColumn).data().toString(), "SELECT 1");
        QCOMPARE(model.indexOf(30).siblingAtColumn(SessionTreeModel::WorkColumn).data().toString(),
            "CREATE INDEX item: building index 25 %");
        QVERIFY(!model.indexOf(11).isValid());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aCircleIsShownOnce()
    {
        SessionTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ServerSnapshot snapshot;
        snapshot.sessions = { sessionOf(1, "active", 10, { 2 }), sessionOf(2, "active", 10, { 1 }),
            sessionOf(3, "active", 5, { 0 }) };
        model.setSnapshot(snapshot);
        QVERIFY(model.rowCount() == 2);
        QVERIFY(model.indexOf(0).data().toString().startsWith("Prepared"));
    }

    void theChoiceStays()
    {
        MonitorView view;
        view.resize(900, 300);
        view.show();
        auto* tree = view.findChild<QTreeView*>();
        const auto buttons = view.findChildren<QPushButton*>();
        QVERIFY(!buttons.at(0)->isEnabled());
        emit view.feed().looked(blocked(), 12.2);
        const auto labels = view.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel* label) { return label->text().contains("12 transactions/s"); }));
        tree->setCurrentIndex(view.model().indexOf(22));
        QVERIFY(buttons.at(0)->isEnabled() && buttons.at(1)->isEnabled());
        ServerSnapshot later = blocked();
        later.sessions.removeIf([](const ServerSession& session) { return session.pid == 20; });
        later.sessions[2].blockedBy.clear();
        emit view.feed().looked(later, -1);
        QCOMPARE(tree->currentIndex().data(SessionPidRole).toInt(), 22);
        QVERIFY(tree->isVisible());
        emit view.feed().gone();
        QVERIFY(!tree->isVisible() && !buttons.at(0)->isEnabled());
        for (const QWidget* widget : view.findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && qobject_cast<const QTreeView*>(widget))
                QVERIFY(!widget->accessibleName().isEmpty());
    }

    void theNumbers()
    {
        QCOMPARE(monitorSummary(blocked(), 3),
            QString::fromUtf8(
                "6 of 100 connections  ·  3.0 transactions/s  ·  1.0 MB  ·  longest transaction 1 min 30 s"));
        QVERIFY(!monitorSummary(blocked(), -1).contains("transactions/s"));
    }
};

QTEST_MAIN(TestMonitor)
#include "tst_monitor.moc"
