// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/durations.h"
#include "report/quantity_text.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    if (!index.concurrently || at.isIdle(index.table))
        return;
    std::optional<qint64> timeout;
    for (int i = 0; i < at.index; ++i) {
        const auto* set = at.migration.statements()[i].as<sql::SetVariable>();
        if (set && set->name == "statement_timeout" && !set->local)
            timeout = set->reset ? std::nullopt : durationMs(set->values.value(0));
    }
    constexpr qint64 minute = 60'000;
    if (timeout && *timeout > 0 && *timeout < 30 * minute)
        report.add(at, QString("statement_timeout is %1: a longer build is cancelled and leaves an invalid index.").arg(durationText(*timeout)));
}

extern const Rule indexBuildVsStatementTimeout {
    .id = "index-build-vs-statement-timeout",
    .severity = Severity::Warning,
    .hazard = "A short statement_timeout cancels a concurrent index build and leaves an invalid index behind.",
    .effect = "The invalid index is maintained by every write and used by no query.",
    .safe = "SET statement_timeout = 0 for the build; lock_timeout is what protects others.",
    .manual = "runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "SET statement_timeout = '5s'; CREATE INDEX CONCURRENTLY i ON t (a)" } },
    .good = { { "SET statement_timeout = 0; CREATE INDEX CONCURRENTLY i ON t (a)" },
        { "SET statement_timeout = '5s'; RESET statement_timeout; CREATE INDEX CONCURRENTLY i ON t (a)" } },
};

} // namespace corridor::rules
