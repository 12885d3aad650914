// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"

#include <QAbstractItemModel>

namespace corridor {

class SchemaText;

// What differs between two schemas, as a tree: the tables, views and other things that stand on their own, and below
// each what of it differs.
class ChangeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        RootKeyRole = Qt::UserRole, // QString: of the table that the row belongs to
        SummaryRole, // QString, the whole change in words
        ActionRole, // int(Change::Action) of a change; of a thing that only has parts that differ, Alter
    };

    using QAbstractItemModel::QAbstractItemModel;

    // From `left` to `right`; these are only asked during the call.
    void setChanges(const QList<Change>& changes, const SchemaText& left, const SchemaText& right);
    int changeCount() const { return m_count; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry {
        QString key, text, summary;
        Change::Action action = Change::Action::Alter;
        bool destructive = false;
        QString problem; // why there is no SQL
    };
    struct Root {
        Entry entry;
        QList<Entry> parts;
    };
    const Entry& entryAt(const QModelIndex& index) const;
    const Root& rootAt(const QModelIndex& index) const;
    static QString actionText(const Entry& entry);
    static void include(Root& root, const Change& change);

    QList<Root> m_roots;
    int m_count = 0;
};

} // namespace corridor
