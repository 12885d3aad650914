// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at, { "reorder_chunk", "move_chunk" });
    if (call && at.migration.inLargerTransaction(at.index))
        report.add(at,
            QString("%1 cannot run inside a transaction, and here other statements share it.")
                .arg(code(call->name.name + "()")),
            call->offset);
}

extern const Rule tsReorderMoveChunkInBatch {
    .id = "ts-reorder-move-chunk-in-batch",
    .severity = Severity::Error,
    .hazard = "Reordering and moving chunks commits in between.",
    .effect = "The statement fails inside a transaction.",
    .safe = "A migration of its own, or a reorder policy.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/reorder_chunk/",
    .kinds = { Kind::Select, Kind::Call },
    .check = check,
    .bad = { { "SELECT reorder_chunk('c'); SELECT 1", "", Runner::PrismaBatch } },
    .good = { { "SELECT reorder_chunk('c')", "", Runner::PrismaBatch },
        { "SELECT add_reorder_policy('t', 'i'); SELECT 1", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
