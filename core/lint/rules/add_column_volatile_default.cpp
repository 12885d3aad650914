// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/volatility.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (at.isHypertable(tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        const auto* value = action->column.find(Constraint::Default);
        const Volatility volatility = value ? volatilityOf(value->expression, at.schema()) : Volatility::NotVolatile;
        if (volatility == Volatility::NotVolatile)
            continue;
        const bool certain = volatility == Volatility::Volatile;
        Finding* finding = report.addOnTable(at, tableOf(at),
            QString("%1 %2 to give every row of %3 its own %4, and nobody can read the table meanwhile.")
                .arg(code(volatileFunction(value->expression, at.schema()) + "()"),
                    certain ? "rewrites the table" : "may rewrite the table", at.describe(tableOf(at)),
                    code(action->column.name)),
            placeOf(at, *action));
        if (finding && !certain)
            finding->severity = std::min(finding->severity, Severity::Warning);
    }
}

extern const Rule addColumnVolatileDefault {
    .id = "add-column-volatile-default",
    .severity = Severity::Error,
    .hazard = "A column is added with a default that differs from row to row, so the whole table is rewritten.",
    .effect = "ACCESS EXCLUSIVE on the table and its partitions while the heap and every index are written anew. On "
              "PostgreSQL 11 and later only volatile defaults do so; now() and constants do not.",
    .safe = "Add the column without the default, SET DEFAULT for new rows, and fill the old ones in batches.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN u uuid NOT NULL DEFAULT gen_random_uuid()" },
        { "ALTER TABLE t ADD COLUMN u text[] DEFAULT ARRAY[gen_random_uuid()::text]" },
        { "ALTER TABLE t ADD COLUMN u text DEFAULT md5(random()::text)" },
        { "ALTER TABLE t ADD COLUMN u timestamptz DEFAULT clock_timestamp()" },
        { "ALTER TABLE t ADD COLUMN u text DEFAULT my_id()",
            "CREATE FUNCTION my_id() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'x'; END $$;" } },
    .good = { { "ALTER TABLE t ADD COLUMN u timestamptz NOT NULL DEFAULT now()", "", Runner::Corridor, 15,
                  "now() is stable: one value for all rows" },
        { "ALTER TABLE t ADD COLUMN u timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP" },
        { "ALTER TABLE t ADD COLUMN u jsonb DEFAULT jsonb_build_object('a', 1)" },
        { "ALTER TABLE t ADD COLUMN u text DEFAULT 'x', ADD COLUMN v int NOT NULL DEFAULT 0" },
        { "ALTER TABLE t ADD COLUMN u text DEFAULT current_user" },
        { "CREATE TABLE n (id int); ALTER TABLE n ADD COLUMN u uuid DEFAULT gen_random_uuid()", "", Runner::Corridor,
            15, "the table is empty" } },
};

} // namespace corridor::rules
