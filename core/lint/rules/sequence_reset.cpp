// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool insertsIds(const StatementContext& at)
{
    return std::ranges::any_of(at.migration.statements(),
        [](const Statement& statement) { return statement.kind == Kind::Insert || statement.kind == Kind::Copy; });
}

static bool usesMaximum(const sql::FunctionCall& call)
{
    return std::ranges::any_of(call.arguments, [](const sql::Expression& argument) {
        return argument.any([](const sql::Expression& part) {
            return part.text == "max" || part.kind == sql::Expression::Kind::Subquery;
        });
    });
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* alter = at.statement.as<sql::AlterSequence>()) {
        if (findOption(alter->options, QLatin1StringView("restart")) && !at.isIdle(alter->name) && !insertsIds(at))
            report.add(at, QString("%1 may give numbers again that are taken.").arg(code(alter->name)));
        return;
    }
    for (const sql::FunctionCall& call : at.statement.calls) {
        if (call.name.name == "setval" && !usesMaximum(call) && !insertsIds(at))
            report.add(at, "The sequence may give numbers again that are taken.", call.offset);
    }
}

extern const Rule sequenceReset {
    .id = "sequence-reset",
    .severity = Severity::Warning,
    .hazard = "A sequence that is set back gives numbers that are taken already.",
    .effect = "SHARE ROW EXCLUSIVE on the sequence; later inserts fail with duplicate keys.",
    .safe = "SELECT setval(sequence, (SELECT max(id) FROM table)).",
    .manual = "sql-altersequence.html",
    .kinds = { Kind::AlterSequence, Kind::Select },
    .check = check,
    .bad = { { "ALTER SEQUENCE s RESTART WITH 1" }, { "SELECT setval('s', 1)" } },
    .good = { { "SELECT setval('s', (SELECT max(id) FROM t))" }, { "ALTER SEQUENCE s OWNED BY t.id" },
        { "INSERT INTO t (id) VALUES (1), (2); ALTER SEQUENCE s RESTART WITH 3" } },
};

} // namespace corridor::rules
