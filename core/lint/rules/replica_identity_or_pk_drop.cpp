// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Another key comes later in the script; the finding about its index says what that costs.
static bool addsKeyLater(const StatementContext& at)
{
    for (qsizetype i = at.index; i < at.migration.statements().size(); ++i) {
        const auto* alter = at.migration.statements()[i].as<sql::AlterTable>();
        if (alter && at.schema().same(alter->name, tableOf(at))
            && std::ranges::any_of(alter->actions, [](const sql::AlterAction& action) {
                   return action.kind == Action::AddConstraint && action.constraint.kind == Constraint::PrimaryKey;
               }))
            return true;
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = at.relation(tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::DropConstraint)) {
        const ConstraintState* key = table ? table->primaryKey() : nullptr;
        if ((key ? key->name == action->name : action->name.endsWith("_pkey")) && !addsKeyLater(at))
            report.addOnTable(at, tableOf(at),
                QString("Without its primary key %1 cannot replicate UPDATE and DELETE.").arg(at.describe(tableOf(at))),
                placeOf(at, *action));
    }
    for (const sql::AlterAction* action : actions(at, Action::ReplicaIdentity)) {
        if (action->name == "n")
            report.addOnTable(at, tableOf(at),
                QString("Without a replica identity %1 cannot replicate UPDATE and DELETE.")
                    .arg(at.describe(tableOf(at))));
    }
}

extern const Rule replicaIdentityOrPkDrop {
    .id = "replica-identity-or-pk-drop",
    .severity = Severity::Warning,
    .hazard = "A published table without a replica identity refuses UPDATE and DELETE.",
    .effect = "ACCESS EXCLUSIVE for a moment; writers of a published table fail afterwards.",
    .safe = "ALTER TABLE … REPLICA IDENTITY USING INDEX first, or drop and add the key in one ALTER TABLE.",
    .manual = "logical-replication-publication.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t DROP CONSTRAINT t_pkey", "CREATE TABLE t (a int PRIMARY KEY);" },
        { "ALTER TABLE t REPLICA IDENTITY NOTHING" } },
    .good = { { "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a, b)",
                  "CREATE TABLE t (a int PRIMARY KEY, b int);" },
        { "ALTER TABLE t DROP CONSTRAINT k", "CREATE TABLE t (a int PRIMARY KEY, CONSTRAINT k CHECK (a > 0));" } },
};

} // namespace corridor::rules
