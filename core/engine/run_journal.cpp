// SPDX-License-Identifier: MIT
#include "engine/run_journal.h"

namespace corridor {

namespace {

QString outcomeWord(const RunReport& report)
{
    if (!report.error)
        return "done";
    return report.error->code == "cancelled" ? "cancelled" : "failed";
}

constexpr qsizetype keptStatements = 1000; // of a migration: the journal is no log of data loads

// A line of each migration as a whole, with no line of the script, then one of each of its statements.
QList<StepRecord> stepsOf(const RunReport& report)
{
    QList<StepRecord> steps;
    for (const MigrationRun& migration : report.migrations) {
        steps << StepRecord { .migration = migration.name, .outcome = migration.outcome, .durationMs = migration.durationMs };
        for (const StepRun& step : migration.steps.first(qMin(keptStatements, migration.steps.size())))
            steps << StepRecord { migration.name, step.index, step.line, step.outcome, step.durationMs, step.affectedRows };
    }
    return steps;
}

} // namespace

TargetIdentity identityOf(const Target& target) { return { target.host, target.port, target.database }; }

TargetIdentity identityOf(const ConnectionOptions& options)
{
    return { options.value("host"), options.value("port"), options.value("dbname") };
}

QList<CoveredScript> coveredScripts(const Plan& plan)
{
    QList<CoveredScript> scripts;
    for (const PlannedMigration& migration : plan.migrations)
        scripts << CoveredScript { migration.name, migration.checksum };
    return scripts;
}

QList<CoveredScript> coveredScripts(const Project& project, const Diagnosis& diagnosis)
{
    QList<CoveredScript> scripts;
    for (const QString& name : diagnosis.pending())
        scripts << CoveredScript { name, project.find(name)->checksum };
    return scripts;
}

RunJournal::RunJournal(Journal* journal, RunRecord record, QString overrideReason)
    : m_journal(journal)
    , m_record(std::move(record))
    , m_overrideReason(std::move(overrideReason))
{
}

Approve RunJournal::approve(Approve next)
{
    return [this, next](const Plan& plan) -> Result<void> {
        if (next)
            CORRIDOR_TRY(next(plan));
        return m_journal && !plan.isEmpty() ? begin(plan) : Result<void>();
    };
}

Result<void> RunJournal::begin(const Plan& plan)
{
    m_record.action = actionWord(plan.action);
    m_record.target = identityOf(plan.target);
    m_record.role = plan.target.user;
    m_record.serverVersion = QString::number(plan.target.serverVersion);
    m_record.plan = plan.toJson();
    for (auto note = m_notes.begin(); note != m_notes.end(); ++note)
        m_record.plan[note.key()] = note.value();
    if (!m_overrideReason.isEmpty())
        m_record.plan["overrideReason"] = m_overrideReason;
    const auto run = m_journal->begin(m_record);
    CORRIDOR_TRY(run);
    m_run = *run;
    return {};
}

void RunJournal::finish(const RunReport& report)
{
    if (m_run.isEmpty())
        return;
    auto done = m_journal->addSteps(m_run, stepsOf(report));
    if (done)
        done = m_journal->finish(m_run, outcomeWord(report), report.error);
    if (!done)
        m_problem = done.error();
}

} // namespace corridor
