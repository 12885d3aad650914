// SPDX-License-Identifier: MIT
#include "monitor/blocking_tree.h"

#include <QMap>
#include <QSet>

namespace corridor {

namespace {

class Forest {
public:
    explicit Forest(const QList<ServerSession>& sessions)
    {
        for (const ServerSession& session : sessions) {
            for (const int blocker : session.blockedBy)
                m_waiting[blocker] << session.pid;
            if (session.isBlocked())
                m_blocked.insert(session.pid);
        }
        for (QList<int>& pids : m_waiting)
            std::ranges::sort(pids);
    }

    QList<BlockingNode> grow()
    {
        QList<BlockingNode> roots;
        for (const int pid : m_waiting.keys()) {
            if (!m_blocked.contains(pid))
                roots << nodeOf(pid);
        }
        for (const int pid : m_waiting.keys()) { // what no root leads to is a circle
            if (!m_seen.contains(pid))
                roots << nodeOf(pid);
        }
        return roots;
    }

private:
    BlockingNode nodeOf(int pid)
    {
        BlockingNode node { .pid = pid, .repeated = m_seen.contains(pid) };
        if (node.repeated)
            return node;
        m_seen.insert(pid);
        for (const int waiting : m_waiting.value(pid))
            node.waiting << nodeOf(waiting);
        return node;
    }

    QMap<int, QList<int>> m_waiting; // blocker -> those who wait for it
    QSet<int> m_blocked;
    QSet<int> m_seen;
};

void collect(const BlockingNode& node, QSet<int>& pids)
{
    for (const BlockingNode& child : node.waiting) {
        pids.insert(child.pid);
        collect(child, pids);
    }
}

} // namespace

int BlockingNode::blockedCount() const
{
    QSet<int> pids;
    collect(*this, pids);
    pids.remove(pid);
    return int(pids.size());
}

QList<BlockingNode> blockingForest(const QList<ServerSession>& sessions)
{
    return Forest(sessions).grow();
}

} // namespace corridor
