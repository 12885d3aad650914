// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static QStringList viewsShowing(const StatementContext& at, const QString& column)
{
    QStringList names;
    for (const RelationState* view : at.schema().viewsOver(tableOf(at))) {
        const bool only = view->sources.size() == 1;
        if (view->kind != RelationState::Kind::ContinuousAggregate
            && (view->outputs.contains(column) || (only && view->outputs.contains("*"))))
            names << view->name.name;
    }
    return names;
}

static void look(const StatementContext& at, Report& report, const sql::AlterAction& action, const char* what)
{
    const QStringList views = action.cascade ? QStringList() : viewsShowing(at, action.name);
    if (!views.isEmpty())
        report.add(at,
            QString("%1 %2 fails: %3 still %4 it.")
                .arg(what, code(action.name), codes(views), views.size() == 1 ? "uses" : "use"),
            placeOf(at, action));
}

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::SetType))
        look(at, report, *action, "Changing the type of");
    for (const sql::AlterAction* action : actions(at, Action::DropColumn))
        look(at, report, *action, "Dropping");
}

extern const Rule alterTypeBlockedByDependant {
    .id = "alter-type-blocked-by-dependant",
    .severity = Severity::Error,
    .hazard = "The column is used by a view, so its type cannot be changed and it cannot be dropped.",
    .effect = "SQLSTATE 0A000 or 2BP01; DROP COLUMN … CASCADE removes the view silently.",
    .safe = "Drop the view and create it again in the same transaction, or add a new column.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER c TYPE text", "CREATE TABLE t (c varchar(9)); CREATE VIEW v AS SELECT c FROM t;" },
        { "ALTER TABLE t DROP COLUMN c", "CREATE TABLE t (c int); CREATE VIEW v AS SELECT * FROM t;" } },
    .good = { { "DROP VIEW v; ALTER TABLE t ALTER c TYPE text",
                  "CREATE TABLE t (c varchar(9)); CREATE VIEW v AS SELECT c FROM t;" },
        { "ALTER TABLE t ALTER d TYPE text",
            "CREATE TABLE t (c int, d varchar(9)); CREATE VIEW v AS SELECT c FROM t;" } },
};

} // namespace corridor::rules
