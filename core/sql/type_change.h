// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"

namespace corridor {

// What ALTER COLUMN … TYPE costs.
struct TypeChange {
    enum class Cost {
        None, // catalog only
        IndexRebuild, // the table stays, indexes on the column are built anew
        Scan, // every row is checked
        Rewrite,
    };
    Cost cost = Cost::Rewrite;
    bool certain = true; // false: the old type is not known
    bool mayLose = false; // values may not fit: it fails, or cuts them
    QString reason; // phrase: "integer and bigint are stored differently"
};

// `from` is empty where it is unknown. `usingClause` may be empty; `column` is the column that is changed.
// Source: ATColumnChangeRequiresRewrite and pg_cast; measured on 15 and 17.
TypeChange typeChange(const sql::TypeRef& from, const sql::TypeRef& to, const sql::Expression& usingClause,
    const QString& column, const SchemaState& schema, bool sessionIsUtc = false);

} // namespace corridor
