// SPDX-License-Identifier: MIT
#include "engine/script_runner.h"

#include "engine/held_locks.h"
#include "engine/interrupted_step.h"
#include "engine/lock_waiters.h"
#include "engine/script_error.h"
#include "sql/statement_reader.h"

#include <QElapsedTimer>
#include <poll.h>

namespace corridor {

namespace {

Error transactionLeftOpen(const PlannedMigration& migration)
{
    return Error { .code = "transaction-left-open",
        .message = QString("The script of `%1` leaves a transaction open: BEGIN without COMMIT.").arg(migration.name),
        .hint = "Add the COMMIT, or take the BEGIN out. (Prisma calls this a success and loses the changes.)",
        .state = "what the script did after its BEGIN was rolled back", .migration = migration.name };
}

// Characters of UTF-8 text: the server counts these, and we send a part of the script.
int characters(QByteArrayView text)
{
    return int(std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

} // namespace

ScriptRunner::ScriptRunner(Session& session, HistoryTable& history, const EngineOptions& options, const Observer& observer,
    const CancelToken& token, std::function<void()> attach)
    : m_session(session)
    , m_history(history)
    , m_options(options)
    , m_observer(observer)
    , m_token(token)
    , m_attach(std::move(attach))
{
}

void ScriptRunner::begin(const PlannedMigration& migration, Action action)
{
    m_migration = &migration;
    m_action = action;
    m_row = migration.rowId;
    m_done = migration.done;
    m_batchKey = migration.batchKey;
    m_batchRows = migration.batchRows;
}

Result<void> ScriptRunner::apply(const PlannedMigration& migration)
{
    begin(migration, Action::Deploy);
    if (!migration.retires.isEmpty())
        CORRIDOR_TRY(m_history.markRolledBack(migration.retires));
    if (!m_row.isEmpty() && migration.parsed) {
        CORRIDOR_TRY(m_history.goOn(m_row, migration.checksum, progress(migration.done, migration.lookFirst).toLogs()));
    } else if (m_row.isEmpty()) {
        std::optional<QString> logs;
        if (migration.parsed)
            logs = ProgressMark { .mode = modeWord(migration.mode), .total = migration.parsed->count }.toLogs();
        const auto id = m_history.insertStarted(migration.name, migration.checksum, logs);
        CORRIDOR_TRY(id);
        m_row = *id;
    }
    return run();
}

Result<void> ScriptRunner::rollBack(const PlannedMigration& migration)
{
    begin(migration, Action::Rollback);
    return run();
}

Result<void> ScriptRunner::run()
{
    const auto ran = m_migration->parsed ? runGroups() : runWhole();
    if (!ran) {
        keepLogs(ran.error());
        return ran;
    }
    return m_ended ? Result<void>() : finish();
}

// The whole text as one message, as Prisma <= 7.3 sends it.
Result<void> ScriptRunner::runWhole()
{
    auto result = m_session.execute(m_migration->script, m_token);
    if (!result && result.error().sqlstate == "40P01") {
        const Script script = parseScript(m_migration->script);
        if (script.statements.size() == 1 && mayRunAgain(m_session, script.statements.first(), result.error(), m_token))
            result = m_session.execute(m_migration->script, m_token);
    }
    m_message = m_session.lastMessage();
    m_brokeBlock = !result && m_session.isOpen() && m_session.transactionStatus() == PQTRANS_INERROR;
    if (!result)
        return std::unexpected(failed(result.error()));
    if (m_session.transactionStatus() == PQTRANS_IDLE)
        return {};
    (void)m_session.execute("ROLLBACK");
    return std::unexpected(transactionLeftOpen(*m_migration));
}

Result<void> ScriptRunner::runGroups()
{
    if (m_migration->lookFirst) {
        const auto took = tookEffect(m_session, statement(m_done), m_token);
        if (!took)
            return std::unexpected(failed(took.error()));
        m_done += *took ? 1 : 0;
    }
    const auto& groups = m_migration->parsed->execution.groups;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (groups[i].last() < m_done)
            continue;
        CORRIDOR_TRY(runGroup(groups[i], i + 1 == groups.size()));
    }
    if (m_session.transactionStatus() == PQTRANS_IDLE)
        return {};
    (void)m_session.execute("ROLLBACK");
    return std::unexpected(transactionLeftOpen(*m_migration));
}

Result<void> ScriptRunner::runGroup(const TransactionGroup& group, bool isLast)
{
    const int first = qMax(group.first, m_done);
    switch (group.kind) {
    case TransactionGroup::Kind::Managed:
        return withLockAttempts<Result<void>>([&] { return runManaged(group, first, isLast); });
    case TransactionGroup::Kind::Written:
        return runWritten(group, first);
    case TransactionGroup::Kind::Alone:
        return withLockAttempts<Result<void>>([&] { return runAlone(first); });
    case TransactionGroup::Kind::Batched:
        return runBatched(first);
    case TransactionGroup::Kind::FirstOfSession:
        break;
    }
    return runInNewSession(first);
}

// One transaction of ours; what it did and that it did it are committed together.
Result<void> ScriptRunner::runManaged(const TransactionGroup& group, int first, bool isLast)
{
    const int afterwards = group.last() + 1;
    if (auto begun = m_session.execute(settingsBefore(first) + "BEGIN" + lockTimeout("SET LOCAL"), m_token); !begun)
        return std::unexpected(failed(begun.error()));
    CORRIDOR_TRY(m_migration->parsed->streamed ? runStreamed() : runStatements(first, group.last()));
    CORRIDOR_TRY(commit(afterwards, isLast));
    m_done = afterwards;
    m_ended = isLast;
    return {};
}

// A statement that PostgreSQL refuses inside a transaction. The row says that it runs before it does.
Result<void> ScriptRunner::runAlone(int index)
{
    if (auto said = m_session.execute(cleanSession + progressStatement(progress(index, true))); !said)
        return std::unexpected(failed(said.error()));
    m_running = true;
    if (m_options.statementLockTimeoutMs > 0)
        (void)m_session.execute(lockTimeout("SET").sliced(2));
    CORRIDOR_TRY(restoreSettings(index));
    auto ran = runStatement(index, statement(index));
    if (!ran && mayRunAgain(m_session, statement(index), ran.error(), m_token))
        ran = runStatement(index, statement(index));
    CORRIDOR_TRY(ran);
    m_done = index + 1;
    m_running = false;
    if (auto said = m_session.execute(cleanSession + progressStatement(progress(m_done, false))); !said)
        return std::unexpected(failed(said.error()));
    return {};
}

// ALTER EXTENSION timescaledb UPDATE must be the first statement of its session.
Result<void> ScriptRunner::runInNewSession(int index)
{
    auto session = Session::open(m_session.options(), m_token);
    if (!session)
        return std::unexpected(failed(session.error()));
    const Script& script = m_migration->parsed->script;
    const auto result = session->execute(script.code(script.statements[index]).toByteArray(), m_token);
    m_message = session->lastMessage();
    if (!result)
        return std::unexpected(failed(result.error()));
    m_done = index + 1;
    if (auto said = m_session.execute(progressStatement(progress(m_done, false))); !said)
        return std::unexpected(failed(said.error()));
    return {};
}

// BEGIN … COMMIT of the script. Its progress is written just before its COMMIT, inside its own transaction, so that both
// are there or neither; where the script has given that right away (SET ROLE), after it.
Result<void> ScriptRunner::runWritten(const TransactionGroup& group, int first)
{
    CORRIDOR_TRY(restoreSettings(first));
    for (int index = first; index <= group.last(); ++index) {
        const auto* control = statement(index).as<sql::TransactionControl>();
        const bool commits = control && control->kind == sql::TransactionControl::Kind::Commit;
        if (commits && m_session.transactionStatus() == PQTRANS_INTRANS) {
            (void)m_session.execute("SAVEPOINT corridor");
            const bool said = m_session.execute(progressStatement(progress(index + 1, false))).has_value();
            (void)m_session.execute(said ? "RELEASE corridor" : "ROLLBACK TO corridor; RELEASE corridor");
        }
        CORRIDOR_TRY(runStatement(index, statement(index)));
        if (m_session.transactionStatus() == PQTRANS_IDLE)
            m_done = index + 1;
    }
    if (m_session.transactionStatus() == PQTRANS_IDLE && m_done <= group.last()) {
        m_done = group.last() + 1;
        (void)m_session.execute(cleanSession + progressStatement(progress(m_done, false)));
    }
    return {};
}

Result<void> ScriptRunner::runStatements(int first, int last)
{
    for (int index = first; index <= last; ++index)
        CORRIDOR_TRY(runStatement(index, statement(index)));
    return {};
}

// Holds about a megabyte of the script parsed.
Result<void> ScriptRunner::runStreamed()
{
    StatementReader reader(m_migration->parsed->script.text);
    Statement current;
    for (int index = 0; reader.next(current); ++index)
        CORRIDOR_TRY(runStatement(index, current));
    return {};
}

Result<void> ScriptRunner::runStatement(int index, const Statement& current)
{
    CORRIDOR_TRY(askGate(index, current));
    const Script& script = m_migration->parsed->script;
    tell({ .kind = RunEvent::Kind::StepStarted, .line = current.line }, index);
    QElapsedTimer timer;
    timer.start();
    const auto result = m_session.execute(script.code(current).toByteArray(), m_token);
    m_message = m_session.lastMessage();
    if (!result) {
        if (m_message.position > 0)
            m_message.position += characters(QByteArrayView(script.text).first(current.codeBegin));
        Error error = failed(result.error());
        if (error.line == 0)
            error.line = current.line;
        return std::unexpected(error);
    }
    RunEvent finished { .kind = RunEvent::Kind::StepFinished, .line = current.line, .durationMs = timer.elapsed(), .affectedRows = result->affectedRows() };
    if (m_options.tellLocks && m_session.transactionStatus() == PQTRANS_INTRANS)
        finished.locks = heldLocks(m_session).value_or(QList<LockFact>());
    tell(finished, index);
    return {};
}

Result<void> ScriptRunner::askGate(int index, const Statement& current)
{
    if (!m_options.gate)
        return {};
    if (auto agreed = m_options.gate({ *m_migration, index, current }); !agreed)
        return std::unexpected(failed(agreed.error()));
    return {};
}

namespace {

// SET, RESET, SET ROLE, and what pg_dump writes for SET; not SET LOCAL.
bool setsSession(const Statement& statement)
{
    if (statement.kind == StatementKind::Select)
        return statement.relations.isEmpty() && statement.calls.size() == 1 && statement.calls[0].name.name == "set_config";
    if (statement.kind != StatementKind::Set && statement.kind != StatementKind::Reset)
        return false;
    const auto* variable = statement.as<sql::SetVariable>();
    return !variable || (!variable->local && variable->name != "TRANSACTION");
}

} // namespace

QByteArray ScriptRunner::settingsBefore(int index)
{
    const Script& script = m_migration->parsed->script;
    for (; m_settingsUpTo < index; ++m_settingsUpTo) {
        const Statement& before = script.statements[m_settingsUpTo];
        if (setsSession(before))
            m_settings += script.code(before).toByteArray() + "\n;\n";
    }
    return m_settings;
}

Result<void> ScriptRunner::restoreSettings(int index)
{
    const QByteArray settings = settingsBefore(index);
    if (settings.isEmpty())
        return {};
    if (auto restored = m_session.execute(settings, m_token); !restored)
        return std::unexpected(failed(restored.error()));
    return {};
}

bool ScriptRunner::isQueued(const Error& error, int tries) const
{
    return error.sqlstate == "55P03" && m_session.isOpen() && tries < m_options.lockAttempts && !m_token.isCancelled();
}

void ScriptRunner::waitForNextAttempt(int tries)
{
    if (m_observer)
        m_observer(RunEvent { .kind = RunEvent::Kind::WaitingForLock, .migration = m_migration->name,
            .text = QString("A table of `%1` is in use; attempt %2 of %3 gave up so that nobody queues behind it.")
                        .arg(m_migration->name).arg(tries).arg(m_options.lockAttempts) });
    pollfd descriptor { m_token.descriptor(), POLLIN, 0 };
    poll(&descriptor, 1, qMin(100 << qMin(tries, 7), 10'000));
}

QByteArray ScriptRunner::lockTimeout(const QByteArray& set) const
{
    return m_options.statementLockTimeoutMs > 0 ? "; " + set + " lock_timeout = " + QByteArray::number(m_options.statementLockTimeoutMs) : QByteArray();
}

ProgressMark ScriptRunner::progress(int done, bool running) const
{
    return { .direction = m_action == Action::Rollback ? ProgressMark::Direction::Down : ProgressMark::Direction::Up,
        .mode = modeWord(m_migration->mode), .done = done, .total = m_migration->parsed->count,
        .running = running, .prefix = m_migration->prefixOf(done), .batchKey = done == m_done ? m_batchKey : std::nullopt,
        .batchRows = done == m_done ? m_batchRows : 0, .after = m_migration->after };
}

QByteArray ScriptRunner::progressStatement(const ProgressMark& mark) const
{
    return m_action == Action::Rollback ? m_history.logsStatement(m_row, mark.toLogs())
                                        : m_history.progressStatement(m_row, mark.done, mark.toLogs());
}

QByteArray ScriptRunner::endStatement() const
{
    return m_action == Action::Rollback ? m_history.rollBackStatement(m_row) : m_history.finishStatement(m_row);
}

Result<void> ScriptRunner::finish()
{
    // Not cancellable: the script is done, and its row must say so.
    const auto finished = m_session.execute(cleanSession + endStatement());
    m_message = m_session.lastMessage();
    if (finished)
        return {};
    Error error = failed(finished.error());
    if (error.sqlstate == "42P01") { // the script ran; it is our table that is gone
        error.code = "P1014";
        error.message = "The underlying table for model `_prisma_migrations` does not exist.";
    }
    return std::unexpected(error);
}

Error ScriptRunner::failed(const Error& cause)
{
    Error known = cause;
    if (!m_session.isOpen() && known.code == "server-error") // the server's last words before it went
        known.code = "P1017";
    Error error = scriptError(*m_migration, m_action, known, m_message);
    if (m_migration->parsed && m_done > 0)
        error.state = QString("%1 of %2 statements are committed, the rest was not kept").arg(m_done).arg(m_migration->parsed->count);
    if (m_token.isCancelled() && cause.sqlstate == "57014") {
        error.code = "cancelled";
        error.message = QString("`%1` was cancelled while it ran.").arg(m_migration->name);
    }
    if (m_session.isOpen() && m_session.transactionStatus() != PQTRANS_IDLE)
        (void)m_session.execute("ROLLBACK");
    return error;
}

// Prisma keeps the message of P3018 and a trace in `logs`; nothing reads it back but people. Where statements are
// committed already the mark says how many, so that `corridor recover` can go on after them.
void ScriptRunner::keepLogs(const Error& error)
{
    if (!m_session.isOpen() || m_rowIsLost)
        return;
    QString text = m_message.sqlstate.isEmpty() ? error.toText() : prismaScriptMessage(*m_migration, m_message);
    const bool halfWay = m_migration->parsed && (m_done > 0 || m_running || m_batchKey);
    if (m_action == Action::Rollback && !halfWay)
        return; // nothing was changed: the row stays as it was
    if (halfWay) {
        ProgressMark mark = progress(m_done, m_running);
        mark.error = text;
        text = mark.toLogs();
    } else if (m_migration->parsed) {
        text = withNothingKept(text);
    }
    (void)m_session.execute(cleanSession);
    (void)m_history.writeLogs(m_row, text);
}

void ScriptRunner::tell(RunEvent event, int index) const
{
    if (!m_observer)
        return;
    event.migration = m_migration->name;
    event.step = index;
    event.steps = m_migration->parsed->count;
    m_observer(event);
}

} // namespace corridor
