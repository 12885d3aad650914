// SPDX-License-Identifier: MIT
#include "guide_steps.h"

#include <QCoreApplication>
#include <algorithm>

namespace corridor {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corridor::Guide", text);
}

QList<GuideStep> nothing(const QString& text)
{
    return { { tr("Nothing to do"), text, {}, true } };
}

bool isFailed(const MigrationStatus& status)
{
    return status.current() && status.current()->isFailed();
}

bool isMarked(const GuideFacts& facts)
{
    const MigrationStatus* status = facts.diagnosis.find(facts.migration);
    return status && !isFailed(*status);
}

// A script that was not there before, or the bad one with another text.
bool isCorrected(const GuideFacts& facts)
{
    const auto isNew
        = [&](const MigrationStatus& status) { return status.onDisk && !facts.before.contains(status.name); };
    const MigrationStatus* bad = facts.diagnosis.find(facts.migration);
    const bool edited = bad && bad->isPending() && bad->checksum != facts.failedChecksum;
    return edited || std::ranges::any_of(facts.diagnosis.migrations, isNew);
}

QString failureText(const GuideFacts& facts)
{
    const MigrationStatus* status = facts.diagnosis.find(facts.migration);
    const QString logs = status && status->current() ? status->current()->logs.value_or(QString()) : QString();
    const QString said = logs.section("Database error:", 1).trimmed().section('\n', 0, 0);
    return said.isEmpty() ? tr("%1 did not come to its end.").arg(facts.migration)
                          : tr("%1 stopped: %2").arg(facts.migration, said);
}

QList<GuideStep> failureSteps(const GuideFacts& facts)
{
    if (facts.migration.isEmpty())
        return nothing(tr("No migration of this database has failed."));
    const bool marked = isMarked(facts);
    const bool deployed = marked && facts.diagnosis.pending().isEmpty() && !facts.diagnosis.hasFailed();
    return {
        { tr("Identify the bad migration"), failureText(facts), { GuideDeed::OpenScript }, true },
        { tr("Say what is true in the database"),
            tr("Rolled back: nothing of it is there, because the server or you took it back; it will run again. "
               "Applied: you have done by hand all that it does; it will not run again."),
            { GuideDeed::MarkRolledBack, GuideDeed::MarkApplied, GuideDeed::OpenScript }, marked },
        { tr("Write what corrects it"),
            tr("Correct the script, if it was rolled back and no other database has it; else write a new migration."),
            { GuideDeed::OpenScript, GuideDeed::NewMigration }, marked && (isCorrected(facts) || deployed) },
        { tr("Deploy"), tr("The plan is shown before anything is changed."), { GuideDeed::Deploy }, deployed },
    };
}

QList<GuideStep> baselineSteps(const GuideFacts& facts)
{
    const bool foreign = !facts.diagnosis.tableExists && !facts.tables.isEmpty();
    const bool begun = facts.diagnosis.tableExists
        && std::ranges::any_of(
            facts.diagnosis.migrations, [](const MigrationStatus& one) { return one.current() != nullptr; });
    if (!foreign && !begun)
        return nothing(tr("The database is empty: a deploy makes everything."));
    const bool all = begun && facts.diagnosis.pending().isEmpty();
    return {
        { tr("Find what is there"),
            foreign ? tr("The database has no history, but holds tables: %1.").arg(facts.tables.join(", "))
                    : tr("The database has a history."),
            {}, true },
        { tr("Mark what it has already"),
            tr("Choose the last migration whose changes are in the database. It and those before it are marked as "
               "applied; no script is run."),
            { GuideDeed::MarkBaseline }, begun },
        { tr("Deploy the rest"), tr("What comes after it is applied. The plan is shown before anything is changed."),
            { GuideDeed::Deploy }, all },
    };
}

QList<GuideStep> driftSteps(const GuideFacts& facts)
{
    if (!facts.diagnosis.tableExists)
        return nothing(tr("The database has no history to compare it with."));
    const bool compared = facts.differences.has_value();
    const bool same = compared && facts.differences->isEmpty();
    const MigrationStatus* adopted = facts.diagnosis.find(facts.adopted);
    const bool marked = adopted && !adopted->isPending() && !isFailed(*adopted);
    if (same && facts.adopted.isEmpty())
        return nothing(tr("The database is what its applied migrations make."));
    const QString found = compared && !same
        ? facts.differences->first(qMin<qsizetype>(8, facts.differences->size())).join('\n')
            + (facts.differences->size() > 8 ? tr("\nand %1 more").arg(facts.differences->size() - 8) : QString())
        : tr("The applied migrations are built in a private server and compared with this database.");
    return {
        { tr("Compare the database with its history"), found, { GuideDeed::Compare }, compared },
        { tr("Take the difference up"),
            tr("A new migration says what was done by hand, so that other databases get it too."), { GuideDeed::Adopt },
            adopted != nullptr },
        { tr("Mark it as applied here"), tr("This database has it already: %1.").arg(facts.adopted),
            { GuideDeed::MarkAdopted, GuideDeed::OpenScript }, marked },
        { tr("Compare again"), tr("Nothing may be left."), { GuideDeed::Compare }, marked && same },
    };
}

} // namespace

QString deedText(GuideDeed deed)
{
    switch (deed) {
    case GuideDeed::OpenScript:
        return tr("Open the script");
    case GuideDeed::MarkRolledBack:
        return tr("Mark as rolled back");
    case GuideDeed::MarkApplied:
        return tr("Mark as applied");
    case GuideDeed::NewMigration:
        return tr("New migration…");
    case GuideDeed::Deploy:
        return tr("Deploy…");
    case GuideDeed::MarkBaseline:
        return tr("Mark up to here as applied");
    case GuideDeed::Compare:
        return tr("Compare");
    case GuideDeed::Adopt:
        return tr("Write the migration");
    case GuideDeed::MarkAdopted:
        break;
    }
    return tr("Mark as applied");
}

QList<GuideStep> guideSteps(GuideFlow flow, const GuideFacts& facts)
{
    switch (flow) {
    case GuideFlow::Failure:
        return failureSteps(facts);
    case GuideFlow::Baseline:
        return baselineSteps(facts);
    case GuideFlow::Drift:
        break;
    }
    return driftSteps(facts);
}

GuideFlow suggestedFlow(const GuideFacts& facts)
{
    if (!firstFailed(facts.diagnosis).isEmpty())
        return GuideFlow::Failure;
    return !facts.diagnosis.tableExists && !facts.tables.isEmpty() ? GuideFlow::Baseline : GuideFlow::Drift;
}

QString firstFailed(const Diagnosis& diagnosis)
{
    const auto found = std::ranges::find_if(diagnosis.migrations, isFailed);
    return found == diagnosis.migrations.end() ? QString() : found->name;
}

} // namespace corridor
