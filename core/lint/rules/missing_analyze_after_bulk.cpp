// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    int bulk = -1;
    for (int i = 0; i < at.statements().size(); ++i) {
        const Statement& statement = at.statements()[i];
        const auto* change = statement.as<sql::DataChange>();
        constexpr qsizetype many = 10'000;
        if (statement.kind == Kind::Copy || (change && change->rows > many)
            || (change && change->fromQuery && !change->sources.isEmpty()))
            bulk = i;
        else if (statement.kind == Kind::Analyze || statement.kind == Kind::Vacuum)
            bulk = -1;
    }
    if (bulk >= 0)
        report.add(at, "The planner knows nothing of the new rows until autovacuum comes by.",
            at.statements()[bulk].codeBegin, at.statements()[bulk].end);
}

extern const Rule missingAnalyzeAfterBulk {
    .id = "missing-analyze-after-bulk",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "After a bulk load the planner's statistics are those of before.",
    .effect = "Bad plans until autovacuum analyzes the table.",
    .safe = "ANALYZE the table at the end.",
    .manual = "sql-analyze.html",
    .checkMigration = check,
    .bad = { { "INSERT INTO t SELECT * FROM o" } },
    .good = { { "INSERT INTO t SELECT * FROM o; ANALYZE t" }, { "INSERT INTO t VALUES (1)" } },
};

} // namespace corridor::rules
