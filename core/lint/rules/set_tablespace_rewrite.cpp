// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    for (const sql::AlterAction& action : alter ? alter->actions : QList<sql::AlterAction>()) {
        if (action.kind == Action::SetTablespace)
            report.addOnTable(at, alter->name,
                QString("%1 is copied to the tablespace %2 while nobody can read it.")
                    .arg(at.describe(alter->name), code(action.name)));
    }
}

extern const Rule setTablespaceRewrite {
    .id = "set-tablespace-rewrite",
    .severity = Severity::Warning,
    .hazard = "Moving a table or an index to another tablespace copies it under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during the copy; nothing happens where it is there already.",
    .safe = "REINDEX (TABLESPACE …) CONCURRENTLY for indexes (14 and later); pg_repack for tables.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable, Kind::AlterIndex, Kind::AlterMaterializedView },
    .check = check,
    .bad = { { "ALTER TABLE t SET TABLESPACE fast" }, { "ALTER INDEX i SET TABLESPACE fast" } },
    .good = { { "CREATE TABLE t (a int) TABLESPACE fast" } },
};

} // namespace corridor::rules
