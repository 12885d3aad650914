// SPDX-License-Identifier: MIT
#include "rehearsal/rehearsal_report.h"

#include "report/quantity_text.h"

#include <QJsonArray>
#include <QMap>
#include <algorithm>
#include <cmath>

namespace corridor {

namespace {

constexpr double longMs = 1000; // that others may wait for a table without anybody having agreed to it

double rounded(double milliseconds) { return std::round(milliseconds * 1000) / 1000; }

QJsonObject toJson(const TracedLock& lock)
{
    return { { "relation", lock.relation }, { "kind", lock.kind }, { "mode", lockWord(lock.mode) }, { "statement", lock.statement },
        { "fromMs", rounded(lock.fromMs) }, { "toMs", rounded(lock.toMs) }, { "blocksReads", blocksReads(lock.mode) },
        { "blocksWrites", blocksWrites(lock.mode) } };
}

QJsonArray toJson(const QList<TracedLock>& locks)
{
    QJsonArray array;
    for (const TracedLock& lock : locks)
        array << toJson(lock);
    return array;
}

QJsonObject toJson(const Estimate& estimate)
{
    const auto time = [&](double value) { return estimate.known ? QJsonValue(rounded(value)) : QJsonValue(); };
    return { { "known", estimate.known }, { "lowMs", time(estimate.lowMs) }, { "expectedMs", time(estimate.expectedMs) },
        { "highMs", time(estimate.highMs) }, { "diskBytes", estimate.diskBytes }, { "walBytes", estimate.walBytes },
        { "factor", estimate.factor }, { "basis", estimate.basis } };
}

QJsonObject toJson(const TracedStatement& statement, const Estimate& estimate)
{
    QJsonArray accesses, surprises;
    for (const TracedAccess& access : statement.accesses)
        accesses << QJsonObject { { "relation", access.relation }, { "scans", access.scans }, { "rowsRead", access.rowsRead },
            { "rowsWritten", access.rowsWritten }, { "bytes", access.bytes } };
    for (const LockSurprise& surprise : statement.surprises)
        surprises << QJsonObject { { "relation", surprise.relation }, { "predicted", lockWord(surprise.predicted) },
            { "observed", lockWord(surprise.observed) } };
    return { { "index", statement.index }, { "line", statement.line }, { "kind", statement.kind }, { "sql", statement.sql },
        { "outcome", statement.outcome }, { "inTransaction", statement.inTransaction }, { "startMs", rounded(statement.startMs) },
        { "durationMs", rounded(statement.durationMs) }, { "rows", statement.rows < 0 ? QJsonValue() : QJsonValue(statement.rows) },
        { "locks", toJson(statement.locks) }, { "lockSurprises", surprises },
        { "rewritten", QJsonArray::fromStringList(statement.rewritten) }, { "created", QJsonArray::fromStringList(statement.created) },
        { "dropped", QJsonArray::fromStringList(statement.dropped) }, { "access", accesses }, { "walBytes", statement.walBytes },
        { "sizeBytes", statement.sizeBytes }, { "newBytes", statement.newBytes }, { "tempBytes", statement.tempBytes },
        { "notices", QJsonArray::fromStringList(statement.notices) }, { "estimate", toJson(estimate) } };
}

QJsonObject toJson(const TracedMigration& migration, const QList<Estimate>& estimates)
{
    QJsonArray statements;
    for (qsizetype i = 0; i < migration.statements.size(); ++i)
        statements << toJson(migration.statements[i], estimates.value(i));
    return { { "name", migration.name }, { "checksum", migration.checksum }, { "outcome", migration.outcome },
        { "mode", migration.mode }, { "startMs", rounded(migration.startMs) }, { "durationMs", rounded(migration.durationMs) },
        { "locks", toJson(migration.locks) }, { "statements", statements } };
}

QJsonObject toJson(const CheckAnswer& answer)
{
    return { { "holds", answer.holds }, { "rows", answer.rows }, { "error", answer.error.isEmpty() ? QJsonValue() : QJsonValue(answer.error) } };
}

QString placeOf(const TracedMigration& migration, const TracedStatement& statement)
{
    return QString("%1, line %2").arg(migration.name).arg(statement.line);
}

// The longest that each table is closed to readers or writers, as far as it can be told.
void addBlocking(QStringList& reasons, const TracedMigration& migration, double factor)
{
    QMap<QString, TracedLock> worst;
    for (const TracedLock& lock : migration.locks) {
        const bool counts = blocksWrites(lock.mode) && (lock.kind == "table" || lock.kind == "materialized view");
        const auto known = worst.constFind(lock.relation);
        if (counts && (known == worst.constEnd() || lock.toMs - lock.fromMs > known->toMs - known->fromMs))
            worst.insert(lock.relation, lock);
    }
    for (const TracedLock& lock : worst) {
        const double heldMs = (lock.toMs - lock.fromMs) * factor;
        if (heldMs >= longMs)
            reasons << QString("%1 is closed to %2 for about %3 (%4, %5).")
                           .arg(lock.relation, blocksReads(lock.mode) ? "readers and writers" : "writers", durationText(qint64(heldMs)), lockWord(lock.mode), migration.name);
    }
}

double factorOf(const QList<Estimate>& estimates)
{
    double factor = 1;
    for (const Estimate& estimate : estimates)
        factor = std::max(factor, estimate.factor);
    return factor;
}

void addStatements(QStringList& reasons, const TracedMigration& migration)
{
    for (const TracedStatement& statement : migration.statements) {
        if (!statement.rewritten.isEmpty())
            reasons << QString("%1 writes %2 anew.").arg(placeOf(migration, statement), statement.rewritten.join(", "));
        for (const LockSurprise& surprise : statement.surprises)
            if (surprise.isWorse() && surprise.observed > LockMode::RowExclusive) // weaker ones are in nobody's way
                reasons << placeOf(migration, statement) + ": " + surprise.text();
    }
}

QJsonObject toJson(const QueryReport& queries)
{
    QJsonArray changes;
    for (const QueryChange& change : queries.changes)
        changes << QJsonObject { { "change", changeWord(change.kind) }, { "migration", change.migration }, { "sql", change.sql },
            { "calls", change.calls }, { "why", change.why } };
    return { { "source", queries.source.isEmpty() ? QJsonValue() : QJsonValue(queries.source) }, { "why", queries.why },
        { "count", queries.count }, { "unprepared", queries.unprepared }, { "changes", changes } };
}

QJsonObject toJson(const LoadReport& load)
{
    QJsonArray blocked;
    for (const BlockedStatement& statement : load.blocked)
        blocked << QJsonObject { { "sql", statement.sql }, { "waitedFor", statement.waitedFor }, { "reads", statement.reads },
            { "longestMs", rounded(statement.longestMs) }, { "times", statement.times } };
    return { { "source", load.source.isEmpty() ? QJsonValue() : QJsonValue(load.source) }, { "why", load.why }, { "clients", load.clients },
        { "transactions", load.transactions }, { "durationMs", rounded(load.durationMs) }, { "readersMs", rounded(load.readersMs) },
        { "writersMs", rounded(load.writersMs) }, { "blocked", blocked } };
}

void addLoad(QStringList& reasons, const LoadReport& load)
{
    if (load.readersMs >= longMs)
        reasons << QString("Under load readers waited up to %1 for the scripts.").arg(durationText(qint64(load.readersMs)));
    if (load.writersMs >= longMs)
        reasons << QString("Under load writers waited up to %1 for the scripts.").arg(durationText(qint64(load.writersMs)));
    if (load.error)
        reasons << "Under load the run failed: " + load.error->message;
}

void addQueries(QStringList& reasons, const QueryReport& queries)
{
    if (const int broken = queries.broken(); broken > 0)
        reasons << QString("%1 of the application %2 not prepare any more.").arg(countText(broken, "query", "queries"), broken == 1 ? "does" : "do");
    if (const auto others = queries.changes.size() - queries.broken(); others > 0)
        reasons << QString("%1 of the application change their result or their parameters.").arg(countText(others, "query", "queries"));
}

} // namespace

int QueryReport::broken() const
{
    return int(std::ranges::count(changes, QueryChange::Kind::Broken, &QueryChange::kind));
}

QString verdictWord(RehearsalReport::Verdict verdict)
{
    return verdict == RehearsalReport::Verdict::Passed ? "passed"
        : verdict == RehearsalReport::Verdict::Attention ? "attention" : "failed";
}

void judge(RehearsalReport& report)
{
    QStringList failures, reasons;
    report.blocking.clear();
    if (report.error)
        failures << QString(report.error->migration.isEmpty() ? "The run failed: %2" : "%1 failed: %2")
                        .arg(report.error->migration, report.error->detail.isEmpty() ? report.error->message : report.error->detail);
    for (const CheckResult& check : report.checks)
        if (!report.error && check.isBroken())
            failures << QString("The check %1 does not hold afterwards: %2.").arg(check.name, check.after.text());
    for (qsizetype i = 0; i < report.migrations.size(); ++i) {
        addBlocking(report.blocking, report.migrations[i], factorOf(report.estimates.value(i)));
        addStatements(reasons, report.migrations[i]);
    }
    addLoad(report.blocking, report.load);
    addQueries(reasons, report.queries);
    if (report.rollback.verdict == RollbackProof::Verdict::NotProved || report.rollback.verdict == RollbackProof::Verdict::LosesRows)
        reasons << "The way back is not proved: " + report.rollback.why;
    if (!report.total.known && !report.migrations.isEmpty() && !report.error)
        reasons << "Production's duration is not known: " + report.total.basis;
    report.verdict = !failures.isEmpty()                      ? RehearsalReport::Verdict::Failed
        : !(report.blocking + reasons).isEmpty() ? RehearsalReport::Verdict::Attention
                                         : RehearsalReport::Verdict::Passed;
    report.reasons = failures + report.blocking + reasons;
}

QJsonObject RehearsalReport::toJson() const
{
    QJsonArray list, checkList;
    for (qsizetype i = 0; i < migrations.size(); ++i)
        list << corridor::toJson(migrations[i], estimates.value(i));
    for (const CheckResult& check : checks)
        checkList << QJsonObject { { "name", check.name }, { "before", corridor::toJson(check.before) }, { "after", corridor::toJson(check.after) } };
    const QJsonObject copy { { "source", clone.source }, { "rows", clone.rows }, { "serverVersion", clone.serverVersion },
        { "durationMs", clone.durationMs }, { "bytes", clone.bytes },
        { "masked", QJsonArray::fromStringList(clone.masked) }, { "notes", QJsonArray::fromStringList(clone.notes) } };
    const QJsonObject back { { "verdict", proofWord(rollback.verdict) }, { "why", rollback.why },
        { "differences", QJsonArray::fromStringList(rollback.differences) }, { "durationMs", rounded(rollback.durationMs) } };
    return { { "verdict", verdictWord(verdict) }, { "reasons", QJsonArray::fromStringList(reasons) },
        { "blocking", QJsonArray::fromStringList(blocking) },
        { "startedAt", isoTimestamp(startedAt) }, { "clone", copy }, { "production", production.isEmpty() ? QJsonValue() : QJsonValue(production) },
        { "migrations", list }, { "estimate", corridor::toJson(total) }, { "durationMs", rounded(durationMs) },
        { "tracingMs", rounded(tracingMs) }, { "rollback", back }, { "checks", checkList },
        { "queries", corridor::toJson(queries) }, { "load", corridor::toJson(load) } };
}

} // namespace corridor
