// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (!at.as<sql::Truncate>().cascade)
        return;
    QStringList emptied;
    for (const RelationFact& fact : at.facts.relations)
        emptied << fact.relation.name;
    report.add(at,
        QString("All rows are gone of %1%2.")
            .arg(codes(emptied), at.schema().isComplete() ? "" : " and of every table that references them"));
}

extern const Rule truncateCascade {
    .id = "truncate-cascade",
    .severity = Severity::Error,
    .hazard = "TRUNCATE … CASCADE also empties every table that references this one, and those that reference them.",
    .effect = "ACCESS EXCLUSIVE on all of them.",
    .safe = "Name the tables that shall be emptied.",
    .manual = "sql-truncate.html",
    .kinds = { Kind::Truncate },
    .check = check,
    .bad = { { "TRUNCATE t CASCADE" } },
    .good = { { "DELETE FROM t WHERE a < 5" } },
};

} // namespace corridor::rules
