// SPDX-License-Identifier: MIT
#include "rehearsal/tracer.h"

#include <algorithm>

namespace corridor {

namespace {

double elapsedMs(const QElapsedTimer& clock) { return double(clock.nsecsElapsed()) / 1e6; }

// SET TRANSACTION must come before any query of its transaction: nothing may be asked before it.
bool setsTransaction(const Statement& statement)
{
    const auto* variable = statement.as<sql::SetVariable>();
    return variable && variable->name.compare("transaction", Qt::CaseInsensitive) == 0;
}

// The table and its TOAST: what a full read of it goes through.
qint64 bytesOf(qint64 table, const SessionReading& reading)
{
    qint64 bytes = 0;
    for (auto it = reading.relations.begin(); it != reading.relations.end(); ++it) {
        if (it.key() == table || (it->kind == 't' && it->table == table))
            bytes += it->bytes;
    }
    return bytes;
}

qint64 totalBytes(const SessionReading& reading)
{
    qint64 bytes = 0;
    for (const TracedRelation& relation : reading.relations)
        bytes += relation.bytes;
    return bytes;
}

bool names(const RelationFact& fact, const TracedRelation& relation)
{
    return fact.relation.name == relation.name && (fact.relation.schema.isEmpty() || fact.relation.schema == relation.schema);
}

// "temporary file: path "base/pgsql_tmp/…", size 12345"
qint64 temporaryBytes(const QString& message)
{
    return message.startsWith("temporary file:") ? message.sliced(message.lastIndexOf(' ') + 1).toLongLong() : 0;
}

} // namespace

Tracer::Tracer(Session& session, std::unique_ptr<LockSampler> sampler, SchemaState schema)
    : m_session(session)
    , m_sampler(std::move(sampler))
    , m_schema(std::move(schema))
{
    m_clock.start();
}

void Tracer::plan(const Plan& plan)
{
    m_plan = plan;
    for (const PlannedMigration& migration : plan.migrations)
        m_run.migrations << TracedMigration { .name = migration.name, .checksum = migration.checksum, .outcome = "not-run",
            .mode = modeWord(migration.mode) };
}

void Tracer::take(const RunEvent& event)
{
    switch (event.kind) {
    case RunEvent::Kind::RunStarted:
        m_clock.restart();
        m_tracedMs = 0;
        break;
    case RunEvent::Kind::MigrationStarted: return startMigration(event);
    case RunEvent::Kind::StepStarted: return startStep(event);
    case RunEvent::Kind::StepFinished: return finishStep(event);
    case RunEvent::Kind::Notice: return takeNotice(event.message);
    case RunEvent::Kind::MigrationFinished:
    case RunEvent::Kind::MigrationFailed: return finishMigration(event);
    default: break;
    }
}

TracedRun Tracer::result(RunReport report)
{
    m_run.durationMs = now();
    m_run.tracingMs = m_tracedMs;
    m_run.report = std::move(report);
    return std::move(m_run);
}

void Tracer::aside(const std::function<void()>& work)
{
    pause();
    work();
    resume();
}

double Tracer::now() const { return elapsedMs(m_clock) - m_tracedMs; }
void Tracer::pause() { m_pausedAt = elapsedMs(m_clock); }
void Tracer::resume() { m_tracedMs += elapsedMs(m_clock) - m_pausedAt; }

void Tracer::startMigration(const RunEvent& event)
{
    m_migration = event.index;
    m_run.migrations[m_migration].startMs = now();
    m_held.clear();
}

void Tracer::startStep(const RunEvent& event)
{
    const double at = now();
    pause();
    const Statement& statement = m_plan.migrations[m_migration].parsed->script.statements[event.step];
    const Script& script = m_plan.migrations[m_migration].parsed->script;
    const bool begins = beginsTransaction(event.step);
    if (mayRead(event.step))
        look(begins);
    closeLocks(begins ? QSet<HeldLock>() : m_before.locks, at);
    if (begins) {
        const QList<qint64> there = m_before.relations.keys();
        m_old = QSet<qint64>(there.begin(), there.end());
    }
    QList<TracedStatement>& statements = m_run.migrations[m_migration].statements;
    statements.removeIf([&](const TracedStatement& earlier) { return earlier.index >= event.step; }); // a further attempt
    statements << TracedStatement { .index = event.step, .line = event.line,
        .kind = kindWord(statement.kind), .sql = QString::fromUtf8(script.code(statement)), .outcome = "failed",
        .inTransaction = m_session.transactionStatus() == PQTRANS_INTRANS, .startMs = at };
    m_stepRuns = true;
    m_facts = factsOf(statement, m_session.server().major(), m_schema);
    if (m_sampler)
        m_sampler->begin();
    resume();
}

void Tracer::finishStep(const RunEvent& event)
{
    TracedStatement& statement = step();
    statement.durationMs = now() - statement.startMs;
    pause();
    m_stepRuns = false;
    const QList<SampledLock> sampled = m_sampler ? m_sampler->end() : QList<SampledLock>();
    statement.outcome = "done";
    statement.rows = event.affectedRows;
    if (mayRead(event.step + 1)) {
        if (auto after = readSession(m_session)) {
            describe(statement, *after);
            learnNames(*after);
            openLocks(after->locks, event.step, sampled);
            addPassingLocks(statement, after->locks, sampled);
            QSet<HeldLock> held = after->locks;
            for (const SampledLock& seen : sampled)
                held.insert(seen.lock);
            compareWithFacts(statement, held);
            m_before = std::move(*after);
        }
    }
    m_schema.follow(m_plan.migrations[m_migration].parsed->script.statements[event.step], false);
    resume();
}

// A statement that failed has taken its locks with it: what was seen meanwhile is all there is.
void Tracer::finishMigration(const RunEvent& event)
{
    const double at = now();
    pause();
    TracedMigration& migration = m_run.migrations[m_migration];
    if (m_stepRuns) {
        step().durationMs = at - step().startMs;
        addPassingLocks(step(), {}, m_sampler ? m_sampler->end() : QList<SampledLock>());
        m_stepRuns = false;
    }
    closeLocks({}, at);
    migration.durationMs = at - migration.startMs;
    migration.outcome = event.kind == RunEvent::Kind::MigrationFinished ? "applied" : "failed";
    std::ranges::stable_sort(migration.locks, {}, &TracedLock::fromMs);
    resume();
}

void Tracer::takeNotice(const ServerMessage& message)
{
    if (m_migration < 0 || !m_stepRuns)
        return;
    if (message.severity == "LOG")
        step().tempBytes += temporaryBytes(message.message);
    else
        step().notices << message.severity + ": " + message.message;
}

bool Tracer::mayRead(int nextStatement) const
{
    if (m_session.transactionStatus() != PQTRANS_IDLE && m_session.transactionStatus() != PQTRANS_INTRANS)
        return false;
    const QList<Statement>& statements = m_plan.migrations[m_migration].parsed->script.statements;
    return nextStatement >= statements.size() || !setsTransaction(statements[nextStatement]);
}

// Locks are given back between two groups, and where the statement at hand commits.
bool Tracer::beginsTransaction(int statement) const
{
    return std::ranges::any_of(m_plan.migrations[m_migration].parsed->execution.groups,
        [statement](const TransactionGroup& group) { return group.first == statement; });
}

void Tracer::look(bool begins)
{
    auto reading = readSession(m_session);
    if (!reading)
        return;
    m_before = std::move(*reading);
    if (begins)
        m_names.insert(m_before.relations);
    learnNames(m_before);
}

// Until its transaction commits, everybody else knows a renamed table by its old name.
void Tracer::learnNames(const SessionReading& reading)
{
    for (auto it = reading.relations.begin(); it != reading.relations.end(); ++it)
        if (!m_names.contains(it.key()))
            m_names.insert(it.key(), it.value());
}

void Tracer::describe(TracedStatement& statement, const SessionReading& after) const
{
    statement.walBytes = after.walPosition - m_before.walPosition;
    statement.sizeBytes = totalBytes(after) - totalBytes(m_before);
    describeRelations(statement, after);
    describeAccesses(statement, after);
}

void Tracer::describeRelations(TracedStatement& statement, const SessionReading& after) const
{
    for (auto it = after.relations.begin(); it != after.relations.end(); ++it) {
        const auto before = m_before.relations.constFind(it.key());
        const bool isNew = before == m_before.relations.constEnd();
        const bool isWritten = !isNew && before->fileNode != it->fileNode;
        if (it->isHistory() || (!isNew && !isWritten))
            continue;
        statement.newBytes += it->bytes;
        if (it->kind != 't')
            (isNew ? statement.created : statement.rewritten) << it->text();
    }
    for (auto it = m_before.relations.begin(); it != m_before.relations.end(); ++it) {
        if (it->kind != 't' && !after.relations.contains(it.key()))
            statement.dropped << it->text();
    }
    for (QStringList* list : { &statement.created, &statement.rewritten, &statement.dropped })
        list->sort();
}

void Tracer::describeAccesses(TracedStatement& statement, const SessionReading& after) const
{
    for (auto it = after.accesses.begin(); it != after.accesses.end(); ++it) {
        const TracedRelation relation = after.relations.value(it.key());
        const AccessCount before = m_before.accesses.value(it.key());
        const TracedAccess access { .relation = relation.text(), .scans = it->scans - before.scans,
            .rowsRead = it->rowsRead - before.rowsRead, .rowsWritten = it->rowsWritten - before.rowsWritten,
            .bytes = bytesOf(it.key(), m_before) };
        const bool isOldTable = relation.isTable() && m_old.contains(it.key()) && !relation.isHistory();
        if (isOldTable && (access.scans > 0 || access.rowsWritten > 0))
            statement.accesses << access;
    }
    std::ranges::sort(statement.accesses, {}, &TracedAccess::relation);
}

// Of what was there before: the strongest lock that the statement took, against that which its text makes one expect.
void Tracer::compareWithFacts(TracedStatement& statement, const QSet<HeldLock>& held) const
{
    QHash<qint64, LockMode> strongest, taken;
    for (const HeldLock& lock : held)
        strongest[lock.relation] = std::max(strongest.value(lock.relation), lock.mode);
    for (const HeldLock& lock : held - m_before.locks)
        taken[lock.relation] = std::max(taken.value(lock.relation), lock.mode);
    for (auto it = strongest.begin(); it != strongest.end(); ++it) {
        const TracedRelation relation = m_before.relations.value(it.key(), m_names.value(it.key()));
        if (!m_old.contains(it.key()) || !relation.isTable() || relation.isHistory())
            continue;
        LockMode predicted = LockMode::None;
        for (const RelationFact& fact : m_facts.relations)
            predicted = !fact.index && names(fact, relation) ? std::max(predicted, fact.lock) : predicted;
        const LockMode observed = taken.value(it.key());
        if (observed > predicted || predicted > it.value())
            statement.surprises << LockSurprise { relation.text(), predicted, std::max(observed, LockMode::None) };
    }
    std::ranges::sort(statement.surprises, {}, &LockSurprise::relation);
}

void Tracer::openLocks(const QSet<HeldLock>& held, int statement, const QList<SampledLock>& sampled)
{
    for (const HeldLock& lock : held) {
        if (m_held.contains(lock) || !isTraced(lock.relation))
            continue;
        const auto seen = std::ranges::find(sampled, lock, &SampledLock::lock);
        const double offset = seen == sampled.end() ? 0 : seen->firstMs;
        const double from = std::min(step().startMs + offset, step().startMs + step().durationMs);
        m_held.insert(lock, { statement, from });
        if (auto traced = described(lock)) {
            traced->statement = statement;
            traced->fromMs = from;
            traced->toMs = from;
            step().locks << *traced;
        }
    }
}

void Tracer::closeLocks(const QSet<HeldLock>& held, double atMs)
{
    TracedMigration& migration = m_run.migrations[m_migration];
    for (auto it = m_held.begin(); it != m_held.end();) {
        if (held.contains(it.key())) {
            ++it;
            continue;
        }
        if (auto traced = described(it.key())) {
            traced->statement = it->statement;
            traced->fromMs = it->fromMs;
            traced->toMs = atMs;
            migration.locks << *traced;
            for (TracedStatement& statement : migration.statements)
                for (TracedLock& lock : statement.locks)
                    if (statement.index == it->statement && lock.relation == traced->relation && lock.mode == traced->mode)
                        lock.toMs = atMs;
        }
        it = m_held.erase(it);
    }
}

// Locks that came and went within the statement.
void Tracer::addPassingLocks(TracedStatement& statement, const QSet<HeldLock>& held, const QList<SampledLock>& sampled)
{
    for (const SampledLock& seen : sampled) {
        if (held.contains(seen.lock) || m_held.contains(seen.lock) || !isTraced(seen.lock.relation))
            continue;
        auto traced = described(seen.lock);
        if (!traced)
            continue;
        traced->statement = statement.index;
        traced->fromMs = statement.startMs + seen.firstMs;
        traced->toMs = std::min(statement.startMs + seen.lastMs, statement.startMs + statement.durationMs);
        statement.locks << *traced;
        m_run.migrations[m_migration].locks << *traced;
    }
}

std::optional<TracedLock> Tracer::described(const HeldLock& lock) const
{
    const auto relation = m_names.constFind(lock.relation);
    if (relation == m_names.constEnd())
        return {};
    return TracedLock { .relation = relation->text(), .kind = relation->kindWord(), .mode = lock.mode };
}

bool Tracer::isTraced(qint64 relation) const
{
    const auto found = m_names.constFind(relation);
    return m_old.contains(relation) && found != m_names.constEnd() && !found->isHistory();
}

} // namespace corridor
