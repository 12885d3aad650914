// SPDX-License-Identifier: MIT
#include "evidence/evidence.h"

#include "engine/run_journal.h"
#include "profile/profile_store.h"

#include <QHash>
#include <QJsonArray>
#include <QTime>
#include <algorithm>

namespace corridor {

namespace {

// What a probe found: that it holds, with a link to the proof, or what is missing.
struct Finding {
    bool holds = false;
    QString text;
};

QString timeText(const QDateTime& time) { return time.toUTC().toString("yyyy-MM-dd HH:mm 'UTC'"); }

Finding lookAtBackups(const EvidenceSources& sources, std::chrono::minutes within)
{
    const auto isOurs = [&](const Backup& backup) {
        const BackupManifest& manifest = backup.manifest;
        return TargetIdentity { manifest.host, manifest.port, manifest.database }.key() == sources.target.key();
    };
    const auto newest = std::ranges::find_if(sources.backups, isOurs);
    if (newest == sources.backups.end())
        return { false, "There is no backup of it: corridor backup create." };
    const BackupManifest& manifest = newest->manifest;
    const QString name = QString("Backup %1 (%2)").arg(manifest.id, newest->folder);
    if (manifest.startedAt.addDuration(within) < sources.now)
        return { false, QString("%1 is older than %2 minutes.").arg(name).arg(within.count()) };
    for (const QString& migration : sources.applied) {
        if (!manifest.migrations.contains(migration))
            return { false, name + " was taken before " + migration + " was applied." };
    }
    if (!newest->verifiedAt)
        return { false, name + " was not verified: corridor backup verify " + manifest.id + '.' };
    return { true, QString("%1 of %2, verified %3").arg(name, timeText(manifest.startedAt), timeText(*newest->verifiedAt)) };
}

// Whether a run of the journal was carried out whole, with these very scripts in it.
bool covers(const RunRecord& run, const CoveredScript& script)
{
    for (const QJsonValue& migration : run.plan["migrations"].toArray()) {
        if (migration["name"].toString() == script.name && migration["checksum"].toString() == script.checksum)
            return true;
    }
    return false;
}

using RunTest = std::function<bool(const RunRecord&)>;

// Each pending script must be covered by a finished run that passes the test; the newest is the proof.
Result<Finding> lookAtRuns(const EvidenceSources& sources, const RunTest& fits, const QString& what, const QString& next)
{
    const auto runs = sources.journal.runs({ .limit = 1000 });
    CORRIDOR_TRY(runs);
    QStringList missing;
    const RunRecord* proof = nullptr;
    for (const CoveredScript& script : sources.pending) {
        const auto run = std::ranges::find_if(*runs,
            [&](const RunRecord& record) { return record.outcome == "done" && fits(record) && covers(record, script); });
        if (run == runs->end())
            missing << script.name;
        else if (!proof)
            proof = &*run;
    }
    if (!missing.isEmpty())
        return Finding { false, QString("Not %1 as it is now: %2. %3").arg(what, missing.join(", "), next) };
    if (!proof)
        return Finding { true, "Nothing is pending." };
    return Finding { true, QString("%1 on %2 by %3 at %4 (journal %5)")
                               .arg(what, proof->target.key(), proof->who, timeText(proof->startedAt), proof->id) };
}

Result<Finding> lookAtDeploys(const EvidenceSources& sources, const QStringList& environments, const QString& what)
{
    return lookAtRuns(
        sources,
        [&](const RunRecord& run) {
            return run.action == "deploy" && environments.contains(run.environment) && run.target.key() != sources.target.key();
        },
        what, "Deploy it there first.");
}

bool hasRows(const RunRecord& run)
{
    const QString rows = run.plan["rows"].toString();
    return rows.startsWith("full") || rows.startsWith("sample");
}

Finding lookAtClock(const EvidenceSources& sources, const QString& window)
{
    const bool inside = isInWindow(window, sources.now.toUTC().time()).value_or(false);
    return { inside, QString("It is %1, %2 the window %3 UTC.").arg(timeText(sources.now), inside ? "inside" : "outside", window) };
}

Result<Finding> probe(const ChecklistItem& item, const EvidenceSources& sources)
{
    if (item.probe == "backup")
        return lookAtBackups(sources, periodFromText(item.within).value_or(RetentionPolicy().every));
    if (item.probe == "staging")
        return lookAtDeploys(sources, { "staging" }, "applied in staging");
    if (item.probe == "run-locally")
        return lookAtDeploys(sources, { "development", "" }, "run locally");
    if (item.probe == "rollback-proof")
        return lookAtRuns(sources, [](const RunRecord& run) { return run.action == "prove-rollback"; }, "proved to be reversible", {});
    if (item.probe == "rehearsal")
        return lookAtRuns(sources, [](const RunRecord& run) { return run.action == "rehearse" && hasRows(run); }, "rehearsed with rows",
            "corridor rehearse --rows full.");
    if (item.probe == "compatibility")
        return lookAtRuns(sources, [](const RunRecord& run) { return run.action == "prove-compatibility"; },
            "proved to leave the application's queries as they are", "corridor rehearse, with pg_stat_statements or --queries FILE.");
    if (item.probe == "no-blocking")
        return lookAtRuns(sources, [](const RunRecord& run) { return run.action == "prove-no-blocking"; }, "proved to block nobody for long",
            "corridor rehearse --rows full.");
    return lookAtClock(sources, item.window);
}

} // namespace

Result<Checklist> withEvidence(Checklist checklist, const EvidenceSources& sources)
{
    for (ItemStatus& status : checklist.items) {
        const bool untickedByHand = status.state == ItemState::Unticked && !status.who.isEmpty();
        if (status.item.probe.isEmpty() || status.isTicked() || untickedByHand)
            continue;
        const auto found = probe(status.item, sources);
        CORRIDOR_TRY(found);
        if (!found->holds) {
            status.reasons << found->text;
            continue;
        }
        status.state = ItemState::Ticked;
        status.proven = true;
        status.who.clear();
        status.at = sources.now;
        status.note = found->text;
        status.reasons.clear();
    }
    return checklist;
}

Result<QStringList> approvers(const Journal& journal, const QString& target, const QList<CoveredScript>& pending)
{
    const auto ticks = journal.ticks(target);
    CORRIDOR_TRY(ticks);
    QStringList people;
    for (const Tick& tick : *ticks) {
        if (tick.item != QLatin1String(approvalItem))
            continue;
        people.removeAll(tick.who);
        if (tick.ticked && scriptChanges(tick.scripts, pending).isEmpty())
            people << tick.who;
    }
    return people;
}

Result<TargetGate> readGate(const QString& projectRoot, const EvidenceSources& sources, const Profile* profile)
{
    const auto list = projectChecklist(projectRoot);
    CORRIDOR_TRY(list);
    const auto ticks = sources.journal.ticks(sources.target.key());
    CORRIDOR_TRY(ticks);
    auto checklist = withEvidence(evaluate(*list, *ticks, sources.pending), sources);
    CORRIDOR_TRY(checklist);
    const auto people = approvers(sources.journal, sources.target.key(), sources.pending);
    CORRIDOR_TRY(people);
    TargetGate state { .checklist = *checklist, .approvedBy = *people, .gate = gate(*checklist) };
    const auto book = sources.journal.verify();
    CORRIDOR_TRY(book);
    if (!book->ok()) {
        state.gate.open = false;
        state.gate.reasons << "Somebody has changed the journal: " + book->faults.first().text;
    }
    if (profile && people->size() < profile->approvals) {
        state.gate.open = false;
        state.gate.reasons << QString("%1 of %2 people have approved it%3.")
                                  .arg(people->size())
                                  .arg(profile->approvals)
                                  .arg(people->isEmpty() ? QString() : " (" + people->join(", ") + ')');
    }
    return state;
}

QJsonObject TargetGate::toJson() const
{
    QJsonObject json = checklist.toJson();
    json["gate"] = gate.toJson();
    json["approvedBy"] = QJsonArray::fromStringList(approvedBy);
    return json;
}

std::optional<Profile> protectingProfile(const Environment& environment, const TargetIdentity& target)
{
    const auto store = ProfileStore::open(ProfileStore::defaultPath(environment));
    if (!store)
        return std::nullopt;
    for (const Profile& profile : store->profiles()) {
        const auto options = parseConnection(profile.url, environment);
        if (profile.isProtected && options && identityOf(*options).key() == target.key())
            return profile;
    }
    return std::nullopt;
}

std::optional<Profile> guardianOf(const std::optional<Profile>& named, const Environment& environment, const TargetIdentity& target)
{
    if (named && named->isProtected)
        return named;
    const auto other = protectingProfile(environment, target);
    return other ? other : named;
}

std::optional<bool> isInWindow(const QString& window, QTime time)
{
    const QTime from = QTime::fromString(window.section('-', 0, 0).trimmed(), "HH:mm");
    const QTime to = QTime::fromString(window.section('-', 1).trimmed(), "HH:mm");
    if (!from.isValid() || !to.isValid() || from == to)
        return std::nullopt;
    return from < to ? time >= from && time < to : time >= from || time < to;
}

} // namespace corridor
