// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterEnum>();
    if (alter && alter->oldLabel.isEmpty() && at.major() < 12 && !at.inBody
        && at.migration.inLargerTransaction(at.index))
        report.add(at, QString("%1 Since PostgreSQL 12 it can.").arg(at.facts.transactionReason));
}

extern const Rule enumAddValueInTxPre12 {
    .id = "enum-add-value-in-tx-pre12",
    .severity = Severity::Error,
    .hazard = "Before PostgreSQL 12 an enum value cannot be added inside a transaction.",
    .effect = "SQLSTATE 25001.",
    .safe = "A migration of its own.",
    .manual = "sql-altertype.html",
    .kinds = { Kind::AlterType },
    .check = check,
    .bad = { { "ALTER TYPE e ADD VALUE 'x'; SELECT 1", "", Runner::PrismaBatch, 11 } },
    .good = { { "ALTER TYPE e ADD VALUE 'x'; SELECT 1", "", Runner::PrismaBatch, 12 },
        { "ALTER TYPE e ADD VALUE 'x'", "", Runner::PrismaBatch, 11 } },
};

} // namespace corridor::rules
