// SPDX-License-Identifier: MIT
#include "engine/explain_locks.h"

#include "engine/advisory_lock.h"
#include "engine/held_locks.h"
#include "engine/pooler.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSet>

namespace corridor {

namespace {

class Trial {
public:
    Trial(Session& session, const EngineOptions& options, const CancelToken& token)
        : m_session(session)
        , m_options(options)
        , m_token(token)
    {
    }

    Result<LockTrial> carryOut(const Plan& plan)
    {
        QByteArray begin = "BEGIN";
        if (m_options.statementLockTimeoutMs > 0)
            begin += "; SET LOCAL lock_timeout = " + QByteArray::number(m_options.statementLockTimeoutMs);
        CORRIDOR_TRY(m_session.execute(begin, m_token));
        for (const PlannedMigration& migration : plan.migrations) {
            tryMigration(migration);
            if (!m_trial.stoppedAt.isEmpty())
                break;
        }
        (void)m_session.execute("ROLLBACK; SET SESSION AUTHORIZATION DEFAULT; RESET ALL");
        return m_trial;
    }

private:
    void tryMigration(const PlannedMigration& migration)
    {
        if (!migration.parsed || migration.parsed->streamed) {
            m_trial.stoppedAt
                = QString("%1 is not held statement by statement, so nothing is tried from there on.").arg(migration.name);
            return;
        }
        const QList<TransactionGroup>& groups = migration.parsed->execution.groups;
        for (qsizetype i = 0; i < groups.size() && m_trial.stoppedAt.isEmpty(); ++i) {
            if (groups[i].last() < migration.done)
                continue;
            if (groups[i].kind != TransactionGroup::Kind::Managed || i > 0)
                return stop(migration, groups[i].first, groups[i].reason);
            for (int index = migration.done; index <= groups[i].last() && m_trial.stoppedAt.isEmpty(); ++index)
                tryStatement(migration, index);
        }
    }

    void stop(const PlannedMigration& migration, int index, const QString& reason)
    {
        m_trial.stoppedAt = QString("%1, line %2, and what follows cannot be tried and rolled back: %3")
                                .arg(migration.name)
                                .arg(migration.parsed->script.statements[index].line)
                                .arg(reason.isEmpty() ? migration.parsed->execution.reason : reason);
    }

    void tryStatement(const PlannedMigration& migration, int index)
    {
        const Script& script = migration.parsed->script;
        const Statement& statement = script.statements[index];
        QElapsedTimer timer;
        timer.start();
        const auto ran = m_session.execute(script.code(statement).toByteArray(), m_token);
        const qint64 duration = timer.elapsed();
        if (!ran) {
            m_trial.stoppedAt
                = QString("%1, line %2: %3").arg(migration.name).arg(statement.line).arg(ran.error().message);
            return;
        }
        const auto locks = heldLocks(m_session);
        m_trial.steps << TriedStep { migration.name, index, statement.line, kindWord(statement.kind),
            added(locks.value_or(QList<LockFact>())), duration, ran->affectedRows() };
    }

    QList<LockFact> added(const QList<LockFact>& now)
    {
        QList<LockFact> fresh;
        for (const LockFact& lock : now) {
            const QString key = lock.schema + '.' + lock.relation + ' ' + lock.mode;
            if (!m_known.contains(key))
                fresh << lock;
            m_known << key;
        }
        return fresh;
    }

    Session& m_session;
    const EngineOptions& m_options;
    const CancelToken& m_token;
    QSet<QString> m_known;
    LockTrial m_trial;
};

Result<LockTrial> tryLocked(Session& session, const Project& project, const EngineOptions& options,
    const Approve& approve, const CancelToken& token)
{
    const auto state = inspect(session, project, token);
    CORRIDOR_TRY(state);
    const auto plan = planDeploy(project, *state, options.runner);
    CORRIDOR_TRY(plan);
    if (approve)
        CORRIDOR_TRY(approve(*plan));
    return Trial(session, options, token).carryOut(*plan);
}

} // namespace

QJsonObject LockTrial::toJson() const
{
    QJsonArray list;
    for (const TriedStep& step : steps) {
        QJsonArray locks;
        for (const LockFact& lock : step.locks)
            locks << QJsonObject { { "relation", lock.schema + '.' + lock.relation }, { "mode", lock.mode } };
        list << QJsonObject { { "migration", step.migration }, { "index", step.index }, { "line", step.line },
            { "kind", step.kind }, { "locks", locks }, { "durationMs", step.durationMs },
            { "rows", step.affectedRows < 0 ? QJsonValue() : QJsonValue(step.affectedRows) } };
    }
    return { { "steps", list }, { "stoppedAt", stoppedAt.isEmpty() ? QJsonValue() : QJsonValue(stoppedAt) } };
}

Result<LockTrial> tryLocks(Session& session, const Project& project, const EngineOptions& options,
    const Approve& approve, const CancelToken& token)
{
    CORRIDOR_TRY(refusePooler(session, token));
    CORRIDOR_TRY(takeAdvisoryLock(session, options, {}, token));
    const auto trial = tryLocked(session, project, options, approve, token);
    releaseAdvisoryLock(session, options);
    return trial;
}

} // namespace corridor
