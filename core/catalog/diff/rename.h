// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"

namespace corridor {

// A state with its renames done, and the statements that do them. Objects that stand where a renamed one goes are
// moved aside, to be dropped under another name.
struct RenamedSnapshot {
    Snapshot snapshot;
    QList<Change> changes;
};

// Renames by identity, where both are states of one database, and those that were agreed on.
RenamedSnapshot applyRenames(const Snapshot& from, const Snapshot& to, const QList<Rename>& agreed);

// Texts of SQL with names replaced outside of literals. Best effort: they are only compared, never run.
struct NameChanges {
    QHash<QPair<QString, QString>, QPair<QString, QString>> qualified; // schema, name
    QHash<QString, QHash<QString, QString>> columns;                   // table's key after, column's old name -> new

    bool isEmpty() const { return qualified.isEmpty() && columns.isEmpty(); }
};
QString renamedText(const QString& text, const NameChanges& changes, const QHash<QString, QString>& columns);
// "schema"."name" with its parts always in quotes.
QString renamedSqlName(const QString& name, const NameChanges& changes);

} // namespace corridor
