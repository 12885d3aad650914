// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "schema/read_schema.h"

namespace corridor {

// A database against what its applied migrations make: what was changed by hand.
struct Drift {
    Snapshot expected;   // what the applied migrations make
    Snapshot actual;     // what is there; _prisma_migrations aside
    QStringList applied; // the migrations that were built, in the order in which they were applied
    QStringList edited;  // of these: those whose script differs from the one that ran, so that their part is uncertain
    QStringList failed;  // started and neither finished nor rolled back: what they left counts as drift
    QStringList notes;

    // From what should be to what is.
    QList<Change> changes() const { return diff(expected, actual); }
    // What a migration has to say for the folder to make what is there.
    Result<QString> adoptScript() const;
    // What brings the database back to its folder.
    Result<QString> revertScript() const;
};

// Reads the database, and builds its applied migrations from the folder's scripts. Writes nothing to the database.
// Errors: "drift-no-history" where there is no _prisma_migrations, "drift-script-missing" where an applied migration
// is not in the folder; those of readSchema().
Result<Drift> readDrift(Session& session, const Project& project, const SchemaReadOptions& options,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
