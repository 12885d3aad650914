// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* rename = at.statement.as<sql::Rename>();
    const auto* move = at.statement.as<sql::SetSchema>();
    if (rename && rename->object == Object::Schema)
        report.add(at, QString("Every query that names the schema %1 fails at once.").arg(code(rename->relation.name)));
    else if (move && !at.isIdle(move->name))
        report.add(at,
            QString("%1 moves to the schema %2; programs that look for it where it was fail at once.")
                .arg(code(move->name), code(move->newSchema)));
}

extern const Rule renameOrMoveSchema {
    .id = "rename-or-move-schema",
    .severity = Severity::Warning,
    .hazard = "Queries, functions and search paths still name the old schema.",
    .effect = "ACCESS EXCLUSIVE on what moves.",
    .safe = "Leave views in the old schema until every program has moved.",
    .manual = "sql-alterschema.html",
    .kinds = { Kind::AlterSchema, Kind::AlterTable, Kind::AlterType, Kind::AlterFunction, Kind::AlterView,
        Kind::AlterSequence, Kind::AlterExtension },
    .check = check,
    .bad = { { "ALTER SCHEMA a RENAME TO b" }, { "ALTER TABLE t SET SCHEMA archive" } },
    .good = { { "CREATE TABLE t (a int); ALTER TABLE t SET SCHEMA archive" }, { "ALTER SCHEMA a OWNER TO b" } },
};

} // namespace corridor::rules
