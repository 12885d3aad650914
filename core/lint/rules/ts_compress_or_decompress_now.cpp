// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at,
        { "compress_chunk", "decompress_chunk", "recompress_chunk", "convert_to_columnstore", "convert_to_rowstore",
            "merge_chunks", "split_chunk" });
    if (call)
        report.add(at,
            QString("%1 writes whole chunks anew, and locks each meanwhile.").arg(code(call->name.name + "()")),
            call->offset);
}

extern const Rule tsCompressOrDecompressNow {
    .id = "ts-compress-or-decompress-now",
    .severity = Severity::Warning,
    .hazard = "Compressing, merging and splitting chunks is heavy work that a migration should not wait for.",
    .effect = "ACCESS EXCLUSIVE on each chunk for the run.",
    .safe = "A policy, or a job outside of migrations.",
    .manual = "https://docs.tigerdata.com/api/latest/compression/",
    .kinds = { Kind::Select, Kind::Call },
    .check = check,
    .bad = { { "SELECT compress_chunk(c) FROM show_chunks('t') c" }, { "CALL convert_to_columnstore('c')" } },
    .good = { { "SELECT add_compression_policy('t', INTERVAL '7 days')" } },
};

} // namespace corridor::rules
