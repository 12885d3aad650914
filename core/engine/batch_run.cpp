// SPDX-License-Identifier: MIT
// The part of ScriptRunner that runs one UPDATE or DELETE in batches.
#include "engine/script_runner.h"

#include <QElapsedTimer>
#include <poll.h>

namespace corridor {

namespace {

// A key that may be NULL would leave rows out.
Result<void> checkKey(
    Session& session, const Statement& statement, const BatchDirective& batch, const CancelToken& token)
{
    const QString table = statement.as<sql::DataChange>()->table.text();
    const auto column
        = session.query({ "SELECT attnotnull FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2"
                          " AND NOT attisdropped",
                            { table.toUtf8(), batch.key.toUtf8() } },
            token);
    CORRIDOR_TRY(column);
    const bool found = column->rows() > 0;
    if (found && column->boolean(0, 0))
        return {};
    return fail("batch-key",
        QString(found ? "The key of the batches, %1 of %2, may be NULL: such rows would be left out."
                      : "The key of the batches, %1 of %2, does not exist.")
            .arg(batch.key, table),
        "Name a column that is NOT NULL, and that an index begins with.");
}

qint64 estimatedRows(Session& session, const Statement& statement)
{
    const auto rows = session.query({ "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass($1)",
        { statement.as<sql::DataChange>()->table.text().toUtf8() } });
    return rows && rows->rows() > 0 ? rows->integer(0, 0) : 0;
}

qint64 standbyLagMs(Session& session)
{
    const auto lag = session.execute(
        "SELECT coalesce(extract(epoch FROM max(replay_lag)) * 1000, 0)::bigint FROM pg_stat_replication");
    return lag && lag->rows() > 0 ? lag->integer(0, 0) : 0;
}

} // namespace

Result<void> ScriptRunner::rest(int ms)
{
    pollfd descriptor { m_token.descriptor(), POLLIN, 0 };
    if (ms > 0)
        poll(&descriptor, 1, ms);
    if (m_token.isCancelled())
        return fail("cancelled", QString("`%1` was cancelled between two batches.").arg(m_migration->name),
            QString("`corridor recover %1` goes on where it stopped.").arg(m_migration->name));
    return {};
}

Result<void> ScriptRunner::waitForStandbys()
{
    while (m_options.maxLagMs > 0 && standbyLagMs(m_session) > m_options.maxLagMs)
        CORRIDOR_TRY(rest(500));
    return {};
}

Result<void> ScriptRunner::runBatched(int index)
{
    const Statement& current = statement(index);
    const Script& script = m_migration->parsed->script;
    const BatchDirective batch = *batchDirective(current, script.code(current), script.leadingComments(current));
    if (auto restored = restoreSettings(index); !restored)
        return restored;
    if (auto checked = checkKey(m_session, current, batch, m_token); !checked)
        return std::unexpected(failed(checked.error()));
    tell(RunEvent { .kind = RunEvent::Kind::StepStarted, .line = current.line }, index);
    RunEvent event { .kind = RunEvent::Kind::StepProgress, .line = current.line,
        .text = "batches",
        .totalUnits = estimatedRows(m_session, current),
        .unit = "rows" };
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto more = withLockAttempts<Result<bool>>([&] { return runBatch(index, batch); });
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            break;
        event.done = m_batchRows;
        tell(event, index);
        if (auto rested = rest(batch.pauseMs); !rested)
            return rested;
    }
    tell(RunEvent { .kind = RunEvent::Kind::StepFinished, .line = current.line, .durationMs = timer.elapsed(), .affectedRows = m_batchRows },
        index);
    m_batchKey.reset();
    m_batchRows = 0;
    m_done = index + 1;
    if (auto said = m_session.execute(cleanSession + progressStatement(progress(m_done, false))); !said)
        return std::unexpected(failed(said.error()));
    return {};
}

// One range of keys, committed together with how far it came. False when nothing was left.
Result<bool> ScriptRunner::runBatch(int index, const BatchDirective& batch)
{
    const Statement& current = statement(index);
    CORRIDOR_TRY(askGate(index, current));
    if (auto caughtUp = waitForStandbys(); !caughtUp)
        return std::unexpected(caughtUp.error());
    if (auto restored = restoreSettings(index); !restored)
        return std::unexpected(restored.error());
    const auto end = m_session.execute(batchEndQuery(current, batch, m_batchKey), m_token);
    m_message = m_session.lastMessage();
    if (!end)
        return std::unexpected(failed(end.error()));
    if (end->rows() == 0)
        return false;
    if (auto begun = m_session.execute("BEGIN" + lockTimeout("SET LOCAL"), m_token); !begun)
        return std::unexpected(failed(begun.error()));
    const QString key = end->text(0, 0);
    const auto changed = m_session.execute(
        batchStatement(current, m_migration->parsed->script.code(current), batch.key, m_batchKey, key), m_token);
    m_message = m_session.lastMessage();
    m_message.position = 0; // counted in another text than the script
    if (!changed)
        return std::unexpected(failed(changed.error()));
    ProgressMark mark = progress(m_done, false);
    mark.batchKey = key;
    mark.batchRows = m_batchRows + qMax<qint64>(0, changed->affectedRows());
    const auto committed = m_session.execute(cleanSession + progressStatement(mark) + "; COMMIT");
    if (!committed)
        return std::unexpected(failed(committed.error()));
    m_batchKey = key;
    m_batchRows = mark.batchRows;
    return true;
}

} // namespace corridor
