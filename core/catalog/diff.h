// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"

namespace corridor {

// One step from a schema to another, with the SQL that takes it.
struct Change {
    enum class Action { Rename, Drop, Alter, Create };
    Action action = Action::Create;
    ObjectKind kind = ObjectKind::Table;
    QString key;                 // of the object; after the change where it has one then
    QString parent;              // key of what it is a part of
    QString before;              // Rename: the key that it had
    QList<Property> properties;  // Alter: what differs
    bool rebuild = false;        // the object itself may be as it was: PostgreSQL wants it dropped and made again
    QStringList statements;      // in order, without semicolons; empty where another change brings it about
    QStringList losses;          // data that this destroys, each a clause: "the data of column public.users.email"
    bool outsideTransaction = false; // CONCURRENTLY
    QString unsupported;         // why there is no SQL for it; `statements` is empty then

    bool isDestructive() const { return !losses.isEmpty(); }
    QString summary() const;     // "alter column public.users.email: type, not null"
    QJsonObject toJson() const;
};
QString actionWord(Change::Action action);

// Two keys of one object: what was `before` is `after` now.
struct Rename {
    QString before, after;
    bool operator==(const Rename&) const = default;
};

struct DiffOptions {
    QList<Rename> renames;        // agreed on by a person, beside those that identity proves
    bool concurrently = false;    // indexes of tables that stay are made and dropped CONCURRENTLY
    bool notValid = false;        // constraints on tables that stay: NOT VALID, then VALIDATE
    bool fillRequired = false;    // a required column that is added to a table that stays gets a stand-in for its rows
    int serverVersion = 0;        // where the SQL will run; 0: as `from`, else `to` says
};

// What turns `from` into `to`, ordered so that every statement finds what it needs. Pure; neither snapshot is changed.
// Where both come from one database (Snapshot::source), renames are known by identity, not guessed.
QList<Change> diff(const Snapshot& from, const Snapshot& to, const DiffOptions& options = {});

// Pairs that look like one object under two names: same kind and place, equal but for the name. Never applied by
// itself. Tables need the same columns, columns the same type in the same table.
QList<Rename> renameCandidates(const Snapshot& from, const Snapshot& to);

// The script, a comment line before each change as Prisma writes them. "diff-unsupported" names every object that
// there is no SQL for; nothing is left out silently.
Result<QString> render(const QList<Change>& changes);

} // namespace corridor
