// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Bytes that the type is aligned at; 0 for what has no fixed length (manual, pg_type.typalign).
static int alignment(const sql::TypeRef& type)
{
    static const QHash<QString, int> known { { "bool", 1 }, { "int2", 2 }, { "int4", 4 }, { "float4", 4 },
        { "date", 4 }, { "int8", 8 }, { "float8", 8 }, { "timestamp", 8 }, { "timestamptz", 8 }, { "serial", 4 },
        { "bigserial", 8 }, { "time", 8 } };
    return type.array ? 0 : known.value(type.name.name);
}

static int size(const QList<int>& widths)
{
    int at = 0;
    for (const int width : widths)
        at = (at + width - 1) / width * width + width;
    return (at + 7) / 8 * 8;
}

static void check(const StatementContext& at, Report& report)
{
    constexpr int worthIt = 8; // bytes a row
    QList<int> widths;
    for (const sql::ColumnDefinition& column : at.as<sql::CreateTable>().columns) {
        if (const int width = alignment(column.type))
            widths << width;
    }
    QList<int> sorted = widths;
    std::ranges::sort(sorted, std::ranges::greater());
    if (const int lost = size(widths) - size(sorted); lost >= worthIt)
        report.add(at, QString("In another order of its columns each row would be %1 bytes shorter.").arg(lost));
}

extern const Rule columnAlignmentPadding {
    .id = "column-alignment-padding",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Columns are aligned to their width, and the gaps between them are stored.",
    .effect = "A few bytes in every row.",
    .safe = "Wide fixed columns first, then narrow ones, then text.",
    .manual = "storage-page-layout.html",
    .kinds = { Kind::CreateTable },
    .check = check,
    .bad = { { "CREATE TABLE t (a bool, b bigint, c bool, d bigint)" } },
    .good = { { "CREATE TABLE t (b bigint, d bigint, a bool, c bool)" }, { "CREATE TABLE t (a bool, b text)" } },
};

} // namespace corridor::rules
