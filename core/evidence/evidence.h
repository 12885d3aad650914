// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "checklist/checklist.h"
#include "journal/journal.h"
#include "profile/profile.h"

namespace corridor {

// What there is to prove things with: all of it is read anew each time, so evidence goes stale by itself.
struct EvidenceSources {
    const Journal& journal;
    QList<Backup> backups;
    TargetIdentity target;
    QList<CoveredScript> pending; // the scripts that the next deploy would run
    QStringList applied; // names, as the target has them now
    QDateTime now; // UTC
};

// Ticks those items whose probe holds, unless a person has unticked them since; says of the others what is missing.
// Probes (checklist_template.h names them):
//   backup          the newest backup of the target is younger than `within`, verified, and has all that is applied
//   staging         a deploy of these very scripts to a staging profile, in the journal
//   run-locally     the same on a development profile, the sandbox or a bare URL
//   rollback-proof  the way back was proved for these very scripts ("prove-rollback" in the journal)
//   rehearsal       these very scripts were rehearsed with rows ("rehearse" in the journal)
//   compatibility   a rehearsal of these very scripts left the application's queries as they are ("prove-compatibility")
//   no-blocking     a rehearsal with rows closed no table to others for a second or more ("prove-no-blocking")
//   low-traffic     `now` is inside `window`
// Errors are the journal's.
Result<Checklist> withEvidence(Checklist checklist, const EvidenceSources& sources);

// Who has approved these very scripts for the target, each person once, in the order in which they did.
Result<QStringList> approvers(const Journal& journal, const QString& target, const QList<CoveredScript>& pending);
// The item under which approvals are filed among the ticks.
inline constexpr char approvalItem[] = "approval";

// The whole state of a target's gate: what the CLI, the window and the guard show and ask.
struct TargetGate {
    Checklist checklist;
    QStringList approvedBy;
    Gate gate;
    QJsonObject toJson() const;
};
// A journal that does not verify keeps the gate closed.
Result<TargetGate> readGate(const QString& projectRoot, const EvidenceSources& sources, const Profile* profile);

// The protected profile of this user that leads to `target`, whatever way of connecting was used: protection is the
// database's, not the word's by which it is called.
std::optional<Profile> protectingProfile(const Environment& environment, const TargetIdentity& target);
// `named`, the profile that was asked for, where it is protected itself, else the protected one that leads to the same
// database, else `named`.
std::optional<Profile> guardianOf(const std::optional<Profile>& named, const Environment& environment, const TargetIdentity& target);

// Pure. Whether `time` is inside "22:00-04:00", which may pass midnight; unset where the text is no such window.
std::optional<bool> isInWindow(const QString& window, QTime time);

} // namespace corridor
