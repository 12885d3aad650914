// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterEnum>();
    if (alter && alter->oldLabel.isEmpty() && alter->neighbour.isEmpty())
        report.add(at, QString("%1 comes last in the order of %2.").arg(code(alter->newLabel), code(alter->name)));
}

extern const Rule enumAddValuePosition {
    .id = "enum-add-value-position",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Without BEFORE or AFTER a new enum value sorts last.",
    .effect = "Only ORDER BY and comparisons see it.",
    .safe = "ADD VALUE … BEFORE or AFTER another.",
    .manual = "sql-altertype.html",
    .kinds = { Kind::AlterType },
    .check = check,
    .bad = { { "ALTER TYPE e ADD VALUE 'x'" } },
    .good = { { "ALTER TYPE e ADD VALUE 'x' AFTER 'a'" } },
};

} // namespace corridor::rules
