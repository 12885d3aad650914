// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// Every kind of thing that a schema can hold. The order is the one in which kinds are listed and, where no
// dependency says otherwise, created.
enum class ObjectKind : quint8 {
    Schema,
    Extension,
    AccessMethod,
    Language,
    ForeignDataWrapper,
    ForeignServer,
    UserMapping,
    Collation,
    Conversion,
    Enum,
    Domain,
    CompositeType,
    RangeType,
    BaseType,
    Sequence,
    Table,
    ForeignTable,
    Column,
    Default,
    Hypertable,
    DomainConstraint,
    Function,
    Procedure,
    Aggregate,
    Operator,
    OperatorFamily,
    OperatorClass,
    Cast,
    Transform,
    TextSearchParser,
    TextSearchTemplate,
    TextSearchDictionary,
    TextSearchConfiguration,
    Constraint,
    Index,
    Statistics,
    View,
    MaterializedView,
    ContinuousAggregate,
    Rule,
    Trigger,
    Policy,
    EventTrigger,
    Publication,
    Subscription,
    Job,
    DefaultPrivileges,
};
constexpr int objectKindCount = int(ObjectKind::DefaultPrivileges) + 1;

// "materialized view": for people, for keys and for JSON.
QString kindWord(ObjectKind kind);
std::optional<ObjectKind> kindFromWord(QStringView word);
// As SQL names the kind in COMMENT ON, DROP and GRANT: "MATERIALIZED VIEW", "TYPE" for an enum.
QByteArray kindSql(ObjectKind kind);

// Whether it has its name within what it is a part of (a column, a trigger), and not within a schema.
bool isNamedByParent(ObjectKind kind);

} // namespace corridor
