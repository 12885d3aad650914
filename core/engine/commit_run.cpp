// SPDX-License-Identifier: MIT
// The part of ScriptRunner that commits, and finds out what became of a COMMIT without an answer.
#include "engine/advisory_lock.h"
#include "engine/lost_commit.h"
#include "engine/script_runner.h"

#include <algorithm>

namespace corridor {

// Not cancellable: either all of it is committed and the row says so, or nothing.
Result<void> ScriptRunner::commit(int afterwards, bool isLast)
{
    const QByteArray end = isLast ? endStatement() : progressStatement(progress(afterwards, false));
    const auto transaction = m_session.execute(cleanSession + end + "; " + transactionNumberQuery(m_session));
    m_message = m_session.lastMessage();
    if (!transaction)
        return std::unexpected(failed(transaction.error()));
    const auto committed = m_session.execute("COMMIT");
    m_message = m_session.lastMessage();
    if (committed)
        return {};
    Error failure = failed(committed.error());
    if (!m_session.isOpen() && wasCommitted(transaction->bytes(0, 0), afterwards, isLast, failure))
        return {};
    return std::unexpected(failure);
}

bool ScriptRunner::wasCommitted(const QByteArray& transaction, int afterwards, bool isLast, Error& failure)
{
    auto fate = fateOfCommit(m_session.options(), transaction, m_options.reconnectMs, m_token);
    if (!fate) {
        failure.state
            = "unknown: the connection was lost at COMMIT, and the server could not be asked: " + fate.error().message;
        return false;
    }
    if (!fate->committed) {
        failure.state = "the connection was lost at COMMIT; the server says that the transaction was rolled back";
        failure.hint = "Deploy again: it goes on by itself.";
        return false;
    }
    m_session = std::move(fate->session);
    m_reconnected = true;
    if (m_attach)
        m_attach();
    const auto locked = takeAdvisoryLock(m_session, m_options, m_observer, m_token);
    const auto ours = locked ? rowSays(afterwards, isLast) : locked;
    if (ours) {
        m_message = {};
        return true;
    }
    m_rowIsLost = true;
    failure.code = ours.error().code;
    failure.hint = ours.error().hint;
    failure.message = "The connection was lost at COMMIT. " + ours.error().message;
    failure.state = "the server says that the transaction was committed";
    return false;
}

// The number of a transaction may be given out again after a crash, and another deploy may have gone on from what this
// one committed: the row itself has the last word.
Result<void> ScriptRunner::rowSays(int afterwards, bool isLast)
{
    const auto rows = m_history.read(m_token);
    CORRIDOR_TRY(rows);
    const auto row = std::ranges::find(*rows, m_row, &HistoryRow::id);
    const bool back = m_action == Action::Rollback;
    const bool same = row != rows->end()
        && (isLast ? (back ? row->isRolledBack() : row->finishedAt.has_value())
                   : !row->isRolledBack() && row->logs == progress(afterwards, false).toLogs());
    if (same)
        return {};
    return fail("history-changed", "Its row of _prisma_migrations does not say what was committed.",
        "`corridor status` says what is applied now.");
}

} // namespace corridor
