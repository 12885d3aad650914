// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    using Control = sql::TransactionControl::Kind;
    int open = -1;
    for (int i = 0; i < at.statements().size(); ++i) {
        const auto* control = at.statements()[i].as<sql::TransactionControl>();
        if (!control)
            continue;
        if (control->kind == Control::Begin && open < 0)
            open = i;
        else if ((control->kind == Control::Commit || control->kind == Control::Rollback
                     || control->kind == Control::Prepare)
            && !control->chain)
            open = -1;
    }
    if (open >= 0)
        report.add(at,
            "This transaction is never committed: what follows is lost, or holds its locks until the connection ends.",
            at.statements()[open].codeBegin, at.statements()[open].end);
}

extern const Rule beginWithoutCommit {
    .id = "begin-without-commit",
    .severity = Severity::Error,
    .hazard = "A transaction is opened and never ended.",
    .effect = "Prisma marks the migration applied and its work is rolled back with the connection.",
    .safe = "COMMIT at the end, or no BEGIN at all.",
    .manual = "sql-begin.html",
    .checkMigration = check,
    .bad = { { "BEGIN; CREATE TABLE t (a int);" }, { "START TRANSACTION; SELECT 1" },
        { "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2" } },
    .good = { { "BEGIN; SELECT 1; COMMIT" }, { "SELECT 1" }, { "DO $$ BEGIN NULL; END $$" } },
};

} // namespace corridor::rules
