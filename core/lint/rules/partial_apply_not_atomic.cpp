// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool isRepeatable(const Statement& statement)
{
    const auto* table = statement.as<sql::CreateTable>();
    const auto* index = statement.as<sql::CreateIndex>();
    const auto* drop = statement.as<sql::Drop>();
    const auto* view = statement.as<sql::CreateView>();
    const auto* function = statement.as<sql::CreateFunction>();
    return (table && table->ifNotExists) || (index && index->ifNotExists) || (drop && drop->ifExists) || (view && view->replace)
        || (function && function->replace) || statement.kind == Kind::Set || statement.kind == Kind::Comment
        || statement.kind == Kind::Select || statement.kind == Kind::Grant || statement.kind == Kind::Do;
}

static void check(const MigrationContext& at, Report& report)
{
    if (at.options.runner != Runner::PrismaSplit)
        return;
    QSet<int> transactions;
    int second = -1;
    for (int i = 0; i < at.statements().size(); ++i) {
        if (isRepeatable(at.statements()[i]) || transactions.contains(at.transactions[static_cast<size_t>(i)]))
            continue;
        transactions << at.transactions[static_cast<size_t>(i)];
        if (transactions.size() == 2)
            second = i;
    }
    if (second >= 0)
        report.add(at, QString("If this or a later statement fails, those before it stay, and the migration cannot run again as it is."),
            at.statements()[second].codeBegin, at.statements()[second].end);
}

extern const Rule partialApplyNotAtomic {
    .id = "partial-apply-not-atomic",
    .severity = Severity::Warning,
    .hazard = "Prisma from 7.4 on commits each statement alone, so a failure leaves half of the migration.",
    .effect = "P3009 at the next deploy, and a schema that no migration describes.",
    .safe = "BEGIN and COMMIT around the statements, or one statement a migration.",
    .manual = "sql-begin.html",
    .checkMigration = check,
    .bad = { { "CREATE TABLE a (i int); CREATE TABLE b (i int)", "", Runner::PrismaSplit } },
    .good = { { "BEGIN; CREATE TABLE a (i int); CREATE TABLE b (i int); COMMIT", "", Runner::PrismaSplit },
        { "CREATE TABLE a (i int); CREATE TABLE b (i int)", "", Runner::PrismaBatch },
        { "CREATE TABLE IF NOT EXISTS a (i int); CREATE TABLE IF NOT EXISTS b (i int)", "", Runner::PrismaSplit } },
};

} // namespace corridor::rules
