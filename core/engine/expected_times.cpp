// SPDX-License-Identifier: MIT
#include "engine/expected_times.h"

#include <QJsonArray>

namespace corridor {

namespace {

// Of the run's migrations, those that the plan would run with the same text.
QSet<QString> sameScripts(const RunRecord& run, const Plan& plan)
{
    QSet<QString> names;
    for (const QJsonValue& entry : run.plan["migrations"].toArray()) {
        for (const PlannedMigration& migration : plan.migrations) {
            if (migration.name == entry["name"].toString() && migration.checksum == entry["checksum"].toString())
                names << migration.name;
        }
    }
    return names;
}

QString placeOf(const RunRecord& run)
{
    return run.profile.isEmpty() ? run.target.database + '@' + run.target.host : run.profile;
}

} // namespace

ExpectedTimes expectedTimes(const Journal& journal, const Plan& plan, int runs)
{
    ExpectedTimes times;
    const auto newest = journal.runs({ .limit = runs });
    if (!newest)
        return times;
    for (const RunRecord& listed : *newest) {
        const QSet<QString> names
            = listed.action == actionWord(plan.action) ? sameScripts(listed, plan) : QSet<QString>();
        const auto run = names.isEmpty() ? Result<RunRecord>(RunRecord()) : journal.run(listed.id);
        if (!run)
            continue;
        for (const StepRecord& step : run->steps) {
            const std::pair key(step.migration, step.index);
            if (step.line > 0 && step.outcome == "done" && names.contains(step.migration) && !times.contains(key))
                times.insert(key, { step.durationMs, placeOf(listed) });
        }
    }
    return times;
}

} // namespace corridor
