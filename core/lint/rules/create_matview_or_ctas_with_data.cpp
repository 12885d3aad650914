// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& table = at.as<sql::CreateTableAs>();
    QStringList sources;
    for (const QualifiedName& source : table.sources) {
        if (!at.isIdle(source) && !at.isSmall(source))
            sources << source.name;
    }
    if (table.withData && !table.temporary && !sources.isEmpty()
        && !findOption(table.options, QLatin1StringView("continuous")))
        report.add(at, QString("The query over %1 runs to its end inside the migration.").arg(codes(sources)));
}

extern const Rule createMatviewOrCtasWithData {
    .id = "create-matview-or-ctas-with-data",
    .severity = Severity::Note,
    .hazard = "Filling a table or a materialized view from a query makes the migration as long as the query.",
    .effect = "ACCESS SHARE on the sources; a long transaction holds back VACUUM and keeps its other locks.",
    .safe = "WITH NO DATA, and fill it after the deployment.",
    .manual = "sql-creatematerializedview.html",
    .kinds = { Kind::CreateTableAs, Kind::CreateMaterializedView },
    .check = check,
    .bad = { { "CREATE MATERIALIZED VIEW m AS SELECT * FROM t" }, { "CREATE TABLE copy AS SELECT * FROM t" } },
    .good = { { "CREATE MATERIALIZED VIEW m AS SELECT * FROM t WITH NO DATA" },
        { "CREATE TABLE n (a int); CREATE TABLE m AS SELECT * FROM n" } },
};

} // namespace corridor::rules
