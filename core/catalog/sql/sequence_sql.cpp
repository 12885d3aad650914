// SPDX-License-Identifier: MIT
#include "catalog/sql/sequence_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"

#include <limits>

namespace corridor {

namespace {

struct Bounds {
    qint64 minimum = 1;
    qint64 maximum = std::numeric_limits<qint64>::max();
};

// What PostgreSQL takes for a sequence of this type when nothing is said.
Bounds boundsByItself(const QString& type, bool descending)
{
    const qint64 largest = type == u"smallint" ? std::numeric_limits<qint16>::max()
        : type == u"integer"                   ? std::numeric_limits<qint32>::max()
                                               : std::numeric_limits<qint64>::max();
    return descending ? Bounds { -largest - 1, -1 } : Bounds { 1, largest };
}

qint64 number(const CatalogObject& object, Property property) { return object.get(property).toLongLong(); }

// The clauses that differ from what the type gives by itself; `prefix` is "SET " inside ALTER COLUMN.
QStringList clauses(const CatalogObject& object)
{
    const bool descending = number(object, Property::Increment) < 0;
    const Bounds bounds = boundsByItself(object.get(Property::Type), descending);
    const qint64 minimum = number(object, Property::Minimum), maximum = number(object, Property::Maximum);
    QStringList list;
    if (number(object, Property::Start) != (descending ? maximum : minimum))
        list.append(QStringLiteral("START WITH ") + object.get(Property::Start));
    if (number(object, Property::Increment) != 1)
        list.append(QStringLiteral("INCREMENT BY ") + object.get(Property::Increment));
    if (minimum != bounds.minimum)
        list.append(QStringLiteral("MINVALUE ") + object.get(Property::Minimum));
    if (maximum != bounds.maximum)
        list.append(QStringLiteral("MAXVALUE ") + object.get(Property::Maximum));
    if (number(object, Property::Cache) != 1)
        list.append(QStringLiteral("CACHE ") + object.get(Property::Cache));
    if (object.has(Property::Cycle))
        list.append(QStringLiteral("CYCLE"));
    return list;
}

// All that can be said, whether it differs from what PostgreSQL does by itself or not.
QStringList fullClauses(const CatalogObject& object)
{
    return { QStringLiteral("START WITH ") + object.get(Property::Start),
        QStringLiteral("INCREMENT BY ") + object.get(Property::Increment),
        QStringLiteral("MINVALUE ") + object.get(Property::Minimum),
        QStringLiteral("MAXVALUE ") + object.get(Property::Maximum),
        QStringLiteral("CACHE ") + object.get(Property::Cache),
        object.has(Property::Cycle) ? QStringLiteral("CYCLE") : QStringLiteral("NO CYCLE") };
}

} // namespace

QStringList createSequence(const CatalogObject& sequence, const SqlContext&)
{
    const bool unlogged = sequence.has(Property::Persistence);
    QStringList words { QStringLiteral("CREATE ") + (unlogged ? QStringLiteral("UNLOGGED ") : QString())
        + QStringLiteral("SEQUENCE ") + sqlName(sequence) };
    if (sequence.get(Property::Type) != u"bigint")
        words.append(QStringLiteral("AS ") + sequence.get(Property::Type));
    return { (words + clauses(sequence)).join(u' ') };
}

QStringList alterSequence(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed)
{
    QStringList statements;
    const QString alter = QStringLiteral("ALTER SEQUENCE ") + sqlName(after) + u' ';
    QStringList words;
    if (changed.contains(Property::Type))
        words.append(QStringLiteral("AS ") + after.get(Property::Type));
    if (std::ranges::any_of(changed, [](Property p) { return p >= Property::Start && p <= Property::Cycle; }))
        words += fullClauses(after);
    if (!words.isEmpty())
        statements.append(alter + words.join(u' '));
    if (changed.contains(Property::Persistence))
        statements.append(alter + (after.has(Property::Persistence) ? "SET UNLOGGED" : "SET LOGGED"));
    if (changed.contains(Property::OwnedBy) && !after.has(Property::OwnedBy))
        statements.append(alter + QStringLiteral("OWNED BY NONE"));
    else if (changed.contains(Property::OwnedBy))
        statements += ownSequence(after);
    Q_UNUSED(before)
    return statements;
}

QStringList ownSequence(const CatalogObject& sequence)
{
    if (!sequence.has(Property::OwnedBy))
        return {};
    return { QStringLiteral("ALTER SEQUENCE ") + sqlName(sequence) + QStringLiteral(" OWNED BY ")
        + sequence.get(Property::OwnedBy) };
}

QString identityOptions(const CatalogObject& column, const CatalogObject& table)
{
    QStringList list = clauses(column);
    const QString byItself = qualifiedName(table.schema, table.name + u'_' + column.name + QStringLiteral("_seq"));
    if (column.get(Property::Sequence) != byItself)
        list.prepend(QStringLiteral("SEQUENCE NAME ") + column.get(Property::Sequence));
    return list.isEmpty() ? QString() : QStringLiteral(" (") + list.join(u' ') + u')';
}

QString alterIdentityOptions(const CatalogObject& before, const CatalogObject& after)
{
    QStringList words;
    if (before.get(Property::Identity) != after.get(Property::Identity))
        words.append(QStringLiteral("SET GENERATED ") + after.get(Property::Identity).toUpper());
    for (const QString& clause : fullClauses(after))
        words.append(QStringLiteral("SET ") + clause);
    return words.join(u' ');
}

bool isPlainSerial(const CatalogObject& sequence, const CatalogObject& column, const CatalogObject& table)
{
    const QString& type = column.get(Property::Type);
    const bool integral = type == u"integer" || type == u"bigint" || type == u"smallint";
    return integral && sequence.get(Property::Type) == type && clauses(sequence).isEmpty()
        && sequence.schema == table.schema && sequence.name == table.name + u'_' + column.name + QStringLiteral("_seq")
        && !sequence.has(Property::Persistence) && !sequence.has(Property::Privileges)
        && !sequence.has(Property::Comment) && !sequence.has(Property::Owner)
        && sequence.get(Property::OwnedBy) == sqlName(table) + u'.' + quoteName(column.name);
}

OptionChanges optionChanges(const QString& before, const QString& after)
{
    const QStringList had = before.split(u'\n', Qt::SkipEmptyParts);
    const QStringList has = after.split(u'\n', Qt::SkipEmptyParts);
    QStringList set, reset;
    for (const QString& option : has)
        if (!had.contains(option))
            set.append(option);
    for (const QString& option : had) {
        const QString name = option.section(u'=', 0, 0);
        const bool stays = std::ranges::any_of(has, [&](const QString& o) { return o.section(u'=', 0, 0) == name; });
        if (!stays)
            reset.append(name);
    }
    return { optionsSql(set.join(u'\n')), reset.join(QStringLiteral(", ")) };
}

QString foreignOptionChanges(const QString& before, const QString& after)
{
    const QStringList had = before.split(u'\n', Qt::SkipEmptyParts);
    const QStringList has = after.split(u'\n', Qt::SkipEmptyParts);
    const auto nameOf = [](const QString& option) { return option.section(u'=', 0, 0); };
    const auto names = [&](const QStringList& options, const QString& name) {
        return std::ranges::any_of(options, [&](const QString& option) { return nameOf(option) == name; });
    };
    QStringList parts;
    for (const QString& option : has)
        if (!had.contains(option))
            parts.append((names(had, nameOf(option)) ? "SET " : "ADD ") + quoteName(nameOf(option)) + u' '
                + quoteText(option.section(u'=', 1)));
    for (const QString& option : had)
        if (!names(has, nameOf(option)))
            parts.append("DROP " + quoteName(nameOf(option)));
    return parts.join(QStringLiteral(", "));
}

} // namespace corridor
