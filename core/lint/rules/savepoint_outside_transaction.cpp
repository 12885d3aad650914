// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const bool managed = at.runner() == Runner::Corridor;
    if (!managed && !at.migration.inWrittenTransaction(at.index))
        report.add(at, "This fails: no transaction block is open, and the implicit one of a message does not count.");
}

extern const Rule savepointOutsideTransaction {
    .id = "savepoint-outside-transaction",
    .severity = Severity::Error,
    .hazard = "SAVEPOINT needs a BEGIN.",
    .effect = "SQLSTATE 25P01, also in a message of many statements.",
    .safe = "BEGIN before it and COMMIT after it.",
    .manual = "sql-savepoint.html",
    .kinds = { Kind::Savepoint, Kind::Release, Kind::RollbackTo },
    .check = check,
    .bad = { { "SAVEPOINT s; SELECT 1", "", Runner::PrismaBatch }, { "SAVEPOINT s", "", Runner::Psql } },
    .good = { { "BEGIN; SAVEPOINT s; ROLLBACK TO s; COMMIT", "", Runner::PrismaBatch },
        { "SAVEPOINT s", "", Runner::Corridor } },
};

} // namespace corridor::rules
