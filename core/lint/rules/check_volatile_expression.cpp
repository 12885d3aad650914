// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static const QSet<QString>& movingFunctions()
{
    static const QSet<QString> names { "now", "current_timestamp", "current_date", "current_time", "localtimestamp",
        "localtime", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "random", "gen_random_uuid",
        "current_user", "current_setting", "age" };
    return names;
}

static void look(const StatementContext& at, Report& report, const sql::ConstraintDefinition& constraint)
{
    if (constraint.kind != Constraint::Check)
        return;
    QString name;
    constraint.expression.visit([&](const sql::Expression& part) {
        if (part.kind == sql::Expression::Kind::Call && movingFunctions().contains(part.text))
            name = part.text;
    });
    if (!name.isEmpty())
        report.add(at,
            QString("The CHECK asks %1, whose answer changes: rows that passed may not pass again.").arg(code(name)),
            constraint.offset);
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* table = at.statement.as<sql::CreateTable>()) {
        for (const sql::ConstraintDefinition& constraint : table->constraints)
            look(at, report, constraint);
        for (const sql::ColumnDefinition& column : table->columns) {
            for (const sql::ConstraintDefinition& constraint : column.constraints)
                look(at, report, constraint);
        }
    }
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::Check))
        look(at, report, action->constraint);
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        for (const sql::ConstraintDefinition& constraint : action->column.constraints)
            look(at, report, constraint);
    }
}

extern const Rule checkVolatileExpression {
    .id = "check-volatile-expression",
    .severity = Severity::Warning,
    .hazard = "A CHECK whose answer depends on the time or the session holds only at the moment of writing.",
    .effect = "PostgreSQL accepts it; a restored dump or a later UPDATE of an old row fails.",
    .safe = "Check it in a trigger or in the application.",
    .manual = "ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS",
    .kinds = { Kind::CreateTable, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE TABLE t (a timestamptz CHECK (a > now()))" },
        { "ALTER TABLE t ADD CHECK (d <= CURRENT_DATE) NOT VALID" } },
    .good = { { "CREATE TABLE t (a int CHECK (a > 0), b timestamptz DEFAULT now())" } },
};

} // namespace corridor::rules
