// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    constexpr qsizetype widest = 3;
    constexpr qsizetype most = 10;
    const auto& index = at.as<sql::CreateIndex>();
    if (!index.unique && index.keys.size() > widest)
        report.add(
            at, QString("An index on %1 columns serves few queries and slows every write.").arg(index.keys.size()));
    const RelationState* table = at.relation(index.table);
    if (table && table->indexes.size() == most)
        report.add(at,
            QString("%1 has %2 indexes already, each of which every write pays for.").arg(code(index.table)).arg(most));
}

extern const Rule wideOrManyIndexes {
    .id = "wide-or-many-indexes",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Every index is written with every row.",
    .effect = "Slower writes, more WAL, no HOT updates of the columns.",
    .safe = "Index what queries filter by; INCLUDE for the rest.",
    .manual = "indexes-multicolumn.html",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON t (a, b, c, d)" } },
    .good = { { "CREATE INDEX i ON t (a, b, c)" }, { "CREATE UNIQUE INDEX i ON t (a, b, c, d)" },
        { "CREATE INDEX i ON t (a) INCLUDE (b, c, d)" } },
};

} // namespace corridor::rules
