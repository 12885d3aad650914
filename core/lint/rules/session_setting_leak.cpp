// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/function_arguments.h"

namespace corridor::rules {

// Settings whose change surprises what runs later on the same connection.
static bool surprises(const QString& name)
{
    static const QSet<QString> names { "search_path", "role", "session_authorization", "row_security",
        "statement_timeout", "default_tablespace", "default_transaction_isolation", "default_transaction_read_only",
        "transaction_timeout", "check_function_bodies", "timezone", "datestyle", "synchronous_commit",
        "standard_conforming_strings", "client_encoding", "constraint_exclusion", "jit", "enable_seqscan",
        "client_min_messages", "idle_in_transaction_session_timeout" };
    return names.contains(name);
}

// SELECT set_config('search_path', '', false)
static QString setByCall(const StatementContext& at)
{
    for (const sql::FunctionCall& call : at.statement.calls) {
        const bool session = call.arguments.size() == 3 && call.arguments[2].kind == sql::Expression::Kind::Boolean
            && call.arguments[2].text == "false";
        if (call.name.name == "set_config" && session)
            return textArgument(call, 0, QLatin1StringView("setting_name"));
    }
    return {};
}

static bool isResetLater(const StatementContext& at, const QString& name)
{
    for (int i = at.index + 1; i < at.migration.statements().size(); ++i) {
        const auto* later = at.migration.statements()[i].as<sql::SetVariable>();
        if (later && later->reset && (later->name == name || later->name.isEmpty()))
            return true;
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    const auto* set = at.statement.as<sql::SetVariable>();
    // Corridor gives every script a clean session.
    if (at.runner() == Runner::Corridor || at.inBody || (set && (set->local || set->reset)))
        return;
    const QString name = set ? set->name : setByCall(at);
    if (surprises(name) && !isResetLater(at, name))
        report.add(at,
            QString("%1 stays set for the migrations that run after this one on the same connection.").arg(code(name)));
}

extern const Rule sessionSettingLeak {
    .id = "session-setting-leak",
    .severity = Severity::Warning,
    .hazard = "SET outlives the script: the migrations after it run with the setting too.",
    .effect = "Tables in the wrong schema, other timeouts, silent triggers, depending on what ran before.",
    .safe = "SET LOCAL between BEGIN and COMMIT, or RESET at the end.",
    .manual = "sql-set.html",
    .kinds = { Kind::Set, Kind::Select },
    .check = check,
    .bad = { { "SET search_path = app; CREATE TABLE t (a int)", "", Runner::PrismaBatch },
        { "SET ROLE admin", "", Runner::PrismaSplit },
        { "SELECT pg_catalog.set_config('search_path', '', false)", "", Runner::PrismaBatch } },
    .good = { { "SELECT set_config('search_path', '', true)", "", Runner::PrismaBatch },
        { "SET search_path = app; RESET search_path", "", Runner::PrismaBatch },
        { "SET search_path = app", "", Runner::Corridor },
        { "BEGIN; SET LOCAL search_path = app; COMMIT", "", Runner::PrismaBatch },
        { "SET lock_timeout = '2s'", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
