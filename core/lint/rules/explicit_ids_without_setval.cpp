// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool advances(const MigrationContext& at)
{
    return std::ranges::any_of(at.statements(), [](const Statement& statement) {
        const auto* alter = statement.as<sql::AlterSequence>();
        return (alter && findOption(alter->options, QLatin1StringView("restart")))
            || std::ranges::any_of(
                statement.calls, [](const sql::FunctionCall& call) { return call.name.name == "setval"; });
    });
}

static void check(const StatementContext& at, Report& report)
{
    const auto& change = at.as<sql::DataChange>();
    const RelationState* table = at.relation(change.table);
    if (change.kind != sql::DataChange::Kind::Insert || change.rows == 0 || !table)
        return;
    for (qsizetype i = 0; i < change.columns.size(); ++i) {
        const ColumnState* column = table->column(change.columns[i]);
        const bool given
            = static_cast<size_t>(i) < change.values.size() && change.values[static_cast<size_t>(i)].isConstant();
        if (column && column->generates && given && !advances(at.migration))
            report.add(at,
                QString("The sequence of %1 does not know the numbers that are written here, and gives them again.")
                    .arg(code(column->name)));
    }
}

extern const Rule explicitIdsWithoutSetval {
    .id = "explicit-ids-without-setval",
    .severity = Severity::Warning,
    .hazard = "Rows get their numbers by hand and the sequence is not told.",
    .effect = "Later inserts of the application fail with duplicate keys.",
    .safe = "SELECT setval(pg_get_serial_sequence('table', 'id'), (SELECT max(id) FROM table)) at the end.",
    .manual = "functions-sequence.html",
    .kinds = { Kind::Insert },
    .check = check,
    .bad = { { "INSERT INTO t (id, a) VALUES (1, 'x')", "CREATE TABLE t (id serial PRIMARY KEY, a text);" } },
    .good = { { "INSERT INTO t (id, a) VALUES (1, 'x'); SELECT setval('t_id_seq', (SELECT max(id) FROM t))",
                  "CREATE TABLE t (id serial PRIMARY KEY, a text);" },
        { "INSERT INTO t (a) VALUES ('x')", "CREATE TABLE t (id serial PRIMARY KEY, a text);" },
        { "INSERT INTO t (id) VALUES ('x')", "CREATE TABLE t (id text PRIMARY KEY);" } },
};

} // namespace corridor::rules
