// SPDX-License-Identifier: MIT
#include "session_tree_model.h"

#include "report/quantity_text.h"
#include "report/text_width.h"
#include "widgets/style/tone.h"

#include <QGuiApplication>
#include <QPalette>
#include <algorithm>
#include <vector>

namespace corridor {

struct SessionTreeModel::Node {
    int pid = 0;
    bool repeated = false;
    int blocked = 0;
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node* add(int childPid)
    {
        auto child = std::make_unique<Node>();
        child->pid = childPid;
        child->parent = this;
        child->row = int(children.size());
        children.push_back(std::move(child));
        return children.back().get();
    }

    void addBranch(const BlockingNode& branch)
    {
        Node* node = add(branch.pid);
        node->repeated = branch.repeated;
        node->blocked = branch.blockedCount();
        for (const BlockingNode& waiting : branch.waiting)
            node->addBranch(waiting);
    }

    const Node* find(int wanted) const
    {
        for (const auto& child : children) {
            if (child->pid == wanted)
                return child.get();
            if (const Node* below = child->find(wanted))
                return below;
        }
        return nullptr;
    }
};

namespace {

bool isWorking(const ServerSession& session)
{
    return session.kind == "client backend" && (session.state != "idle" || session.transactionMs);
}

const CommandProgress* progressOf(const ServerSnapshot& snapshot, int pid)
{
    const auto found = std::ranges::find(snapshot.progress, pid, &CommandProgress::pid);
    return found == snapshot.progress.end() ? nullptr : &*found;
}

QString progressText(const CommandProgress& progress)
{
    const QString share = progress.total > 0 ? QString(" %1 %").arg(100 * progress.done / progress.total) : QString();
    return QString("%1 %2: %3%4").arg(progress.command, progress.relation, progress.phase, share);
}

} // namespace

SessionTreeModel::SessionTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

SessionTreeModel::~SessionTreeModel() = default;

void SessionTreeModel::setSnapshot(const ServerSnapshot& snapshot)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_root = std::make_unique<Node>();
    for (const BlockingNode& branch : blockingForest(snapshot.sessions))
        m_root->addBranch(branch);
    QList<ServerSession> others;
    for (const ServerSession& session : snapshot.sessions)
        if (isWorking(session) && !m_root->find(session.pid))
            others << session;
    std::ranges::stable_sort(
        others, std::greater(), [](const ServerSession& session) { return session.transactionMs.value_or(-1); });
    for (const ServerSession& session : others)
        m_root->add(session.pid);
    endResetModel();
}

QModelIndex SessionTreeModel::indexOf(int pid) const
{
    const Node* node = m_root->find(pid);
    return node ? createIndex(node->row, 0, node) : QModelIndex();
}

QModelIndex SessionTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node* node = parent.isValid() ? static_cast<const Node*>(parent.constInternalPointer()) : m_root.get();
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex SessionTreeModel::parent(const QModelIndex& child) const
{
    const auto* node = child.isValid() ? static_cast<const Node*>(child.constInternalPointer()) : nullptr;
    return node && node->parent != m_root.get() ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int SessionTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node* node = parent.isValid() ? static_cast<const Node*>(parent.constInternalPointer()) : m_root.get();
    return int(node->children.size());
}

int SessionTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString SessionTreeModel::workText(int pid) const
{
    if (const CommandProgress* progress = progressOf(m_snapshot, pid))
        return progressText(*progress);
    const ServerSession* session = m_snapshot.session(pid);
    return session ? singleLine(session->query) : QString();
}

QString SessionTreeModel::text(const Node& node, int column) const
{
    const ServerSession* session = m_snapshot.session(node.pid);
    if (!session)
        return column == SessionColumn ? (node.pid == 0 ? tr("Prepared transactions") : QString::number(node.pid))
                                       : QString();
    switch (column) {
    case SessionColumn:
        return QString("%1  %2@%3 %4")
            .arg(node.pid)
            .arg(session->user, session->database, session->application)
            .trimmed();
    case StateColumn:
        return node.blocked > 0    ? tr("blocks %n", nullptr, node.blocked)
            : session->isBlocked() ? tr("waits")
                                   : session->state;
    case TransactionColumn:
        return session->transactionMs ? durationText(*session->transactionMs) : QString();
    case WaitColumn:
        return session->waitingFor
            ? QString("%1 %2").arg(session->waitingFor->mode, session->waitingFor->relation).trimmed()
            : session->waitEvent;
    default:
        return workText(node.pid);
    }
}

QVariant SessionTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = *static_cast<const Node*>(index.constInternalPointer());
    const ServerSession* session = m_snapshot.session(node.pid);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return session ? session->query : QString();
    case Qt::TextAlignmentRole:
        return int((index.column() == TransactionColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == StateColumn && (node.blocked > 0 || (session && session->isBlocked())))
            return toneColors(node.blocked > 0 ? Tone::Error : Tone::Warning, QGuiApplication::palette()).text;
        return {};
    case SessionPidRole:
        return node.pid;
    case SessionBlockedCountRole:
        return node.blocked;
    default:
        return {};
    }
}

QVariant SessionTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("Session"), tr("State"), tr("Transaction"), tr("Waits for"), tr("Work") };
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

} // namespace corridor
