// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_manifest.h"
#include "base/cancel.h"

namespace corridor {

class Session;

// What a manifest says about the database, besides its rows.
struct DatabaseFacts {
    DatabaseShape shape;
    QString timescaleVersion;
    qint64 bytes = 0;
    QDateTime now; // the server's transaction time, UTC
};
Result<DatabaseFacts> readDatabaseFacts(Session& session, const CancelToken& token = CancelToken::never());

// Ordinary tables that pg_dump takes the rows of (those of extensions are the extension's), counted one by one by a
// full scan each, ordered by schema and name.
Result<QList<TableRows>> countRows(Session& session, const CancelToken& token = CancelToken::never(),
    const std::function<void(int done, int total)>& observer = {});

// CREATE DATABASE for a new database of this shape, from template0. With `anyLocale` the server's own "C" locale is
// used: for checking a backup on a server that lacks the original's.
QByteArray createDatabaseSql(const QString& name, const DatabaseShape& shape, bool anyLocale);
// ALTER DATABASE … SET for each of the shape's settings, as pg_dump writes them.
QByteArray databaseSettingsSql(const QString& name, const DatabaseShape& shape);

} // namespace corridor
