// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

// What TimescaleDB 2.28 refuses of a new column, as a phrase; empty where it accepts it.
static QString refused(const sql::ColumnDefinition& column)
{
    const auto* value = column.find(Constraint::Default);
    if (value && !value->expression.isConstant())
        return "a default that is no constant";
    if (column.has(Constraint::NotNull) && !value)
        return "NOT NULL without a default";
    if (column.has(Constraint::Generated))
        return "a generated column";
    if (column.has(Constraint::Identity))
        return "an identity column";
    if (column.has(Constraint::ForeignKey))
        return "a foreign key with the column";
    return column.has(Constraint::Unique) || column.has(Constraint::PrimaryKey) ? "a key with the column" : QString();
}

static void check(const StatementContext& at, Report& report)
{
    if (!columnstore(at, tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        if (const QString what = refused(action->column); !what.isEmpty())
            report.add(at, QString("%1 is compressed, and TimescaleDB refuses %2 there.").arg(code(tableOf(at)), what), placeOf(at, *action));
    }
}

extern const Rule tsColumnstoreAddColumn {
    .id = "ts-columnstore-add-column",
    .severity = Severity::Error,
    .hazard = "A compressed hypertable takes only plain new columns.",
    .effect = "The statement fails for NOT NULL without default, defaults like now(), generated, identity, unique and referencing columns.",
    .safe = "ADD COLUMN nullable or with a constant default, then SET DEFAULT, then fill it in.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/modify-a-schema/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()", COLUMNSTORE }, { "ALTER TABLE t ADD COLUMN a int NOT NULL", COLUMNSTORE },
        { "ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS IDENTITY", COLUMNSTORE }, { "ALTER TABLE t ADD COLUMN a int REFERENCES o (id)", COLUMNSTORE },
        { "ALTER TABLE t ADD COLUMN a int UNIQUE", COLUMNSTORE } },
    .good = { { "ALTER TABLE t ADD COLUMN a int", COLUMNSTORE }, { "ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 0", COLUMNSTORE },
        { "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()", HYPERTABLE } },
};

} // namespace corridor::rules
