// SPDX-License-Identifier: MIT
#include "catalog/sql/tail_sql.h"

#include "catalog/identifier.h"
#include "catalog/privileges.h"
#include "catalog/sql/names.h"

namespace corridor {

namespace {

QString create(const CatalogObject& object, const QString& prefix = {})
{
    return QStringLiteral("CREATE ") + prefix + QString::fromLatin1(kindSql(object.kind)) + u' ' + sqlName(object) + u' '
        + object.get(Property::Definition);
}

QString createSchema(const CatalogObject& schema)
{
    const bool everywhere = schema.name == u"public"; // every new database has it
    return QStringLiteral("CREATE SCHEMA ") + (everywhere ? QStringLiteral("IF NOT EXISTS ") : QString()) + sqlName(schema);
}

QString createExtension(const CatalogObject& extension, const SqlContext& context)
{
    const QString& schema = extension.get(Property::Schema);
    const bool named = context.to.find(objectKey(ObjectKind::Schema, displayName(schema)));
    return QStringLiteral("CREATE EXTENSION IF NOT EXISTS ") + sqlName(extension)
        + (named ? QStringLiteral(" WITH SCHEMA ") + quoteName(schema) : QString());
}

QStringList createFamily(const CatalogObject& family)
{
    QStringList statements { QStringLiteral("CREATE OPERATOR FAMILY ") + sqlName(family) };
    const QStringList members = family.properties.list(Property::Details);
    if (!members.isEmpty())
        statements.append(QStringLiteral("ALTER OPERATOR FAMILY ") + sqlName(family) + QStringLiteral(" ADD ")
            + members.join(QStringLiteral(", ")));
    return statements;
}

// The name is without the access method here, which is told in the definition.
QString createClass(const CatalogObject& object)
{
    return QStringLiteral("CREATE OPERATOR CLASS ") + qualifiedName(object.schema, object.name) + u' '
        + object.get(Property::Definition);
}

QStringList createConfiguration(const CatalogObject& configuration)
{
    QStringList statements { create(configuration) };
    for (const QString& mapping : configuration.properties.list(Property::Details))
        statements.append(QStringLiteral("ALTER TEXT SEARCH CONFIGURATION ") + sqlName(configuration)
            + QStringLiteral(" ADD MAPPING FOR ") + mapping);
    return statements;
}

// CREATE PUBLICATION p FOR TABLE a, TABLE b WITH (…); members are ADDed, which takes each kind alike.
QStringList createPublication(const CatalogObject& publication)
{
    QStringList statements { create(publication) };
    for (const QString& member : publication.properties.list(Property::Details))
        statements.append(QStringLiteral("ALTER PUBLICATION ") + sqlName(publication) + QStringLiteral(" ADD ") + member);
    return statements;
}

QStringList createEventTrigger(const CatalogObject& trigger)
{
    QStringList statements { create(trigger) };
    const QString& state = trigger.get(Property::Details);
    if (!state.isEmpty())
        statements.append(QStringLiteral("ALTER EVENT TRIGGER ") + sqlName(trigger)
            + (state == u"disabled" ? QStringLiteral(" DISABLE") : QStringLiteral(" ENABLE ") + state.toUpper()));
    return statements;
}

QStringList createStatistics(const CatalogObject& statistics)
{
    QStringList statements { create(statistics) };
    if (statistics.has(Property::Details))
        statements.append(QStringLiteral("ALTER STATISTICS ") + sqlName(statistics) + QStringLiteral(" SET STATISTICS ")
            + statistics.get(Property::Details));
    return statements;
}

QString grantDefaults(const CatalogObject& object, bool give, const QString& letters, const QString& grantee,
    ObjectKind kind, int version)
{
    QString words = QString::fromLatin1(privilegeWords(letters, kind, version));
    return QStringLiteral("ALTER DEFAULT PRIVILEGES FOR ROLE ") + quoteName(object.name)
        + (object.schema.isEmpty() ? QString() : QStringLiteral(" IN SCHEMA ") + quoteName(object.schema))
        + (give ? QStringLiteral(" GRANT ") : QStringLiteral(" REVOKE ")) + words + QStringLiteral(" ON ")
        + object.arguments + (give ? QStringLiteral(" TO ") : QStringLiteral(" FROM "))
        + (grantee.isEmpty() ? QStringLiteral("PUBLIC") : grantee == u"<owner>" ? quoteName(object.name) : quoteName(grantee));
}

ObjectKind kindOfDefaults(const CatalogObject& object)
{
    return object.arguments == u"SEQUENCES" ? ObjectKind::Sequence
        : object.arguments == u"FUNCTIONS"  ? ObjectKind::Function
        : object.arguments == u"TYPES"      ? ObjectKind::Enum
        : object.arguments == u"SCHEMAS"    ? ObjectKind::Schema
                                            : ObjectKind::Table;
}

QStringList defaultPrivileges(const Privileges& had, const Privileges& has, const CatalogObject& object, int version)
{
    QStringList statements;
    const ObjectKind kind = kindOfDefaults(object);
    const bool everywhere = object.schema.isEmpty();
    const auto byItself = [&](const QString& grantee) {
        return !everywhere               ? QString()
            : grantee.isEmpty()          ? publicLetters(kind, {}, version)
            : grantee == u"<owner>"      ? ownerLetters(kind, version)
                                         : QString();
    };
    QStringList names = had.keys() + has.keys();
    names.sort();
    names.removeDuplicates();
    for (const QString& grantee : names) {
        QString old = had.value(grantee, byItself(grantee)), now = has.value(grantee, byItself(grantee));
        if (old == now)
            continue;
        if (!old.isEmpty())
            statements.append(grantDefaults(object, false, old, grantee, kind, version));
        if (!now.isEmpty())
            statements.append(grantDefaults(object, true, now, grantee, kind, version)
                + (now.contains(u'*') ? QStringLiteral(" WITH GRANT OPTION") : QString()));
    }
    return statements;
}

QStringList alterLines(const QString& alter, const CatalogObject& before, const CatalogObject& after,
    const QString& add, const QString& drop, bool dropWhole)
{
    const QStringList had = before.properties.list(Property::Details), has = after.properties.list(Property::Details);
    QStringList statements;
    for (const QString& line : had)
        if (!has.contains(line))
            statements.append(alter + drop + (dropWhole ? line : line.section(u' ', 0, 0)));
    for (const QString& line : has)
        if (!had.contains(line))
            statements.append(alter + add + line);
    return statements;
}

// A member is dropped by its name alone, without columns and filter.
QString memberName(const QString& member)
{
    const qsizetype columns = member.indexOf(u" ("), filter = member.indexOf(u" WHERE (");
    const qsizetype end = columns < 0 ? filter : filter < 0 ? columns : qMin(columns, filter);
    return end < 0 ? member : member.first(end);
}

QStringList alterPublication(const CatalogObject& before, const CatalogObject& after)
{
    const QString alter = QStringLiteral("ALTER PUBLICATION ") + sqlName(after);
    const QStringList had = before.properties.list(Property::Details), has = after.properties.list(Property::Details);
    QStringList statements;
    for (const QString& member : had)
        if (!has.contains(member))
            statements.append(alter + QStringLiteral(" DROP ") + memberName(member));
    for (const QString& member : has)
        if (!had.contains(member))
            statements.append(alter + QStringLiteral(" ADD ") + member);
    if (before.get(Property::Definition) != after.get(Property::Definition))
        statements.append(alter + QStringLiteral(" SET ") + after.get(Property::Definition).section("WITH ", 1));
    return statements;
}

QStringList alterExtension(const CatalogObject& after, const QList<Property>& changed)
{
    QStringList statements;
    const QString alter = QStringLiteral("ALTER EXTENSION ") + sqlName(after);
    if (changed.contains(Property::Schema))
        statements.append(alter + QStringLiteral(" SET SCHEMA ") + quoteName(after.get(Property::Schema)));
    if (changed.contains(Property::Version))
        statements.append(alter + QStringLiteral(" UPDATE TO ") + quoteText(after.get(Property::Version)));
    return statements;
}

} // namespace

QStringList createTail(const CatalogObject& object, const SqlContext& context)
{
    switch (object.kind) {
    case ObjectKind::Schema: return { createSchema(object) };
    case ObjectKind::Extension: return { createExtension(object, context) };
    case ObjectKind::Language:
        return { create(object, object.has(Property::Details) ? QStringLiteral("TRUSTED ") : QString()) };
    case ObjectKind::Conversion:
        return { create(object, object.has(Property::Details) ? QStringLiteral("DEFAULT ") : QString()) };
    case ObjectKind::OperatorFamily: return createFamily(object);
    case ObjectKind::OperatorClass: return { createClass(object) };
    case ObjectKind::Operator:
        return { QStringLiteral("CREATE OPERATOR ") + quoteName(object.schema) + u'.' + object.name + u' '
            + object.get(Property::Definition) };
    case ObjectKind::TextSearchConfiguration: return createConfiguration(object);
    case ObjectKind::Publication: return createPublication(object);
    case ObjectKind::EventTrigger: return createEventTrigger(object);
    case ObjectKind::Statistics: return createStatistics(object);
    case ObjectKind::DefaultPrivileges:
        return defaultPrivileges({}, privilegesFromText(object.get(Property::Privileges)), object, context.version);
    default: return { create(object) };
    }
}

QStringList alterTail(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    switch (after.kind) {
    case ObjectKind::Extension: return alterExtension(after, changed);
    case ObjectKind::Publication: return alterPublication(before, after);
    case ObjectKind::DefaultPrivileges:
        return defaultPrivileges(privilegesFromText(before.get(Property::Privileges)),
            privilegesFromText(after.get(Property::Privileges)), after, context.version);
    case ObjectKind::TextSearchConfiguration:
        return alterLines(QStringLiteral("ALTER TEXT SEARCH CONFIGURATION ") + sqlName(after), before, after,
            QStringLiteral(" ADD MAPPING FOR "), QStringLiteral(" DROP MAPPING FOR "), false);
    case ObjectKind::Statistics:
        return changed.contains(Property::Details)
            ? QStringList { "ALTER STATISTICS " + sqlName(after) + " SET STATISTICS "
                  + (after.has(Property::Details) ? after.get(Property::Details) : QStringLiteral("-1")) }
            : QStringList();
    case ObjectKind::EventTrigger:
        if (!changed.contains(Property::Details))
            return {};
        return { "ALTER EVENT TRIGGER " + sqlName(after) + (after.has(Property::Details)
            ? createEventTrigger(after).last().section(sqlName(after), 1) : QStringLiteral(" ENABLE")) };
    default: return {};
    }
}

QStringList dropDefaultPrivileges(const CatalogObject& object, const SqlContext& context)
{
    return defaultPrivileges(privilegesFromText(object.get(Property::Privileges)), {}, object, context.version);
}

} // namespace corridor
