// SPDX-License-Identifier: MIT
#include "drift_words.h"

#include <QMap>

namespace corridor {

namespace {

using Action = Change::Action;

// Names between the first bracket and the one that closes it, unquoted; with those of INCLUDE, as Prisma counts them.
QStringList columnsIn(const QString& definition)
{
    QStringList columns;
    for (const QString& part : definition.section(" REFERENCES ", 0, 0).split('(').sliced(1)) {
        for (QString name : part.section(')', 0, 0).split(", ")) {
            name = name.startsWith('"') ? name.sliced(1).section('"', 0, 0) : name.section(' ', 0, 0);
            columns << name;
        }
    }
    return columns;
}

bool isPlainIndex(const CatalogObject& index)
{
    const QString& text = index.get(Property::Definition);
    return !index.has(Property::Predicate) && text.count('(') == 1 + (text.contains(" INCLUDE (") ? 1 : 0);
}

// The part of a table that Prisma knows by its columns: "index", "unique index", "foreign key"; else empty.
QString memberWord(const CatalogObject& object)
{
    if (object.kind == ObjectKind::Index)
        return !isPlainIndex(object) ? "" : object.has(Property::Unique) ? "unique index" : "index";
    if (object.kind != ObjectKind::Constraint)
        return {};
    const QString& method = object.get(Property::Method);
    return method == "unique"                                ? "unique index"
        : method == "foreign key" || method == "primary key" ? method
                                                             : QString();
}

QString withoutDeferral(QString definition)
{
    return definition.remove(" INITIALLY DEFERRED")
        .remove(" NOT DEFERRABLE")
        .remove(" DEFERRABLE")
        .remove(" NOT VALID");
}

// "changed from Nullable to Required, type changed"; empty where Prisma sees none of it.
QString columnWords(const Change& change, const CatalogObject* after)
{
    QStringList words;
    for (const Property property : change.properties) {
        if (property == Property::NotNull)
            words << (after && after->has(Property::NotNull) ? "changed from Nullable to Required"
                                                             : "changed from Required to Nullable");
        else if (property == Property::Type)
            words << "type changed";
        else if (property == Property::Identity || property == Property::Generated)
            words << "default changed";
    }
    return words.join(", ");
}

class Summary {
public:
    Summary(const Snapshot& from, const Snapshot& to)
        : m_from(from)
        , m_to(to)
    {
    }

    void add(const Change& change)
    {
        const CatalogObject* before = m_from.find(change.key);
        const CatalogObject* after = m_to.find(change.key);
        const CatalogObject* object = after ? after : before;
        if (!object || !describe(change, *object, before, after))
            m_unseen << change.summary();
    }

    DriftWords words() const
    {
        QString text;
        for (const auto& [title, names] : m_lists.asKeyValueRange())
            text += QString("\n%1\n  - %2\n").arg(title.sliced(1), names.join("\n  - "));
        for (const auto& [table, lines] : m_tables.asKeyValueRange())
            text += QString("\n[*] Changed the `%1` table\n  %2\n").arg(table, lines.join("\n  "));
        return { text.isEmpty() ? text : text.sliced(1), m_unseen };
    }

private:
    static QString sign(Action action) { return action == Action::Create ? "[+] Added" : "[-] Removed"; }

    bool describe(
        const Change& change, const CatalogObject& object, const CatalogObject* before, const CatalogObject* after)
    {
        switch (object.kind) {
        case ObjectKind::Table:
            return list(change, object, change.action == Action::Create ? "3" : "4", "tables");
        case ObjectKind::Enum:
            return change.action == Action::Alter
                ? changedEnum(object)
                : list(change, object, change.action == Action::Create ? "1" : "2", "enums");
        case ObjectKind::Column:
            return column(change, object, after);
        case ObjectKind::Default:
            return isNew(object.parent)
                || line(tableOfColumn(object),
                    QString("[*] Altered column `%1` (default changed from `%2` to `%3`)")
                        .arg(object.name, defaultWord(before), defaultWord(after)));
        case ObjectKind::Index:
        case ObjectKind::Constraint:
            return member(change, object, before, after);
        case ObjectKind::Sequence:
            return object.has(Property::OwnedBy); // a serial column's own: the column says it
        default:
            return false;
        }
    }

    bool list(const Change& change, const CatalogObject& object, const QString& order, const QString& what)
    {
        if (change.action == Action::Alter)
            return false;
        m_lists[order + sign(change.action) + ' ' + what] << object.name;
        return true;
    }

    bool changedEnum(const CatalogObject& object)
    {
        m_lists["5[*] Changed enums"] << object.name;
        return true;
    }

    bool column(const Change& change, const CatalogObject& object, const CatalogObject* after)
    {
        const QString table = nameOf(object.parent);
        if (isNew(object.parent))
            return true;
        if (change.action != Action::Alter)
            return line(table, QString("%1 column `%2`").arg(sign(change.action), object.name));
        const QString words = columnWords(change, after);
        return !words.isEmpty() && line(table, QString("[*] Altered column `%1` (%2)").arg(object.name, words));
    }

    bool member(
        const Change& change, const CatalogObject& object, const CatalogObject* before, const CatalogObject* after)
    {
        const QString word = memberWord(object);
        if (word.isEmpty())
            return false;
        const QString table = nameOf(object.parent);
        if (!m_to.contains(object.parent) || (word == "primary key" && isNew(object.parent)))
            return true;
        if (before && after
            && withoutDeferral(before->get(Property::Definition)) == withoutDeferral(after->get(Property::Definition)))
            return false;
        const QString columns = QString(" on columns (%1)").arg(columnsIn(object.get(Property::Definition)).join(", "));
        if (change.action == Action::Alter)
            line(table, sign(Action::Drop) + ' ' + word + columns);
        return line(table, sign(change.action == Action::Drop ? Action::Drop : Action::Create) + ' ' + word + columns);
    }

    // What belongs to a thing that is new, or gone, is no change of its own.
    bool isNew(const QString& parent) const { return !m_from.contains(parent) || !m_to.contains(parent); }

    static QString defaultWord(const CatalogObject* value)
    {
        return value ? QString("Some(%1)").arg(value->get(Property::Expression)) : QString("None");
    }

    QString nameOf(const QString& key) const
    {
        const CatalogObject* object = m_to.contains(key) ? m_to.find(key) : m_from.find(key);
        return object ? object->name : key;
    }

    QString tableOfColumn(const CatalogObject& value) const
    {
        const CatalogObject* column = m_to.contains(value.parent) ? m_to.find(value.parent) : m_from.find(value.parent);
        return column ? nameOf(column->parent) : value.parent;
    }

    bool line(const QString& table, const QString& text)
    {
        if (!m_tables[table].contains(text))
            m_tables[table] << text;
        return true;
    }

    const Snapshot& m_from;
    const Snapshot& m_to;
    QMap<QString, QStringList> m_lists; // the first letter orders them
    QMap<QString, QStringList> m_tables;
    QStringList m_unseen;
};

} // namespace

DriftWords driftWords(const QList<Change>& changes, const Snapshot& from, const Snapshot& to)
{
    Summary summary(from, to);
    for (const Change& change : changes)
        summary.add(change);
    return summary.words();
}

} // namespace corridor
