// SPDX-License-Identifier: MIT
// corridor recover: what is left of a failed or interrupted migration, and the ways on from there.
#include "run_output.h"

#include "engine/recovery.h"
#include "monitor/advisory_lock_holder.h"

#include <QJsonArray>

namespace corridor {

namespace {

constexpr RecoveryWay ways[] = { RecoveryWay::Retry, RecoveryWay::Resume, RecoveryWay::MarkApplied,
    RecoveryWay::MarkRolledBack, RecoveryWay::RollBack };

QList<QCommandLineOption> options()
{
    return runOptions()
        + QList<QCommandLineOption> { { "retry", "Runs it again from its first statement; nothing of it was kept." },
              { "resume", "Goes on at the first statement that is not committed." },
              { "applied", "Its changes are in the database: marks it as applied." },
              { "rolled-back", "Nothing of it is in the database: marks it as rolled back." },
              { "roll-back", "Runs down.after-N.sql, the way back of what is committed, or else down.sql; marks it as rolled back." } };
}

Result<std::optional<RecoveryWay>> namedWay(const Context& context)
{
    std::optional<RecoveryWay> named;
    for (const RecoveryWay way : ways) {
        if (!context.isSet(recoveryWord(way).toLatin1().constData()))
            continue;
        if (named)
            return fail("usage", "Give one of --retry, --resume, --applied, --rolled-back and --roll-back.");
        named = way;
    }
    return named;
}

void print(const Context& context, const Recovery& recovery)
{
    context.print(QString("%1: %2").arg(recovery.migration, recovery.found));
    if (!recovery.error.isEmpty())
        context.print("    the server said: " + recovery.error);
    if (recovery.scriptChanged)
        context.print("    its script was changed since");
    for (const RecoveryOption& option : recovery.options)
        context.print(QString("  --%1  %2%3")
                .arg(recoveryWord(option.way), -12)
                .arg(option.text, option.certain ? "" : " Look first."));
}

// The state as it is read without the lock would call a run that goes on right now an interrupted one.
void warnOfRunning(const Context& context, Session& session)
{
    const auto holder = holderOfAdvisoryLock(session, 72707369, context.token());
    if (holder && *holder)
        context.warn(QString("Note: process %1 (%2) holds the migration lock; what looks interrupted may be running.")
                .arg((*holder)->pid)
                .arg((*holder)->application));
}

Answer list(const Context& context, const QList<Recovery>& recoveries)
{
    QJsonArray array;
    for (const Recovery& recovery : recoveries) {
        print(context, recovery);
        array << recovery.toJson();
    }
    if (recoveries.isEmpty())
        context.print("Nothing failed and nothing was interrupted.");
    return QJsonObject { { "recoveries", array } };
}

// On a terminal the list becomes a question.
std::optional<RecoveryWay> askWay(const Context& context, const Recovery& recovery)
{
    const QString answer = context.ask("Which (an empty line leaves it as it is)? --").trimmed();
    for (const RecoveryOption& option : recovery.options) {
        if (answer == recoveryWord(option.way))
            return option.way;
    }
    return std::nullopt;
}

Answer carryOut(Context& context, const Project& project, Session& session, const QString& name, RecoveryWay way)
{
    const auto engine = engineOptions(context);
    if (!engine)
        return engine.error();
    if (way != RecoveryWay::MarkApplied && way != RecoveryWay::MarkRolledBack)
        return runJournaled(context, project, [&](const Approve& approve) {
            return recover(session, project, name, way, *engine, approve, terminalObserver(context), context.token());
        });
    if (const auto done = markRecovered(session, project, name, way, *engine, context.token()); !done)
        return done.error();
    const QString mark = way == RecoveryWay::MarkApplied ? "applied" : "rolled-back";
    context.print(QString("Migration %1 marked as %2.").arg(name, QString(mark).replace('-', ' ')));
    return QJsonObject { { "migration", name }, { "markedAs", mark } };
}

Answer run(Context& context)
{
    const auto way = namedWay(context);
    if (!way)
        return way.error();
    const auto project = context.project();
    if (!project)
        return project.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto state = inspect(*session, *project, context.token());
    if (!state)
        return state.error();
    QList<Recovery> recoveries = recoveryOptions(*project, *state);
    const QString name = context.arguments().value(0);
    if (!name.isEmpty())
        recoveries.removeIf([&](const Recovery& recovery) { return recovery.migration != name; });
    if (*way && name.isEmpty() && recoveries.size() != 1)
        return usage("Several or no migrations wait for somebody: name one.");
    if (*way)
        return carryOut(context, *project, *session, name.isEmpty() ? recoveries.first().migration : name, **way);
    if (!recoveries.isEmpty())
        warnOfRunning(context, *session);
    const Answer answer = list(context, recoveries);
    if (context.json() || !context.isInteractive() || recoveries.size() != 1)
        return answer;
    const auto chosen = askWay(context, recoveries.first());
    return chosen ? carryOut(context, *project, *session, recoveries.first().migration, *chosen) : answer;
}

} // namespace

extern const Command recoverCommand { "recover",
    "[NAME] [--retry | --resume | --applied | --rolled-back | --roll-back]",
    "Says what is left of a failed or interrupted migration, and goes on from there.", options, run };

} // namespace corridor
