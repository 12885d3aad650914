// SPDX-License-Identifier: MIT
#include "rehearsal/rehearse.h"

namespace corridor {

namespace {

Result<QList<RelationSize>> productionSizes(const RehearsalRequest& request, const CancelToken& token)
{
    auto session = Session::open(*request.production, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(session->execute("BEGIN READ ONLY; SET LOCAL statement_timeout = '60s'", token));
    return readRelationSizes(*session, token);
}

CloneSummary summary(const Clone& clone, const QString& source)
{
    CloneSummary told { .source = source, .rows = rowsWord(clone.rows), .serverVersion = clone.serverVersion,
        .durationMs = clone.durationMs, .notes = clone.notes };
    for (const RelationSize& size : clone.sizes)
        told.bytes += size.bytes + size.indexBytes;
    return told;
}

void addEstimates(RehearsalReport& report, CloneRows rows, const QList<RelationSize>& copy, const QList<RelationSize>& production)
{
    QList<Estimate> all;
    for (const TracedMigration& migration : report.migrations) {
        QList<Estimate> estimates;
        for (const TracedStatement& statement : migration.statements)
            estimates << estimateStatement(statement, rows, copy, production);
        all << estimates;
        report.estimates << estimates;
    }
    report.total = estimateTotal(all);
}

class Rehearsal {
public:
    Rehearsal(const Project& project, const CancelToken& token)
        : m_project(project)
        , m_token(token)
    {
    }

    Result<void> run(Session& session, RehearsalReport& report, const Observer& observer)
    {
        const auto checks = readChecks(m_project);
        CORRIDOR_TRY(checks);
        const auto before = readState(session, m_token);
        CORRIDOR_TRY(before);
        for (const Check& check : *checks)
            report.checks << CheckResult { check.name, runCheck(session, check, m_token), {} };
        TracedRun traced = traceDeploy(session, m_project, { .advisoryLock = false }, observer, m_token);
        if (m_token.isCancelled())
            return fail("cancelled", "The rehearsal was cancelled.");
        for (qsizetype i = 0; i < checks->size(); ++i)
            report.checks[i].after = runCheck(session, checks->at(i), m_token);
        report.rollback = proveRollback(session, m_project, traced, *before, m_token);
        report.error = traced.report.error;
        report.durationMs = traced.durationMs;
        report.tracingMs = traced.tracingMs;
        report.migrations = std::move(traced.migrations);
        return {};
    }

private:
    const Project& m_project;
    const CancelToken& m_token;
};

} // namespace

Result<RehearsalReport> rehearse(const Project& project, const RehearsalRequest& request, const BackupObserver& cloning,
    const Observer& running, const CancelToken& token)
{
    RehearsalReport report { .startedAt = QDateTime::currentDateTimeUtc(), .project = project.root };
    QList<RelationSize> production;
    if (request.production) {
        const auto sizes = productionSizes(request, token);
        CORRIDOR_TRY(sizes);
        production = *sizes;
        report.production = request.production->display();
    }
    const auto clone = makeClone(request.source, request.rows, request.environment, cloning, token);
    CORRIDOR_TRY(clone);
    report.clone = summary(*clone, request.sourceText);
    auto session = Session::open(clone->connection, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(Rehearsal(project, token).run(*session, report, running));
    addEstimates(report, clone->rows, clone->sizes, production);
    judge(report);
    return report;
}

} // namespace corridor
