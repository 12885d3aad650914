// SPDX-License-Identifier: MIT
#include "written_down.h"

#include "engine/action_journal.h"
#include "engine/guard.h"
#include "engine/run_journal.h"
#include "evidence/before_deploy.h"
#include "evidence/evidence.h"

namespace corridor {

namespace {

using Guardian = std::optional<Profile>;

RunRecord recordOf(const PrismaCall& call, const Guardian& guardian)
{
    RunRecord record = newRunRecord(call.environment());
    record.project = call.project().root;
    if (guardian) {
        record.profile = guardian->name;
        record.environment = environmentWord(guardian->environment);
    }
    return record;
}

// The journal; none, and a note, where it cannot be had and nothing protected is at stake.
Result<std::optional<Journal>> openJournal(const PrismaCall& call, const Guardian& guardian)
{
    auto opened = Journal::open(Journal::defaultPath(call.environment()));
    if (opened)
        return std::optional(std::move(*opened));
    if (guardian && guardian->isProtected)
        return std::unexpected(opened.error());
    call.err("corridor: the journal cannot be written, so that this is not written down: " + opened.error().message);
    return std::nullopt;
}

void tellProblem(const PrismaCall& call, const std::optional<Error>& problem)
{
    if (problem)
        call.err("corridor: the journal could not be finished: " + problem->message);
}

Result<void> pass(const PrismaCall& call, const Profile& guardian, const Plan& plan, const Journal& journal)
{
    const Environment& environment = call.environment();
    const auto state = readGate(call.project().root,
        { .journal = journal,
            .backups = BackupStore(BackupStore::defaultFolder(environment)).list(),
            .target = identityOf(plan.target),
            .pending = coveredScripts(plan),
            .applied = plan.applied,
            .now = QDateTime::currentDateTimeUtc() },
        &guardian);
    CORRIDOR_TRY(state);
    CORRIDOR_TRY(guard(plan,
        { .profile = guardian.name,
            .gate = state->gate,
            .ciOnly = guardian.ciOnly,
            .inCi = !environment.value("CI").isEmpty(),
            .confirmedDatabase = environment.value("CORRIDOR_CONFIRM") }));
    const auto kept = keepBeforeDeploy(call.project().root, guardian.name, plan, call.connection(), environment, {}, call.token());
    CORRIDOR_TRY(kept);
    if (!kept->isEmpty())
        call.err(*kept + ".\n");
    return {};
}

Result<void> confirm(const PrismaCall& call, const Guardian& guardian, const QString& database)
{
    if (!guardian || !guardian->isProtected || call.environment().value("CORRIDOR_CONFIRM") == database)
        return {};
    return std::unexpected(Error { .code = "not-confirmed",
        .message = QString("%1 is protected: the name of its database was not given.").arg(guardian->name),
        .hint = QString("Set CORRIDOR_CONFIRM to %1.").arg(database),
        .state = "nothing was changed" });
}

} // namespace

RunReport writtenDown(const PrismaCall& call, const std::function<RunReport(const Approve&)>& carryOut)
{
    std::optional<Journal> journal;
    std::optional<RunJournal> book;
    const Approve begin = [&](const Plan& plan) -> Result<void> {
        if (plan.isEmpty())
            return {};
        const Guardian guardian = protectingProfile(call.environment(), identityOf(plan.target));
        auto opened = openJournal(call, guardian);
        CORRIDOR_TRY(opened);
        journal = std::move(*opened);
        if (guardian && guardian->isProtected)
            CORRIDOR_TRY(pass(call, *guardian, plan, *journal));
        book.emplace(journal ? &*journal : nullptr, recordOf(call, guardian));
        return book->approve()(plan);
    };
    const RunReport report = carryOut(begin);
    if (book) {
        book->finish(report);
        tellProblem(call, book->problem());
    }
    return report;
}

Result<void> writtenDown(const PrismaCall& call, const ConnectionOptions& where, const QString& action,
    const QJsonObject& plan, const std::function<Result<void>()>& work)
{
    const TargetIdentity target = identityOf(where);
    const Guardian guardian = protectingProfile(call.environment(), target);
    CORRIDOR_TRY(confirm(call, guardian, target.database));
    auto journal = openJournal(call, guardian);
    CORRIDOR_TRY(journal);
    RunRecord record = recordOf(call, guardian);
    record.action = action;
    record.target = target;
    record.role = where.value("user");
    record.plan = plan;
    std::optional<Error> problem;
    const auto done = journaled(*journal ? &**journal : nullptr, record, work, &problem);
    tellProblem(call, problem);
    return done;
}

} // namespace corridor
