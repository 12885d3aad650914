// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "rehearsal/mask_rules.h"

#include <QStringList>

namespace corridor {

// A column of a copy and what becomes of it.
struct MaskedColumn {
    QString schema, table, column, type; // names unquoted; the type without array brackets
    Mask mask = Mask::Keep;
    bool byDefault = false; // because of its name, not of a rule
    bool isArray = false, isUnique = false;
    QString text() const; // "public.users.email (email)"
};

// What would be masked: columns that a rule names or whose names look personal, and those that foreign keys tie to
// them, so that both ends stay equal. Generated columns follow by themselves. Only reads. "mask-type" where a rule asks
// for what the column's type cannot hold.
Result<QList<MaskedColumn>> masksFor(
    Session& database, const MaskRules& rules, const CancelToken& token = CancelToken::never());

// Changes the rows of a copy, without triggers, and packs the tables again so that they are as large as before;
// materialized views are filled anew. "mask-refused" where a constraint does not let a mask in.
Result<void> maskRows(
    Session& copy, const QList<MaskedColumn>& columns, const CancelToken& token = CancelToken::never());

} // namespace corridor
