// SPDX-License-Identifier: MIT
#include "lint/rules/history.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& drop = at.as<sql::Drop>();
    for (const QualifiedName& name : drop.names) {
        if (at.isIdle(name) || (drop.ifExists && at.schema().isComplete() && !at.relation(name)))
            continue;
        QStringList others;
        for (const RelationFact& fact : at.facts.relations) {
            const RelationState* other = at.relation(fact.relation);
            if (!drop.names.contains(fact.relation) && other && !other->isIdle() && !fact.index)
                others << fact.relation.name;
        }
        Finding* finding = report.addOnTable(at, name,
            QString("%1 and its data are gone for good%2.")
                .arg(at.describe(name), others.isEmpty() ? QString() : "; " + codes(others) + " are locked too"),
            at.find(name.name));
        const RelationState* table = at.relation(name);
        if (finding && !table && drop.ifExists && knowsHistory(at))
            finding->severity = Severity::Note;
        if (finding && table && !table->parent.isEmpty())
            finding->severity = Severity::Warning;
    }
}

extern const Rule dropTable {
    .id = "drop-table",
    .severity = Severity::Error,
    .hazard = "A dropped table cannot come back.",
    .effect = "ACCESS EXCLUSIVE on the table, and on every table that its foreign keys reference.",
    .safe = "Rename it out of the way, wait for a release or two, take a backup, then drop it.",
    .manual = "sql-droptable.html",
    .kinds = { Kind::DropTable },
    .check = check,
    .bad = { { "DROP TABLE t" }, { "DROP TABLE IF EXISTS a, b CASCADE" } },
    .good = { { "CREATE TABLE t (a int); DROP TABLE t" }, { "CREATE TEMP TABLE t (a int); DROP TABLE t" } },
};

} // namespace corridor::rules
