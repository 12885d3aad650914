// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& drop = at.as<sql::Drop>();
    if (!drop.cascade || (drop.object == Object::Extension && drop.names.value(0).name == "timescaledb"))
        return;
    QStringList views;
    bool idle = true;
    for (const QualifiedName& name : drop.names) {
        for (const RelationState* view : at.schema().viewsOver(name))
            views << view->name.name;
        const FunctionState* function = at.schema().function(name);
        idle = idle && (at.isIdle(name) || (function && function->fresh));
    }
    if (!idle)
        report.add(at,
            views.isEmpty() ? QString("CASCADE also drops whatever depends on it, unseen.")
                            : QString("CASCADE also drops %1.").arg(codes(views)));
}

extern const Rule dropCascadeAny {
    .id = "drop-cascade-any",
    .severity = Severity::Warning,
    .hazard = "CASCADE drops whatever depends on the object, and nobody has listed that.",
    .effect = "ACCESS EXCLUSIVE on each relation that goes: a function takes triggers with it, a view other views.",
    .safe = "Drop the dependants by name first; without CASCADE the server lists them.",
    .manual = "ddl-depend.html",
    .kinds = { Kind::DropView, Kind::DropMaterializedView, Kind::DropFunction, Kind::DropProcedure, Kind::DropSequence,
        Kind::DropExtension, Kind::DropIndex, Kind::DropServer, Kind::DropForeignTable, Kind::DropAggregate,
        Kind::DropOperator, Kind::DropOther, Kind::DropCollation },
    .check = check,
    .bad = { { "DROP VIEW v CASCADE" }, { "DROP FUNCTION f() CASCADE" }, { "DROP EXTENSION citext CASCADE" } },
    .good = { { "DROP VIEW v" }, { "CREATE VIEW v AS SELECT 1; DROP VIEW v CASCADE" } },
};

} // namespace corridor::rules
