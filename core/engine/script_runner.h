// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "history/history_table.h"
#include "history/progress_mark.h"
#include "sql/batch.h"

namespace corridor {

// Runs one planned script in its mode and keeps its row of _prisma_migrations. Each script starts from a clean session
// (SET, SET ROLE and search_path of the one before are gone) and leaves none behind; a transaction that it leaves open is
// an error and is rolled back. After a crash the row's logs say how far the script came (ProgressMark).
class ScriptRunner {
public:
    // `attach` sets what hangs on the session (its notices, the watch): called again where a connection that was lost at
    // COMMIT is replaced by a new one, in the same Session.
    ScriptRunner(Session& session, HistoryTable& history, const EngineOptions& options, const Observer& observer,
        const CancelToken& token, std::function<void()> attach = {});

    // Runs migration.sql and finishes its row; on failure the row stays failed, with logs.
    // Deploy inserts the row, or goes on with that of an interrupted run.
    Result<void> apply(const PlannedMigration& migration);
    // Runs down.sql and sets rolled_back_at.
    Result<void> rollBack(const PlannedMigration& migration);
    // What the server said of a script that it refused; empty otherwise.
    const ServerMessage& refusal() const { return m_message; }
    // Whether the connection was replaced: the advisory lock was free for a moment.
    bool reconnected() const { return m_reconnected; }
    // Whether that was inside a BEGIN of the script that went as one message.
    bool brokeBlock() const { return m_brokeBlock; }

private:
    void begin(const PlannedMigration& migration, Action action);
    Result<void> run();
    Result<void> runWhole();
    Result<void> runGroups();
    Result<void> runGroup(const TransactionGroup& group, bool isLast);
    Result<void> runManaged(const TransactionGroup& group, int first, bool isLast);
    Result<void> commit(int afterwards, bool isLast);
    // After a COMMIT without an answer: asks the server what became of `transaction`, and goes on with a new connection
    // where it was committed. False with `failure` filled in where it was not, or nobody could tell.
    bool wasCommitted(const QByteArray& transaction, int afterwards, bool isLast, Error& failure);
    Result<void> rowSays(int afterwards, bool isLast);
    Result<void> runAlone(int index);
    Result<void> runInNewSession(int index);
    Result<void> runWritten(const TransactionGroup& group, int first);
    Result<void> runStatements(int first, int last);
    Result<void> runStreamed();
    Result<void> runStatement(int index, const Statement& current);
    Result<void> runBatched(int index);
    Result<bool> runBatch(int index, const BatchDirective& batch);
    Result<void> askGate(int index, const Statement& current);
    // What the script has set for its session before statement `index`, in a transaction of ours or in a run that was
    // interrupted: set again, because each transaction of ours ends with a clean session.
    Result<void> restoreSettings(int index);
    QByteArray settingsBefore(int index);
    Result<void> waitForStandbys();
    Result<void> rest(int ms); // "cancelled"
    // Repeats `attempt` while it fails on lock_timeout, as often as the options allow.
    template <typename T>
    T withLockAttempts(const std::function<T()>& attempt);
    void waitForNextAttempt(int tries);
    bool isQueued(const Error& error, int tries) const;
    QByteArray lockTimeout(const QByteArray& set) const; // "; SET LOCAL lock_timeout = 2000", or nothing

    ProgressMark progress(int done, bool running) const;
    QByteArray progressStatement(const ProgressMark& mark) const;
    QByteArray endStatement() const; // the row's finish, or its rolled_back_at
    Result<void> finish();
    Error failed(const Error& cause);
    void keepLogs(const Error& error);
    void tell(RunEvent event, int index) const; // adds migration, step and steps
    const Statement& statement(int index) const { return m_migration->parsed->script.statements[index]; }

    Session& m_session;
    HistoryTable& m_history;
    const EngineOptions& m_options;
    const Observer& m_observer;
    const CancelToken& m_token;
    std::function<void()> m_attach;

    const PlannedMigration* m_migration = nullptr;
    Action m_action = Action::Deploy;
    QString m_row;
    int m_done = 0;             // statements whose effect is committed
    std::optional<QString> m_batchKey; // of the statement after them, where it runs in batches
    qint64 m_batchRows = 0;
    QByteArray m_settings;      // of the first m_settingsUpTo statements
    int m_settingsUpTo = 0;
    bool m_running = false;     // one is running outside of a transaction
    bool m_ended = false;       // the row's end was committed together with the last statements
    bool m_brokeBlock = false;
    bool m_reconnected = false;
    bool m_rowIsLost = false;   // somebody else's by now
    ServerMessage m_message;    // what the server said of the last failure, its position counted in the whole script
};

// Undoes what a script may have set for the session; temporary tables stay, as they do under Prisma.
inline const QByteArray cleanSession = "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; ";

template <typename T>
T ScriptRunner::withLockAttempts(const std::function<T()>& attempt)
{
    for (int tries = 1;; ++tries) {
        T result = attempt();
        if (result || !isQueued(result.error(), tries))
            return result;
        waitForNextAttempt(tries);
    }
}

} // namespace corridor
