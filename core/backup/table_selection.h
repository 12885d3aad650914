// SPDX-License-Identifier: MIT
#pragma once

#include "backup/archive_contents.h"

namespace corridor {

struct TableName {
    QString schema, name;
    QString sql() const; // "schema"."name"
    QString display() const;
    bool operator==(const TableName&) const = default;
};

// "users", "shop.orders", "\"My Table\"": without a schema it is public's.
Result<TableName> parseTableName(const QString& text);

// A foreign key of another table that points at one that is restored.
struct IncomingKey {
    int entry = 0;
    TableName table;
    QString constraint;
};

// What of an archive belongs to some tables: themselves and their partitions, rows, defaults, sequences with their
// values, constraints, indexes, foreign keys, triggers, policies, statistics, comments and privileges. pg_restore -t
// takes the first two of these only.
struct TableSelection {
    QList<TableName> tables; // with all their partitions, in the archive's order
    QList<int> entries; // ids, in the archive's order
    QList<IncomingKey> incoming; // not among the entries
};

// Pure. Errors: "table-not-in-backup", "restore-partition" (a partition is part of its parent).
Result<TableSelection> selectTables(const ArchiveContents& contents, const QList<TableName>& tables);

// Pure. The list file for pg_restore -L.
QByteArray listFile(const ArchiveContents& contents, const QList<int>& entries);

} // namespace corridor
