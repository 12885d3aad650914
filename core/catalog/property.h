// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace corridor {

// One fact about an object. Absent means what PostgreSQL does when nobody says anything. Lists are joined by '\n'.
enum class Property : quint8 {
    Type,          // of a column, domain, sequence; the subtype of a range
    NotNull,       // "yes"
    Collation,     // where it differs from the type's own; SQL
    Expression,    // of a default or a generated column; SQL
    Generated,     // "stored", "virtual"
    Identity,      // "always", "by default"
    Sequence,      // of an identity column: its sequence, SQL
    Start,
    Increment,
    Minimum,
    Maximum,
    Cache,
    Cycle,
    OwnedBy,       // of a sequence: the column, SQL
    Values,        // of an enum: quoted labels in order, joined by ", "
    Definition,    // what the server's own deparser says; SQL
    Columns,       // of a view: "name type" in order
    Arguments,     // of a routine, with names and defaults
    Returns,
    Language,
    Persistence,   // "unlogged"
    PartitionKey,  // of a partitioned table: "RANGE (ts)"
    PartitionOf,   // the parent, SQL
    Bound,         // of a partition: "FOR VALUES …"
    Inherits,      // parents, SQL, in order
    InheritedFrom, // of a column or a constraint: the parents give it, the table itself does not declare it
    OfType,
    AccessMethod,
    Tablespace,
    Options,       // "key=value" in the server's order; toast options as "toast.key=value"
    RowSecurity,   // "enabled", "forced" (without being enabled), "enabled, forced"
    ReplicaIdentity, // "full", "nothing"; of an index: "yes"
    Server,
    Storage,       // of a column, where it differs from the type's own: "external"
    Compression,
    Statistics,    // target of a column or statistics object; of an index "number=target"
    Method,        // access method of an index
    Predicate,     // of an index: what stands after WHERE
    Unique,        // "yes" for a unique index
    Valid,         // "no" for an index that PostgreSQL left invalid
    Clustered,     // "yes"
    IndexOf,       // of an index under a partitioned one: the parent, SQL
    Enabled,       // "disabled", "replica", "always"
    Command,       // of a policy
    Permissive,    // "no" for a restrictive policy
    Roles,
    Using,         // of a policy
    Check,
    Function,
    Event,
    Tags,
    Tables,        // of a publication: SQL
    Schemas,
    Publishes,
    Schema,        // of an extension
    Version,
    Provider,      // of a collation
    Locale,
    Details,       // further facts, "key=value"
    ExtensionDependency, // DEPENDS ON EXTENSION
    Owner,
    Privileges,    // "grantee=letters", owner as "<owner>", PUBLIC as ""
    Comment,
    SecurityLabels,
    Populated,     // "no" for a materialized view without data: a state, not a part of the schema
};
constexpr int propertyCount = int(Property::Populated) + 1;

QString propertyWord(Property property); // "replica identity"
std::optional<Property> propertyFromWord(QStringView word);
// Whether two schemas that differ only in this are the same schema.
constexpr bool isState(Property property) { return property == Property::Populated; }

// The facts about one object, ordered by the enumeration. Small: a flat list.
class Properties {
public:
    using Entry = std::pair<Property, QString>;

    // The value, or an empty string where there is none.
    const QString& get(Property property) const;
    bool has(Property property) const { return find(property) != nullptr; }
    bool is(Property property, QLatin1StringView value) const { return get(property) == value; }
    QStringList list(Property property) const;
    // Setting an empty value removes it.
    void set(Property property, QString value);
    void setFlag(Property property, bool on);
    void remove(Property property) { set(property, {}); }

    auto begin() const { return m_entries.begin(); }
    auto end() const { return m_entries.end(); }
    bool operator==(const Properties&) const = default;

    QJsonObject toJson() const;

private:
    const QString* find(Property property) const;
    std::vector<Entry> m_entries;
};

// The properties that differ, states aside.
QList<Property> differences(const Properties& a, const Properties& b);

} // namespace corridor
