// SPDX-License-Identifier: MIT
#include "monitor/blocking_tree.h"

#include <QTest>

using namespace corridor;

namespace {

QList<ServerSession> sessionsOf(const QList<std::pair<int, QList<int>>>& facts)
{
    QList<ServerSession> sessions;
    for (const auto& [pid, blockedBy] : facts) {
        ServerSession session;
        session.pid = pid;
        session.blockedBy = blockedBy;
        sessions << session;
    }
    return sessions;
}

// "1(2(3) 4)": a pid and those who wait for it; * for a repeated one.
QString textOf(const QList<BlockingNode>& nodes)
{
    QStringList parts;
    for (const BlockingNode& node : nodes) {
        const QString below = node.waiting.isEmpty() ? QString() : '(' + textOf(node.waiting) + ')';
        parts << QString::number(node.pid) + (node.repeated ? "*" : "") + below;
    }
    return parts.join(' ');
}

} // namespace

class TestBlockingTree : public QObject {
    Q_OBJECT
private slots:
    void forest_data()
    {
        QTest::addColumn<QList<ServerSession>>("sessions");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nobody waits") << sessionsOf({ { 1, {} }, { 2, {} } }) << "";
        QTest::newRow("a queue") << sessionsOf({ { 1, {} }, { 2, { 1 } }, { 3, { 2 } }, { 4, { 2 } } }) << "1(2(3 4))";
        QTest::newRow("two blockers") << sessionsOf({ { 1, {} }, { 2, {} }, { 5, { 2, 1 } }, { 6, { 5 } } })
                                      << "1(5(6)) 2(5*)";
        QTest::newRow("a circle") << sessionsOf({ { 1, { 2 } }, { 2, { 1 } }, { 3, { 2 } } }) << "1(2(1* 3))";
        QTest::newRow("a prepared transaction") << sessionsOf({ { 7, { 0 } } }) << "0(7)";
        QTest::newRow("a blocker that has just gone") << sessionsOf({ { 7, { 99 } } }) << "99(7)";
    }

    void forest()
    {
        QFETCH(QList<ServerSession>, sessions);
        QTEST(textOf(blockingForest(sessions)), "expected");
    }

    void countsEachOnce()
    {
        const auto forest = blockingForest(sessionsOf({ { 1, {} }, { 2, { 1 } }, { 3, { 1, 2 } }, { 4, { 3 } } }));
        QCOMPARE(forest.size(), 1);
        QCOMPARE(forest.first().blockedCount(), 3);
    }
};

QTEST_GUILESS_MAIN(TestBlockingTree)
#include "tst_blocking_tree.moc"
