// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterEnum>();
    const TypeState* type = alter ? at.schema().type(alter->name) : nullptr;
    if (alter && !alter->oldLabel.isEmpty() && !(type && type->fresh))
        report.add(at,
            QString("Programs that read or write %1 of %2 fail at once.")
                .arg(code(alter->oldLabel), code(alter->name)));
}

extern const Rule enumRenameValue {
    .id = "enum-rename-value",
    .severity = Severity::Warning,
    .hazard = "Programs and logical subscribers know the enum value by its old name.",
    .effect = "Only the catalog changes, at once, for every row.",
    .safe = "Add the new value, move the rows and the programs, and leave the old value.",
    .manual = "sql-altertype.html",
    .kinds = { Kind::AlterType },
    .check = check,
    .bad = { { "ALTER TYPE e RENAME VALUE 'a' TO 'b'" } },
    .good
    = { { "ALTER TYPE e ADD VALUE 'b'" }, { "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e RENAME VALUE 'a' TO 'b'" } },
};

} // namespace corridor::rules
