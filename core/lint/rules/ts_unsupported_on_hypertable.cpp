// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static QString refused(const StatementContext& at)
{
    if (const auto* rule = at.statement.as<sql::CreateRule>())
        return hypertable(at, rule->table) ? "a rule" : QString();
    if (const auto* trigger = at.statement.as<sql::CreateTrigger>())
        return trigger->forEachRow && trigger->transitionTables && hypertable(at, trigger->table)
            ? "a row trigger with transition tables"
            : QString();
    const RelationState* table = hypertable(at, tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::AttachPartition)) {
        if (hypertable(at, action->relation))
            return "to become a partition";
    }
    if (!table)
        return {};
    if (!actions(at, Action::Inherit).isEmpty())
        return "to inherit";
    const auto dropped = actions(at, Action::DropNotNull);
    const bool time = std::ranges::any_of(
        dropped, [&](const sql::AlterAction* action) { return table->dimensions.contains(action->name); });
    return time ? "nulls in its time column" : QString();
}

static void check(const StatementContext& at, Report& report)
{
    if (const QString what = refused(at); !what.isEmpty())
        report.add(at, QString("A hypertable refuses %1.").arg(what));
}

extern const Rule tsUnsupportedOnHypertable {
    .id = "ts-unsupported-on-hypertable",
    .severity = Severity::Error,
    .hazard = "Hypertables do not do all that tables do.",
    .effect
    = "CREATE RULE, INHERIT, ATTACH PARTITION, row triggers with transition tables and nulls in the time column fail.",
    .safe = "Statement triggers, and a plain table where these are needed.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/limitations/",
    .kinds = { Kind::CreateRule, Kind::CreateTrigger, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING", HYPERTABLE },
        { "ALTER TABLE t INHERIT p", HYPERTABLE }, { "ALTER TABLE t ALTER ts DROP NOT NULL", HYPERTABLE },
        { "CREATE TRIGGER x AFTER INSERT ON t REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION f()",
            HYPERTABLE } },
    .good = { { "ALTER TABLE t ALTER id DROP NOT NULL", HYPERTABLE },
        { "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", HYPERTABLE },
        { "CREATE RULE r AS ON INSERT TO o DO INSTEAD NOTHING", HYPERTABLE } },
};

} // namespace corridor::rules
