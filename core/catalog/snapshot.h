// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"
#include "catalog/catalog_object.h"

#include <QList>

namespace corridor {

class Session;

struct SnapshotOptions {
    QStringList schemas;        // only these; empty for all that are not PostgreSQL's own
    QStringList excludedTables; // by name, in any schema: Prisma's own table for most purposes
    bool owners = false;        // owners are a matter of the installation, not of the schema, unless asked for
    bool privileges = true;
};
// All of a database, as a migration sees it: without _prisma_migrations.
SnapshotOptions migrationSnapshot();

// The schema of a whole database as a value. What belongs to an extension is a matter of the extension, and not listed.
struct Snapshot {
    QList<CatalogObject> objects; // ordered by key
    int serverVersion = 0;        // server_version_num; 0 where it came from nowhere
    QString source;               // system identifier / database OID: two snapshots of one database have the same
    QString defaultTablespace;

    const CatalogObject* find(const QString& key) const;
    bool contains(const QString& key) const { return find(key) != nullptr; }
    // Over all objects, order aside; 32 hexadecimal digits.
    QByteArray fingerprint() const;
    // The same schema by sameAs() of all objects.
    bool sameAs(const Snapshot& other) const;

    QJsonObject toJson() const;
    // "snapshot-invalid" where it is not what toJson() writes.
    static Result<Snapshot> fromJson(const QJsonObject& json);
};

// Reads everything in one round trip (a second one where TimescaleDB is installed), in one transaction that sees one
// state; nothing is locked beyond AccessShare on the catalogs. A transaction block of the caller's stays as it is.
Result<Snapshot> readSnapshot(Session& session, const SnapshotOptions& options = migrationSnapshot(),
    const CancelToken& token = CancelToken::never());

} // namespace corridor
