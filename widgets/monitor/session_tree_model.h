// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/blocking_tree.h"

#include <QAbstractItemModel>
#include <memory>

namespace corridor {

enum SessionTreeRole {
    SessionPidRole = Qt::UserRole + 1, // 0: prepared transactions
    SessionBlockedCountRole, // sessions below
};

// The sessions of a server. Who blocks others stands first, with those who wait below; then the others, the longest
// transaction first. Sessions that are only connected are left out unless they block.
class SessionTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { SessionColumn, StateColumn, TransactionColumn, WaitColumn, WorkColumn, ColumnCount };

    explicit SessionTreeModel(QObject* parent = nullptr);
    ~SessionTreeModel() override;

    const ServerSnapshot& snapshot() const { return m_snapshot; }
    void setSnapshot(const ServerSnapshot& snapshot);
    void clear() { setSnapshot({}); }
    // The first place of a session; invalid where it is gone.
    QModelIndex indexOf(int pid) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    QString text(const Node& node, int column) const;
    QString workText(int pid) const;

    ServerSnapshot m_snapshot;
    std::unique_ptr<Node> m_root;
};

} // namespace corridor
