// SPDX-License-Identifier: MIT
#include "widgets/diff/change_model.h"

#include "catalog/schema_text.h"

namespace corridor {

namespace {

constexpr quintptr isRoot = 0; // internal ids: 0 of a root, row of the root + 1 of its parts

QString rootKey(const Change& change, const SchemaText& left, const SchemaText& right)
{
    if (const QString key = right.rootOf(change.key); !key.isEmpty())
        return key;
    const QString key = left.rootOf(change.before.isEmpty() ? change.key : change.before);
    return key.isEmpty() ? change.key : key;
}

// "item" of "table public.item", where the schema is the usual one; else with it.
QString shortName(const QString& key)
{
    return QString(key).replace(QStringLiteral(" public."), QStringLiteral(" "));
}

} // namespace

void ChangeModel::include(Root& root, const Change& change)
{
    Entry entry { .key = change.key,
        .text = shortName(change.key),
        .summary = change.summary(),
        .action = change.action,
        .destructive = change.isDestructive(),
        .problem = change.unsupported };
    QStringList words;
    for (const Property property : change.properties)
        words.append(propertyWord(property));
    if (!words.isEmpty())
        entry.text += QStringLiteral(": ") + words.join(QStringLiteral(", "));
    const bool whole = change.key == root.entry.key && change.action != Change::Action::Alter;
    if (whole)
        root.entry = entry;
    else
        root.parts.append(entry);
}

void ChangeModel::setChanges(const QList<Change>& changes, const SchemaText& left, const SchemaText& right)
{
    beginResetModel();
    m_roots.clear();
    m_count = int(changes.size());
    QHash<QString, qsizetype> rows;
    for (const Change& change : changes) {
        const QString key = rootKey(change, left, right);
        if (!rows.contains(key)) {
            rows.insert(key, m_roots.size());
            m_roots.append({ .entry = { .key = key, .text = shortName(key), .summary = key }, .parts = {} });
        }
        include(m_roots[rows[key]], change);
    }
    std::ranges::sort(m_roots, {}, [](const Root& root) { return root.entry.text; });
    endResetModel();
}

const ChangeModel::Root& ChangeModel::rootAt(const QModelIndex& index) const
{
    return m_roots[index.internalId() == isRoot ? index.row() : qsizetype(index.internalId()) - 1];
}

const ChangeModel::Entry& ChangeModel::entryAt(const QModelIndex& index) const
{
    const Root& root = rootAt(index);
    return index.internalId() == isRoot ? root.entry : root.parts[index.row()];
}

QModelIndex ChangeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : isRoot);
}

QModelIndex ChangeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == isRoot)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, isRoot);
}

int ChangeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_roots.size());
    return parent.internalId() == isRoot && parent.column() == 0 ? int(m_roots[parent.row()].parts.size()) : 0;
}

int ChangeModel::columnCount(const QModelIndex&) const
{
    return 2;
}

QString ChangeModel::actionText(const Entry& entry)
{
    switch (entry.action) {
    case Change::Action::Create:
        return tr("added");
    case Change::Action::Drop:
        return tr("missing");
    case Change::Action::Rename:
        return tr("renamed");
    default:
        return tr("differs");
    }
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry& entry = entryAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? entry.text : actionText(entry);
    case Qt::ToolTipRole:
        return entry.problem.isEmpty() ? entry.summary : entry.summary + QStringLiteral(": ") + entry.problem;
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? entry.text + QStringLiteral(", ") + actionText(entry) : actionText(entry);
    case RootKeyRole:
        return rootAt(index).entry.key;
    case SummaryRole:
        return entry.summary;
    case ActionRole:
        return int(entry.action);
    default:
        return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Object") : tr("Difference");
}

} // namespace corridor
