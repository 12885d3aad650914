// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::TouchedRelation& touched : at.statement.relations) {
        const bool changed = touched.touch == sql::Touch::Alter || touched.touch == sql::Touch::Drop;
        if (!changed || touched.name.schema != "_timescaledb_internal")
            continue;
        report.add(at, QString("%1 is a chunk: TimescaleDB keeps its own books about it.").arg(code(touched.name)),
            touched.offset);
        return;
    }
}

extern const Rule tsDirectChunkDdl {
    .id = "ts-direct-chunk-ddl",
    .severity = Severity::Error,
    .hazard = "DDL on a chunk goes behind TimescaleDB's back.",
    .effect = "ALTER is refused; DROP TABLE of a chunk is accepted in silence and loses its rows.",
    .safe = "ALTER the hypertable; drop_chunks() for chunks.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/",
    .kinds = { Kind::AlterTable, Kind::DropTable },
    .check = check,
    .bad = { { "DROP TABLE _timescaledb_internal._hyper_1_2_chunk" },
        { "ALTER TABLE _timescaledb_internal._hyper_1_2_chunk ADD COLUMN a int" } },
    .good = { { "SELECT * FROM _timescaledb_internal._hyper_1_2_chunk" }, { "DROP TABLE internal._hyper_1_2_chunk" } },
};

} // namespace corridor::rules
