// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "journal/journal.h"

namespace corridor {

// The identity under which runs and ticks of a target are filed.
TargetIdentity identityOf(const Target& target);
TargetIdentity identityOf(const ConnectionOptions& options);

// The scripts that the next deploy would run, as ticks cover them.
QList<CoveredScript> coveredScripts(const Plan& plan);
QList<CoveredScript> coveredScripts(const Project& project, const Diagnosis& diagnosis);

// Writes one run into the journal: its plan before anything is changed, its steps and its end after. A journal that
// cannot be written stops the run before it changes anything; afterwards the trouble is told by problem().
// `journal` may be null: then nothing is written. It must outlive this object, and stay on the run's thread.
class RunJournal {
public:
    // `overrideReason`: why a closed gate was passed, written beside the plan.
    RunJournal(Journal* journal, RunRecord record, QString overrideReason = {});

    // Something to be written beside the plan: what the gate was, say. Before the run begins.
    void note(const QString& key, const QJsonValue& value) { m_notes[key] = value; }
    // For deploy(), rollback() and reset(): asks `next` first, then writes the run down.
    Approve approve(Approve next = {});
    void finish(const RunReport& report);

    const std::optional<Error>& problem() const { return m_problem; }

private:
    Result<void> begin(const Plan& plan);

    Journal* m_journal;
    RunRecord m_record;
    QString m_overrideReason;
    QJsonObject m_notes;
    QString m_run;
    std::optional<Error> m_problem;
};

} // namespace corridor
