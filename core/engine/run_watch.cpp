// SPDX-License-Identifier: MIT
#include "engine/run_watch.h"

#include "report/quantity_text.h"

#include <algorithm>

namespace corridor {

namespace {

constexpr int intervalMs = 1000;

// A snapshot is small, and its session must never hold the run up.
ConnectionOptions watchOptions(ConnectionOptions options)
{
    options.set("connect_timeout", "2");
    options.set("application_name", "corridor watch");
    return options;
}

QString waitingText(const ServerSession& own, const QList<ServerSession>& blockers)
{
    QStringList lines;
    if (own.waitingFor && !own.waitingFor->relation.isEmpty())
        lines << QString("It waits for %1 on %2.").arg(own.waitingFor->mode, own.waitingFor->relation);
    for (const ServerSession& blocker : blockers)
        lines << blockerText(blocker);
    return lines.join('\n');
}

} // namespace

qint64 blockingSince(const ServerSession& blocker)
{
    return blocker.transactionMs.value_or(blocker.queryMs.value_or(blocker.connectedMs));
}

QString blockerText(const ServerSession& blocker)
{
    if (blocker.pid == 0)
        return "A prepared transaction stands before it (pg_prepared_xacts).";
    QString text = QString("Process %1 (%2 as %3%4), %5")
                       .arg(blocker.pid)
                       .arg(blocker.application.isEmpty() ? QString("an unnamed program") : blocker.application,
                           blocker.user, blocker.client.isEmpty() ? QString() : ", from " + blocker.client,
                           blocker.state.isEmpty() ? QString("state hidden") : blocker.state);
    text += QString(" for %1").arg(durationText(blockingSince(blocker)));
    if (!blocker.query.isEmpty())
        text += ": " + blocker.query.simplified().left(120);
    return text;
}

RunWatch::RunWatch(Session& watched, Observer observer)
    : m_watched(watched)
    , m_observer(std::move(observer))
{
    if (m_observer)
        m_watched.onWait(intervalMs, [this] { look(); });
}

RunWatch::~RunWatch()
{
    m_watched.onWait(-1, {});
}

void RunWatch::follow(const RunEvent& place)
{
    m_place = place;
    m_blockedBy.clear();
    m_phase.clear();
    m_done = -1;
}

void RunWatch::look()
{
    if (m_refused)
        return;
    if (!m_session) {
        auto opened = Session::open(watchOptions(m_watched.options()));
        m_refused = !opened;
        if (m_refused)
            return;
        m_session.emplace(std::move(*opened));
        (void)m_session->execute("SET statement_timeout = '2s'");
    }
    const auto snapshot = readServerSnapshot(*m_session, { .sizes = false, .maxLocks = 200 });
    m_refused = !snapshot && !m_session->isOpen();
    const ServerSession* own = snapshot ? snapshot->session(m_watched.backendPid()) : nullptr;
    if (!own)
        return;
    tellBlockers(*snapshot, *own);
    tellProgress(*snapshot);
}

void RunWatch::tellBlockers(const ServerSnapshot& snapshot, const ServerSession& own)
{
    if (!own.isBlocked()) {
        m_blockedBy.clear();
        return;
    }
    RunEvent event = m_place;
    event.kind = RunEvent::Kind::StepBlocked;
    event.repeated = own.blockedBy == m_blockedBy;
    for (const int pid : own.blockedBy) {
        const ServerSession* blocker = snapshot.session(pid);
        event.blockers << (blocker ? *blocker : ServerSession { .pid = pid });
    }
    event.text = waitingText(own, event.blockers);
    m_blockedBy = own.blockedBy;
    m_observer(event);
}

void RunWatch::tellProgress(const ServerSnapshot& snapshot)
{
    const auto progress = std::ranges::find(snapshot.progress, m_watched.backendPid(), &CommandProgress::pid);
    if (progress == snapshot.progress.end() || (progress->phase == m_phase && progress->done == m_done))
        return;
    m_phase = progress->phase;
    m_done = progress->done;
    RunEvent event = m_place;
    event.kind = RunEvent::Kind::StepProgress;
    event.text = progress->command + (progress->phase.isEmpty() ? QString() : ": " + progress->phase);
    event.done = progress->done;
    event.totalUnits = progress->total;
    event.unit = progress->unit;
    m_observer(event);
}

} // namespace corridor
