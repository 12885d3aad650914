// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/durations.h"
#include "report/quantity_text.h"

namespace corridor::rules {

static bool lockedBefore(const StatementContext& at)
{
    for (int i = 0; i < at.index; ++i) {
        for (const RelationFact& fact : at.migration.facts[static_cast<size_t>(i)].relations) {
            if (fact.lock >= LockMode::ShareRowExclusive && !at.isIdle(fact.relation))
                return true;
        }
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    const auto& set = at.as<sql::SetVariable>();
    if (set.name != "lock_timeout" || set.reset)
        return;
    constexpr qint64 tooLong = 60'000;
    const auto timeout = durationMs(set.values.value(0));
    if (timeout && *timeout == 0)
        report.add(at, "lock_timeout = 0 waits for ever, and everybody waits behind it.");
    else if (timeout && *timeout > tooLong)
        report.add(at, QString("Everybody may have to wait %1 behind this migration.").arg(durationText(*timeout)));
    else if (lockedBefore(at))
        report.add(at, "Strong locks were taken before this line already; put it first.");
    else if (set.local && !at.inBody && !at.migration.inLargerTransaction(at.index))
        report.add(at, "SET LOCAL outside of a transaction does nothing.");
}

extern const Rule lockTimeoutDisabledOrLate {
    .id = "lock-timeout-disabled-or-late",
    .severity = Severity::Warning,
    .hazard = "A lock_timeout that is off, very long, or set after the first lock does not protect anybody.",
    .effect = "The locks before it wait without a bound.",
    .safe = "SET lock_timeout to a few seconds as the first statement.",
    .manual = "runtime-config-client.html#GUC-LOCK-TIMEOUT",
    .kinds = { Kind::Set },
    .check = check,
    .bad = { { "SET lock_timeout = 0; ALTER TABLE t ADD COLUMN a int" }, { "SET lock_timeout = '10min'" },
        { "ALTER TABLE t ADD COLUMN a int; SET lock_timeout = '2s'; ALTER TABLE t ADD COLUMN b int" },
        { "SET LOCAL lock_timeout = '2s'", "", Runner::Psql } },
    .good = { { "SET lock_timeout = '2s'; ALTER TABLE t ADD COLUMN a int" }, { "RESET lock_timeout" },
        { "BEGIN; SET LOCAL lock_timeout = '2s'; ALTER TABLE t ADD COLUMN a int; COMMIT", "", Runner::Psql } },
};

} // namespace corridor::rules
