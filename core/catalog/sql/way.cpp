// SPDX-License-Identifier: MIT
#include "catalog/sql/annotations.h"
#include "catalog/sql/constraint_sql.h"
#include "catalog/sql/object_sql.h"
#include "catalog/sql/program_sql.h"
#include "catalog/sql/timescale_sql.h"
#include "catalog/sql/type_sql.h"

#include <QVersionNumber>

namespace corridor {

namespace {

const WayOf alter { Way::Alter, {} };
const WayOf rebuild { Way::Rebuild, {} };
const WayOf swap { Way::Swap, {} };

WayOf impossible(const char* why) { return { Way::Impossible, QString::fromLatin1(why) }; }

bool isOf(Property property, std::initializer_list<Property> list)
{
    return std::ranges::find(list, property) != list.end();
}

// Whether all that changed, annotations aside, is among `list`.
bool onlyOf(const QList<Property>& changed, std::initializer_list<Property> list)
{
    return std::ranges::all_of(changed, [&](Property p) { return isAnnotation(p) || isOf(p, list); });
}

WayOf wayOfTable(const QList<Property>& changed, int version)
{
    if (changed.contains(Property::PartitionKey))
        return impossible("PostgreSQL cannot turn a table into a partitioned one, or change what it is partitioned by");
    if (changed.contains(Property::AccessMethod) && version < 150000)
        return impossible("before PostgreSQL 15 the access method of a table cannot be changed");
    return alter;
}

WayOf wayOfColumn(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed, int version)
{
    const bool becomesGenerated = changed.contains(Property::Generated) && after.has(Property::Generated);
    const bool otherExpression = changed.contains(Property::Expression) && after.has(Property::Generated);
    if (becomesGenerated || (otherExpression && version < 170000))
        return rebuild;
    if (before.is(Property::Generated, QLatin1StringView("virtual")) && changed.contains(Property::Generated))
        return rebuild;
    return alter;
}

WayOf wayOfEnum(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed)
{
    const bool grows = !changed.contains(Property::Values) || labelChanges(before, after).onlyGrows();
    return grows ? alter : swap;
}

WayOf wayOfExtension(const CatalogObject& before, const CatalogObject& after)
{
    const auto version = [](const CatalogObject& o) { return QVersionNumber::fromString(o.get(Property::Version)); };
    if (version(after) < version(before))
        return impossible("an extension has no way back to an older version");
    return alter;
}

WayOf wayOfConstraint(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed)
{
    if (changed.contains(Property::Method) || changed.contains(Property::Valid)
        || (changed.contains(Property::Definition) && !onlyNeedsValidation(before, after)))
        return rebuild;
    return changed.contains(Property::IndexOf) && before.has(Property::IndexOf) ? rebuild : alter;
}

WayOf wayOfHypertable(const CatalogObject& before, const CatalogObject& after)
{
    const QString why = whyNoOtherHypertable(before, after);
    return why.isEmpty() ? alter : WayOf { Way::Impossible, why };
}

bool changesFixed(const CatalogObject& before, const CatalogObject& after)
{
    const QLatin1StringView fixed("fixed_schedule=t");
    return before.get(Property::Options).contains(fixed) != after.get(Property::Options).contains(fixed);
}

} // namespace

WayOf wayOf(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed, int version)
{
    switch (after.kind) {
    case ObjectKind::Schema:
    case ObjectKind::DefaultPrivileges:
    case ObjectKind::Sequence:
    case ObjectKind::Default: return alter;
    case ObjectKind::Extension: return wayOfExtension(before, after);
    case ObjectKind::Table: return wayOfTable(changed, version);
    case ObjectKind::ForeignTable:
        return onlyOf(changed, { Property::Options, Property::Inherits, Property::PartitionOf, Property::Bound })
            ? alter : rebuild;
    case ObjectKind::Column: return wayOfColumn(before, after, changed, version);
    case ObjectKind::Enum: return wayOfEnum(before, after, changed);
    case ObjectKind::Domain: return onlyOf(changed, { Property::NotNull, Property::Expression }) ? alter : swap;
    case ObjectKind::RangeType: return onlyOf(changed, {}) ? alter : swap;
    case ObjectKind::CompositeType: return alter;
    case ObjectKind::Constraint: return wayOfConstraint(before, after, changed);
    case ObjectKind::Index:
        return onlyOf(changed, { Property::Options, Property::Tablespace, Property::Clustered,
                   Property::ReplicaIdentity, Property::Statistics }) ? alter : rebuild;
    case ObjectKind::View:
        return canReplaceView(before, after) ? alter : rebuild;
    case ObjectKind::MaterializedView:
        return onlyOf(changed, { Property::Options, Property::Tablespace, Property::AccessMethod }) ? alter : rebuild;
    case ObjectKind::Function:
    case ObjectKind::Procedure: return canReplaceRoutine(before, after) ? alter : rebuild;
    case ObjectKind::Hypertable: return wayOfHypertable(before, after);
    case ObjectKind::ContinuousAggregate: return onlyOf(changed, { Property::Options }) ? alter : rebuild;
    case ObjectKind::Job:
        return onlyOf(changed, { Property::Options }) && !changesFixed(before, after) ? alter : rebuild;
    case ObjectKind::Policy: return canAlterPolicy(before, after, changed) ? alter : rebuild;
    case ObjectKind::Trigger:
    case ObjectKind::Rule: return onlyOf(changed, { Property::Enabled }) ? alter : rebuild;
    case ObjectKind::EventTrigger:
    case ObjectKind::Statistics:
    case ObjectKind::TextSearchConfiguration: return onlyOf(changed, { Property::Details }) ? alter : rebuild;
    case ObjectKind::Publication: return onlyOf(changed, { Property::Details, Property::Definition }) ? alter : rebuild;
    default: return onlyOf(changed, {}) ? alter : rebuild;
    }
}

QString unsupportedReason(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::UserMapping: return QStringLiteral("a user mapping holds credentials, which are not read");
    case ObjectKind::Subscription: return QStringLiteral("a subscription holds a connection string, which is not read");
    case ObjectKind::BaseType: return QStringLiteral("a base type is made by C functions together with them");
    default: return {};
    }
}

} // namespace corridor
