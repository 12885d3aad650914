// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& drop = at.as<sql::Drop>();
    const bool named
        = std::ranges::any_of(drop.names, [](const QualifiedName& name) { return name.name == "timescaledb"; });
    if (named && drop.cascade)
        report.add(
            at, "All hypertables, continuous aggregates and policies lose what they are made of.", at.find("cascade"));
}

extern const Rule tsDropExtensionCascade {
    .id = "ts-drop-extension-cascade",
    .severity = Severity::Error,
    .hazard = "Without its extension a hypertable is an empty shell.",
    .effect = "Chunks, aggregates and policies are dropped with their data.",
    .safe = "Never in a migration: copy the data into plain tables first.",
    .manual = "sql-dropextension.html",
    .kinds = { Kind::DropExtension },
    .check = check,
    .bad = { { "DROP EXTENSION IF EXISTS timescaledb CASCADE" } },
    .good = { { "DROP EXTENSION timescaledb" }, { "DROP EXTENSION citext CASCADE" } },
};

} // namespace corridor::rules
