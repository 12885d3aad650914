// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& extension = at.as<sql::AlterExtension>();
    const bool alone = at.migration.statements().size() == 1;
    // Corridor gives it a session of its own, and to be the first in it.
    if (extension.name != "timescaledb" || !extension.update || at.runner() == Runner::Corridor)
        return;
    Finding& finding = report.add(at,
        alone ? QString("It works only as the first statement of a session, which the runner has used before.")
              : QString("It works only as the first statement of a session, and alone."));
    if (alone)
        finding.severity = Severity::Warning;
}

extern const Rule tsExtensionUpdate {
    .id = "ts-extension-update",
    .severity = Severity::Error,
    .hazard = "TimescaleDB can only be updated by a session that has not used it yet.",
    .effect = "The statement fails once any object of TimescaleDB was touched in the session.",
    .safe = "psql -X -c 'ALTER EXTENSION timescaledb UPDATE', outside of migrations.",
    .manual = "https://docs.tigerdata.com/self-hosted/latest/upgrades/",
    .kinds = { Kind::AlterExtension },
    .check = check,
    .bad = { { "ALTER EXTENSION timescaledb UPDATE; SELECT 1", "", Runner::PrismaBatch },
        { "ALTER EXTENSION timescaledb UPDATE", "", Runner::PrismaSplit } },
    .good = { { "ALTER EXTENSION timescaledb UPDATE" },
        { "ALTER EXTENSION postgis UPDATE; SELECT 1", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
