// SPDX-License-Identifier: MIT
#include "lint/rules/history.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& drop = at.as<sql::Drop>();
    if (drop.concurrently)
        return;
    for (const QualifiedName& name : drop.names) {
        const RelationState* owner = at.schema().relationOfIndex(name);
        const IndexState* index = owner ? owner->index(name.name) : nullptr;
        if ((index && (index->fresh || index->constraint)) || (owner && (owner->isIdle() || owner->hypertable)))
            continue;
        if (!owner && drop.ifExists && at.schema().isComplete())
            continue;
        Finding& finding = report.add(at,
            QString("Dropping %1 waits for every query of %2, and meanwhile all others wait behind it.")
                .arg(code(name), owner ? at.describe(owner->name) : QString("its table")));
        if (!owner && drop.ifExists && knowsHistory(at))
            finding.severity = Severity::Note;
    }
}

extern const Rule dropIndexBlocking {
    .id = "drop-index-blocking",
    .severity = Severity::Warning,
    .hazard = "DROP INDEX takes the strongest lock on the table, for a moment.",
    .effect
    = "ACCESS EXCLUSIVE on the table and the index; waits for running queries and holds up those that come after.",
    .safe = "DROP INDEX CONCURRENTLY, outside of a transaction.",
    .manual = "sql-dropindex.html",
    .kinds = { Kind::DropIndex },
    .check = check,
    .bad = { { "DROP INDEX i" } },
    .good = { { "DROP INDEX CONCURRENTLY i" }, { "CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX i" },
        { "CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP INDEX i" } },
};

} // namespace corridor::rules
