// SPDX-License-Identifier: MIT
#include "catalog/object_kind.h"

#include <QHash>
#include <array>

namespace corridor {

namespace {

struct Words {
    ObjectKind kind;
    const char* word;
    const char* sql;
};

constexpr std::array<Words, objectKindCount> words { {
    { ObjectKind::Schema, "schema", "SCHEMA" },
    { ObjectKind::Extension, "extension", "EXTENSION" },
    { ObjectKind::AccessMethod, "access method", "ACCESS METHOD" },
    { ObjectKind::Language, "language", "LANGUAGE" },
    { ObjectKind::ForeignDataWrapper, "foreign data wrapper", "FOREIGN DATA WRAPPER" },
    { ObjectKind::ForeignServer, "foreign server", "SERVER" },
    { ObjectKind::UserMapping, "user mapping", "USER MAPPING" },
    { ObjectKind::Collation, "collation", "COLLATION" },
    { ObjectKind::Conversion, "conversion", "CONVERSION" },
    { ObjectKind::Enum, "enum", "TYPE" },
    { ObjectKind::Domain, "domain", "DOMAIN" },
    { ObjectKind::CompositeType, "composite type", "TYPE" },
    { ObjectKind::RangeType, "range type", "TYPE" },
    { ObjectKind::BaseType, "base type", "TYPE" },
    { ObjectKind::Sequence, "sequence", "SEQUENCE" },
    { ObjectKind::Table, "table", "TABLE" },
    { ObjectKind::ForeignTable, "foreign table", "FOREIGN TABLE" },
    { ObjectKind::Column, "column", "COLUMN" },
    { ObjectKind::Default, "default", "DEFAULT" },
    { ObjectKind::Hypertable, "hypertable", "TABLE" },
    { ObjectKind::DomainConstraint, "domain constraint", "CONSTRAINT" },
    { ObjectKind::Function, "function", "FUNCTION" },
    { ObjectKind::Procedure, "procedure", "PROCEDURE" },
    { ObjectKind::Aggregate, "aggregate", "AGGREGATE" },
    { ObjectKind::Operator, "operator", "OPERATOR" },
    { ObjectKind::OperatorFamily, "operator family", "OPERATOR FAMILY" },
    { ObjectKind::OperatorClass, "operator class", "OPERATOR CLASS" },
    { ObjectKind::Cast, "cast", "CAST" },
    { ObjectKind::Transform, "transform", "TRANSFORM" },
    { ObjectKind::TextSearchParser, "text search parser", "TEXT SEARCH PARSER" },
    { ObjectKind::TextSearchTemplate, "text search template", "TEXT SEARCH TEMPLATE" },
    { ObjectKind::TextSearchDictionary, "text search dictionary", "TEXT SEARCH DICTIONARY" },
    { ObjectKind::TextSearchConfiguration, "text search configuration", "TEXT SEARCH CONFIGURATION" },
    { ObjectKind::Constraint, "constraint", "CONSTRAINT" },
    { ObjectKind::Index, "index", "INDEX" },
    { ObjectKind::Statistics, "statistics", "STATISTICS" },
    { ObjectKind::View, "view", "VIEW" },
    { ObjectKind::MaterializedView, "materialized view", "MATERIALIZED VIEW" },
    { ObjectKind::ContinuousAggregate, "continuous aggregate", "MATERIALIZED VIEW" },
    { ObjectKind::Rule, "rule", "RULE" },
    { ObjectKind::Trigger, "trigger", "TRIGGER" },
    { ObjectKind::Policy, "policy", "POLICY" },
    { ObjectKind::EventTrigger, "event trigger", "EVENT TRIGGER" },
    { ObjectKind::Publication, "publication", "PUBLICATION" },
    { ObjectKind::Subscription, "subscription", "SUBSCRIPTION" },
    { ObjectKind::Job, "job", "JOB" },
    { ObjectKind::DefaultPrivileges, "default privileges", "DEFAULT PRIVILEGES" },
} };

constexpr bool inOrder()
{
    for (int i = 0; i < objectKindCount; ++i)
        if (int(words[i].kind) != i)
            return false;
    return true;
}
static_assert(inOrder(), "the table of words follows the enumeration");

} // namespace

QString kindWord(ObjectKind kind)
{
    static const auto strings = [] {
        std::array<QString, objectKindCount> made;
        for (int i = 0; i < objectKindCount; ++i)
            made[i] = QString::fromLatin1(words[i].word);
        return made;
    }();
    return strings[int(kind)];
}

std::optional<ObjectKind> kindFromWord(QStringView word)
{
    for (const Words& entry : words)
        if (word == QLatin1StringView(entry.word))
            return entry.kind;
    return std::nullopt;
}

QByteArray kindSql(ObjectKind kind) { return words[int(kind)].sql; }

bool isNamedByParent(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Column:
    case ObjectKind::Default:
    case ObjectKind::Constraint:
    case ObjectKind::DomainConstraint:
    case ObjectKind::Trigger:
    case ObjectKind::Rule:
    case ObjectKind::Policy: return true;
    default: return false;
    }
}

} // namespace corridor
