// SPDX-License-Identifier: MIT
#include "lint/transactions.h"

#include "sql/modes.h"
#include "sql/transaction_rules.h"

namespace corridor {

using Kind = sql::TransactionControl::Kind;

static const sql::TransactionControl* controlOf(const Statement& statement)
{
    return statement.as<sql::TransactionControl>();
}

// Each statement by itself, but for what stands between BEGIN and COMMIT.
static std::vector<int> splitTransactions(const Script& script)
{
    std::vector<int> numbers;
    int number = 0;
    bool open = false;
    for (const Statement& statement : script.statements) {
        const auto* control = controlOf(statement);
        if (!open)
            ++number;
        numbers.push_back(number);
        if (control && control->kind == Kind::Begin)
            open = true;
        else if (control && (control->kind == Kind::Commit || control->kind == Kind::Rollback) && !control->chain)
            open = false;
    }
    return numbers;
}

// The whole message is one implicit transaction, which COMMIT and ROLLBACK end and the next statement begins anew.
static std::vector<int> batchTransactions(const Script& script)
{
    std::vector<int> numbers;
    int number = 0;
    for (const Statement& statement : script.statements) {
        numbers.push_back(number);
        const auto* control = controlOf(statement);
        if (control && (control->kind == Kind::Commit || control->kind == Kind::Rollback))
            ++number;
    }
    return numbers;
}

// Only the transaction rules are asked, against the schema before the script: that is what decides here.
static ExecutionPlan planOf(const Script& script, int major, const SchemaState& schema)
{
    ModePlanner planner(major);
    for (const Statement& statement : script.statements) {
        StatementFacts facts;
        applyTransactionRules(facts, statement, major, schema);
        planner.add(statement, script.code(statement), facts);
    }
    return planner.finish(script.isParsable());
}

std::vector<int> transactionsOf(const Script& script, RunnerProfile runner, int major, const SchemaState& schema)
{
    if (runner == RunnerProfile::PrismaSplit || runner == RunnerProfile::Psql)
        return splitTransactions(script);
    const ExecutionPlan plan = runner == RunnerProfile::Corridor ? planOf(script, major, schema) : ExecutionPlan();
    if (runner == RunnerProfile::PrismaBatch || plan.mode == ExecutionMode::AsPrisma)
        return batchTransactions(script);
    std::vector<int> numbers(static_cast<size_t>(script.statements.size()));
    for (int group = 0; group < plan.groups.size(); ++group) {
        for (int i = plan.groups[group].first; i <= plan.groups[group].last(); ++i)
            numbers[static_cast<size_t>(i)] = group;
    }
    return numbers;
}

} // namespace corridor
