// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static bool switchesOff(const QList<sql::Option>& options)
{
    return std::ranges::any_of(options, [](const sql::Option& option) {
        const bool named = option.name == "compress" || option.name == "enable_columnstore";
        return (option.space == "timescaledb" || option.space == "tsdb") && named
            && (option.value == "false" || option.value == "off");
    });
}

static void check(const StatementContext& at, Report& report)
{
    // Only a hypertable has the option: where the table is unknown, it may well be compressed.
    if ((at.relation(tableOf(at)) && !columnstore(at, tableOf(at))) || at.isIdle(tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::SetOptions)) {
        if (switchesOff(action->options))
            report.add(at,
                QString("Compression of %1 cannot be switched off while a chunk is compressed.")
                    .arg(code(tableOf(at))));
    }
}

extern const Rule tsColumnstoreDisable {
    .id = "ts-columnstore-disable",
    .severity = Severity::Error,
    .hazard = "Compression can only be switched off when nothing is compressed any more.",
    .effect = "The statement fails.",
    .safe = "Remove the policy and decompress all chunks first, in batches.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t SET (timescaledb.compress = false)", COLUMNSTORE },
        { "ALTER TABLE measurements SET (timescaledb.compress = false)" } },
    .good = { { "ALTER TABLE t SET (timescaledb.compress, timescaledb.compress_segmentby = 'id')", HYPERTABLE } },
};

} // namespace corridor::rules
