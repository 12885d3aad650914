// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* index = at.statement.as<sql::CreateIndex>();
    const auto* reindex = at.statement.as<sql::Reindex>();
    const bool concurrent = (index && index->concurrently) || (reindex && reindex->concurrently);
    if (concurrent && at.major() == 14 && at.options().minor >= 0 && at.options().minor < 4)
        report.add(at,
            QString("PostgreSQL 14.%1 builds corrupt indexes concurrently; 14.4 is the first that does not.")
                .arg(at.options().minor));
}

extern const Rule cicCorruptionPg14Early {
    .id = "cic-corruption-pg14-early",
    .severity = Severity::Error,
    .hazard = "PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built concurrently.",
    .effect = "Silent corruption of the index.",
    .safe = "Update the server to 14.4 or later, then REINDEX.",
    .manual = "https://www.postgresql.org/docs/release/14.4/",
    .kinds = { Kind::CreateIndex, Kind::Reindex },
    .check = check,
    .bad = { { "CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::Corridor, 14'02 } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::Corridor, 14'08 },
        { "CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::Corridor, 15 } },
};

} // namespace corridor::rules
