// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "support/test_server.h"

namespace corridor {

// The schema of a database; fails the test program where it cannot be read.
Snapshot snapshotOf(const ConnectionOptions& database, const SnapshotOptions& options = migrationSnapshot());
// pg_dump -s without comments and blank lines, as a list of statements; of the newest pg_dump that is here.
QStringList dumpOf(const TestServer& server, const ConnectionOptions& database);
// The same, with the columns of each table in the order of their names.
QStringList withoutColumnOrder(QStringList dump);
// What differs, for a failing test; empty where nothing does.
QString difference(const Snapshot& a, const Snapshot& b);
QString difference(const QStringList& a, const QStringList& b);
// Runs the changes that lead `database` from its state to `to`; what went wrong, or an empty string.
QString bringTo(const ConnectionOptions& database, const Snapshot& to, const DiffOptions& options = {});
// The contents of a file; null where there is none.
QByteArray fileContents(const QString& path);

} // namespace corridor
