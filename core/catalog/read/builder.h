// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "postgres/session.h"

#include <QHash>
#include <QSet>

namespace corridor {

// OIDs of the system catalogs, which are the same in every PostgreSQL: how pg_depend names kinds.
namespace Catalog {
    constexpr uint type = 1247, procedure = 1255, relation = 1259, defaultValue = 2604, constraint = 2606,
                   conversion = 2607, language = 2612, namespaces = 2615, operatorClass = 2616, operators = 2617,
                   rewrite = 2618, trigger = 2620, foreignDataWrapper = 2328, foreignServer = 1417, userMapping = 1418,
                   accessMethod = 2601, cast = 2605, operatorFamily = 2753, extension = 3079, policy = 3256,
                   statistics = 3381, collation = 3456, eventTrigger = 3466, transform = 3576, textDictionary = 3600,
                   textParser = 3601, textConfiguration = 3602, textTemplate = 3764, defaultAcl = 826,
                   publication = 6104, publicationRelation = 6106, publicationNamespace = 6237, subscription = 6100,
                   hypertable = 1, job = 2; // no catalogs of PostgreSQL's: numbered by ourselves
}

// The columns of one row, taken from left to right.
class Fields {
public:
    Fields(const QueryResult& result, int row) : m_result(result), m_row(row) { }
    QString text() { return m_result.text(m_row, m_column++); }
    QByteArray bytes() { return m_result.bytes(m_row, m_column++); }
    uint oid() { return uint(m_result.integer(m_row, m_column++)); }
    int integer() { return int(m_result.integer(m_row, m_column++)); }
    bool flag() { return m_result.boolean(m_row, m_column++); }
    // The first byte of the value: PostgreSQL's "char" columns. 0 for null and for the empty one.
    char letter();
    // Unset for null.
    std::optional<QString> optionalText() { return m_result.optionalText(m_row, m_column++); }

private:
    const QueryResult& m_result;
    int m_row;
    int m_column = 0;
};

// A column of `parent`, without facts.
CatalogObject columnOf(const CatalogObject& parent, const QString& name);

// Where the readers put what they find, and look up what other readers found.
class SnapshotBuilder {
public:
    SnapshotBuilder(const SnapshotOptions& options, int serverVersion);

    int serverVersion() const { return m_version; }
    const SnapshotOptions& options() const { return m_options; }

    void nameRole(uint oid, const QString& name) { m_roles.insert(oid, name); }
    QString role(uint oid) const { return oid == 0 ? QStringLiteral("public") : m_roles.value(oid); }
    void nameSchema(uint oid, const QString& name);
    QString schema(uint oid) const { return m_schemas.value(oid); }
    bool hasSchema(uint oid) const { return m_schemas.contains(oid); }
    // `member` belongs to an extension: it and its parts are left out, and who needs it needs the extension.
    void markMember(ObjectAddress member, uint extension);

    bool isMember(ObjectAddress address) const { return m_members.contains(address.packed()); }
    // An object without key gets "kind schema.name", after its parent where it has one. Null where it is left out.
    CatalogObject* add(CatalogObject object, ObjectAddress address);
    CatalogObject* find(ObjectAddress address);
    // The column; of a view, which declares none, made now. Null where the relation is left out.
    CatalogObject* column(ObjectAddress address);
    CatalogObject* relation(uint oid) { return find({ Catalog::relation, oid }); }
    QString columnName(ObjectAddress address);
    // The object at just this address, aliases aside.
    CatalogObject* findExact(ObjectAddress address);
    void remove(ObjectAddress address);
    // With its parts, and theirs.
    void removeWhole(ObjectAddress address);
    // What was read as one kind is another; whoever named it by its key does so by the new one. The object.
    CatalogObject* changeKind(ObjectAddress address, ObjectKind kind);
    // Whoever depends on `other` depends on `address`.
    void alias(ObjectAddress other, ObjectAddress address) { m_aliases.insert(other.packed(), address.packed()); }
    void addDependency(ObjectAddress from, ObjectAddress on);

    // Sets Owner and Privileges, as the options ask for.
    void setOwner(CatalogObject& object, uint owner, const std::optional<QString>& acl);

    Snapshot finish();

private:
    qsizetype indexOf(ObjectAddress address) const;

    SnapshotOptions m_options;
    int m_version;
    QHash<uint, QString> m_roles, m_schemas;
    QHash<quint64, uint> m_members; // to the extension
    QHash<quint64, quint64> m_aliases;
    QHash<quint64, qsizetype> m_places;
    QList<CatalogObject> m_objects;
};

// One catalog query and what its rows mean. `sql` may differ by the version of the server; of timescaleReaders() by that
// of the extension, 22303 for 2.23.3.
struct CatalogReader {
    QByteArray (*sql)(int version);
    void (*read)(const QueryResult& rows, SnapshotBuilder& builder);
};

// All readers in the order in which they must run: who is referred to comes first.
std::vector<CatalogReader> catalogReaders();
// A further round, where TimescaleDB is installed.
std::vector<CatalogReader> timescaleReaders();

} // namespace corridor
