// SPDX-License-Identifier: MIT
#pragma once

#include "sql/statement.h"

#include <optional>

namespace corridor {

// "-- corridor: batch 10000 by id pause 200" before an UPDATE or DELETE: it runs over that many rows at a time, in the
// order of a key, each batch with its own commit, with so many milliseconds between them.
struct BatchDirective {
    qint64 rows = 0;
    QString key; // the column, as it is named in the catalog
    int pauseMs = 0;
    QString problem; // why it cannot be obeyed, a sentence; empty where it can
};

// The directive in the comments that lead to a statement; unset where there is none.
std::optional<BatchDirective> batchDirective(const Statement& statement, QByteArrayView code, QByteArrayView comments);

// The statement for the keys in (after, upTo]; both are values as text, and an unset `after` is the beginning.
QByteArray batchStatement(const Statement& statement, QByteArrayView code, const QString& key,
    const std::optional<QString>& after, const QString& upTo);
// The last key of the next batch as text; no row where nothing is left.
QByteArray batchEndQuery(const Statement& statement, const BatchDirective& batch, const std::optional<QString>& after);

} // namespace corridor
