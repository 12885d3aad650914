// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void look(const StatementContext& at, Report& report, const sql::DataChange& change)
{
    const bool insert = change.kind == sql::DataChange::Kind::Insert;
    if (insert || !columnstore(at, change.table))
        return;
    report.addOnTable(at, change.table,
        QString("Rows of %1 that are compressed are decompressed first, and more than 100,000 of them are an error.")
            .arg(at.describe(change.table)),
        change.offset);
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* change = at.statement.as<sql::DataChange>())
        look(at, report, *change);
    for (const sql::DataChange& change : at.statement.changes)
        look(at, report, change);
}

extern const Rule tsColumnstoreDml {
    .id = "ts-columnstore-dml",
    .severity = Severity::Warning,
    .hazard = "UPDATE and DELETE of compressed rows decompress them within the transaction.",
    .effect
    = "An error beyond timescaledb.max_tuples_decompressed_per_dml_transaction (100,000); bloat and locks below it.",
    .safe = "Work chunk by chunk, with a condition on the segment columns and on time.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/modify-compressed-data/",
    .kinds = { Kind::Update, Kind::Delete, Kind::Insert, Kind::Select, Kind::Merge },
    .check = check,
    .bad = { { "UPDATE t SET v = 1 WHERE ts < '2020-01-01'", COLUMNSTORE },
        { "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", COLUMNSTORE } },
    .good = { { "INSERT INTO t VALUES (1)", COLUMNSTORE }, { "UPDATE t SET v = 1 WHERE id = 1", HYPERTABLE } },
};

} // namespace corridor::rules
