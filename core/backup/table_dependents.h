// SPDX-License-Identifier: MIT
#pragma once

#include "backup/table_selection.h"

namespace corridor {

class Session;

// A foreign key, as ALTER TABLE … ADD CONSTRAINT writes it.
struct KeyDefinition {
    TableName table;
    QString constraint, definition;
};

struct ViewDefinition {
    TableName view;
    QString options; // WITH (…), as SQL; may be empty
    QString query;
};

// What a database has of some tables, and what hangs on them: all that must follow when they are replaced.
struct TableDependents {
    QList<TableName> present; // those of the tables that exist now
    QList<TableName> statistics; // extended statistics: they stay behind when a table changes its schema
    QList<KeyDefinition> keys; // foreign keys of other tables
    QList<ViewDefinition> views;
    QStringList others; // what could not follow, as the server describes it
    QStringList publications; // that publish one of them by name
    QStringList hypertables; // of TimescaleDB
};

Result<TableDependents> readTableDependents(
    Session& session, const QList<TableName>& tables, const CancelToken& token = CancelToken::never());

// Whether the foreign key exists, and whether its table does.
struct KeyState {
    bool table = false, key = false;
};
Result<KeyState> readKeyState(
    Session& session, const IncomingKey& key, const CancelToken& token = CancelToken::never());

} // namespace corridor
