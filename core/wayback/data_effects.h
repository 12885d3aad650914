// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "sql/script.h"

namespace corridor {

// What the statements of a script do to rows, as far as the text tells: the part of a way back that no schema shows.
struct DataEffects {
    // UPDATE t SET to = from: the values of one column went into another.
    struct Copy {
        QualifiedName table;
        QString from, to; // as the columns are called before the script, and after it
        int line = 0;
        bool converts = false; // by a cast or a function: not the value itself
        bool partly = false; // with a WHERE
    };
    QList<Copy> copies;
    // Rows that were there before, or values in them, that the script destroys or adds and nothing brings back; each a
    // clause: "the values that column public.t.c had before the UPDATE of line 3".
    QStringList losses;
    // Statements, without semicolon, that take away the rows that the script has put into tables that stay.
    QStringList inverses;
    QStringList removals; // what `inverses` take away, each a clause
};

// Names without a schema are looked for in `schema`. Pure.
DataEffects dataEffects(const Script& script, const Snapshot& before, const Snapshot& after, const QString& schema);

} // namespace corridor
