// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* vacuum = at.statement.as<sql::Vacuum>();
    const auto* cluster = at.statement.as<sql::Cluster>();
    if (vacuum && !vacuum->full)
        return;
    if (vacuum && vacuum->tables.isEmpty()) {
        report.add(at, "Every table of the database is rewritten, and nobody can read it meanwhile.");
        return;
    }
    for (const QualifiedName& table : vacuum ? vacuum->tables : QList<QualifiedName> { cluster->table })
        report.addOnTable(
            at, table, QString("%1 is rewritten, and nobody can read it meanwhile.").arg(at.describe(table)));
}

extern const Rule vacuumFullOrCluster {
    .id = "vacuum-full-or-cluster",
    .severity = Severity::Error,
    .hazard = "VACUUM FULL and CLUSTER rewrite the table under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE and a rewrite; twice the room on disk.",
    .safe = "pg_repack, or plain VACUUM.",
    .manual = "sql-vacuum.html",
    .kinds = { Kind::Vacuum, Kind::Cluster },
    .check = check,
    .bad = { { "VACUUM FULL t" }, { "VACUUM (FULL, ANALYZE) t" }, { "CLUSTER t USING i" } },
    .good = { { "VACUUM t" }, { "VACUUM ANALYZE" } },
};

} // namespace corridor::rules
