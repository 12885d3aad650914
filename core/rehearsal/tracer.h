// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/lock_sampler.h"
#include "rehearsal/traced_run.h"

#include <QElapsedTimer>

namespace corridor {

// Turns the events of one run into what its statements did. It asks on the run's own session, between statements, so it
// sees what is not committed yet; its clock stands still meanwhile.
class Tracer {
public:
    // `schema`: the database's, so that what a statement locks beside the tables it names is expected too.
    Tracer(Session& session, std::unique_ptr<LockSampler> sampler, SchemaState schema);

    void plan(const Plan& plan);
    void take(const RunEvent& event);
    TracedRun result(RunReport report);
    // Does something else while the run's clock stands still.
    void aside(const std::function<void()>& work);

private:
    struct OpenLock {
        int statement = 0;
        double fromMs = 0;
    };

    double now() const; // milliseconds of the run, without tracing
    void pause();
    void resume();

    void startMigration(const RunEvent& event);
    void startStep(const RunEvent& event);
    void finishStep(const RunEvent& event);
    void finishMigration(const RunEvent& event);
    void takeNotice(const ServerMessage& message);

    bool mayRead(int nextStatement) const;
    bool beginsTransaction(int statement) const;
    void look(bool begins);
    void learnNames(const SessionReading& reading);
    void describe(TracedStatement& statement, const SessionReading& after) const;
    void describeRelations(TracedStatement& statement, const SessionReading& after) const;
    void describeAccesses(TracedStatement& statement, const SessionReading& after) const;
    void compareWithFacts(TracedStatement& statement, const QSet<HeldLock>& held) const;
    void openLocks(const QSet<HeldLock>& held, int statement, const QList<SampledLock>& sampled);
    void closeLocks(const QSet<HeldLock>& held, double atMs);
    void addPassingLocks(TracedStatement& statement, const QSet<HeldLock>& held, const QList<SampledLock>& sampled);
    std::optional<TracedLock> described(const HeldLock& lock) const;
    bool isTraced(qint64 relation) const;
    TracedStatement& step() { return m_run.migrations[m_migration].statements.last(); }

    Session& m_session;
    std::unique_ptr<LockSampler> m_sampler;
    QElapsedTimer m_clock;
    double m_tracedMs = 0, m_pausedAt = 0;

    Plan m_plan;
    SchemaState m_schema; // before the statement at hand
    StatementFacts m_facts; // of that statement
    TracedRun m_run;
    int m_migration = -1;
    SessionReading m_before; // the last one
    QHash<qint64, TracedRelation> m_names; // of all that were ever seen: what is dropped had one
    QSet<qint64> m_old; // relations that were there before the transaction at hand
    QHash<HeldLock, OpenLock> m_held;
    bool m_stepRuns = false;
};

} // namespace corridor
