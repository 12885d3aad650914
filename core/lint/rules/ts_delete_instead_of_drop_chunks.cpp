// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

// WHERE ts < …, and nothing else.
static bool isTimeRange(const sql::Expression& where, const QStringList& dimensions)
{
    if (where.kind == sql::Expression::Kind::And)
        return std::ranges::all_of(
            where.arguments, [&](const sql::Expression& part) { return isTimeRange(part, dimensions); });
    const bool compares
        = where.kind == sql::Expression::Kind::Operator && QStringList { "<", "<=", ">", ">=" }.contains(where.text);
    return compares && std::ranges::any_of(where.arguments, [&](const sql::Expression& side) {
        return side.kind == sql::Expression::Kind::Column && dimensions.contains(side.text);
    });
}

static void check(const StatementContext& at, Report& report)
{
    const auto* change = at.statement.as<sql::DataChange>();
    const RelationState* table = change ? hypertable(at, change->table) : nullptr;
    if (table && !table->isIdle() && isTimeRange(change->where, table->dimensions))
        report.add(at,
            QString("drop_chunks() deletes old rows of %1 by the file, without dead rows.").arg(code(change->table)),
            change->offset);
}

extern const Rule tsDeleteInsteadOfDropChunks {
    .id = "ts-delete-instead-of-drop-chunks",
    .severity = Severity::Note,
    .hazard = "DELETE by time writes a dead row for each, where dropping a chunk removes a file.",
    .effect = "ROW EXCLUSIVE on all chunks, WAL and bloat.",
    .safe = "drop_chunks(), or a retention policy.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/drop_chunks/",
    .kinds = { Kind::Delete },
    .check = check,
    .bad = { { "DELETE FROM t WHERE ts < now() - INTERVAL '1 year'", HYPERTABLE } },
    .good = { { "DELETE FROM t WHERE id = 5", HYPERTABLE }, { "DELETE FROM t WHERE ts < now() AND id = 5", HYPERTABLE },
        { "DELETE FROM t WHERE ts < now()", "CREATE TABLE t (ts timestamptz);" } },
};

} // namespace corridor::rules
