// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    using Control = sql::TransactionControl::Kind;
    bool open = false;
    for (int i = 0; i < at.statements().size(); ++i) {
        const Statement& statement = at.statements()[i];
        const auto* control = statement.as<sql::TransactionControl>();
        if (!control)
            continue;
        const bool ends = control->kind == Control::Commit || control->kind == Control::Rollback;
        if (control->kind == Control::Begin && open)
            report.add(at, "A transaction is open already; this BEGIN does nothing, and the next COMMIT ends the outer one.", statement.codeBegin, statement.end);
        else if (ends && !open)
            report.add(at,
                control->kind == Control::Rollback
                    ? QString("There is no transaction of the script to roll back: in one message this undoes what came before it, and what follows runs on.")
                    : QString("There is no transaction of the script to commit: in one message this makes what came before it permanent."),
                statement.codeBegin, statement.end);
        else if (control->kind == Control::Rollback && open)
            report.add(at, "The script undoes its own work, and the migration counts as applied all the same.", statement.codeBegin, statement.end);
        open = (control->kind == Control::Begin || open) && !(ends && !control->chain);
    }
}

extern const Rule commitOrRollbackInBatch {
    .id = "commit-or-rollback-in-batch",
    .severity = Severity::Error,
    .hazard = "COMMIT or ROLLBACK without a BEGIN of the script ends a transaction that is not its own.",
    .effect = "A failure later leaves half of the migration; after ROLLBACK only the rest of it is kept.",
    .safe = "Write BEGIN and COMMIT in pairs, or leave them out.",
    .manual = "protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT",
    .checkMigration = check,
    .bad = { { "CREATE TABLE a (i int); ROLLBACK; CREATE TABLE b (i int)" }, { "SELECT 1; COMMIT" }, { "BEGIN; BEGIN; COMMIT" } },
    .good = { { "BEGIN; SELECT 1; COMMIT" }, { "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT" } },
};

} // namespace corridor::rules
