// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (columnstore(at, tableOf(at)) && !actions(at, Action::EnableRowSecurity).isEmpty())
        report.add(at, QString("TimescaleDB refuses row security on %1, which is compressed.").arg(code(tableOf(at))));
}

extern const Rule tsColumnstoreRls {
    .id = "ts-columnstore-rls",
    .severity = Severity::Error,
    .hazard = "Row security and compression exclude each other.",
    .effect = "The statement fails.",
    .safe = "Decide before compression is enabled.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ENABLE ROW LEVEL SECURITY", COLUMNSTORE } },
    .good = { { "ALTER TABLE t ENABLE ROW LEVEL SECURITY", HYPERTABLE } },
};

} // namespace corridor::rules
