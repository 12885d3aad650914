// SPDX-License-Identifier: MIT
#include "rehearsal/rehearse.h"

#include <algorithm>

namespace corridor {

namespace {

Result<QList<RelationSize>> productionSizes(const ConnectionOptions& database, const CancelToken& token)
{
    auto session = Session::open(database, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(session->execute("BEGIN READ ONLY; SET LOCAL statement_timeout = '60s'", token));
    return readRelationSizes(*session, token);
}

CloneSummary summary(const Clone& clone, const QString& source)
{
    CloneSummary told { .source = source, .rows = clone.rows.word(), .serverVersion = clone.serverVersion,
        .durationMs = clone.durationMs, .masked = clone.masked, .notes = clone.notes };
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

// The application's queries before and after each script, in a session of their own.
class QueryWatch {
public:
    static Result<QueryWatch> open(const ConnectionOptions& copy, const RehearsalRequest& request, QueryReport& report, const CancelToken& token)
    {
        auto session = Session::open(copy, token);
        CORRIDOR_TRY(session);
        QueryWatch watch(std::move(*session), report, token);
        CORRIDOR_TRY(watch.readFrom(request));
        watch.m_shapes = shapesOf(watch.m_session, watch.m_queries, token);
        report.count = int(watch.m_shapes.size());
        report.unprepared = int(std::ranges::count(watch.m_shapes, false, &QueryShape::prepares));
        return watch;
    }

    const QList<ApplicationQuery>& queries() const { return m_queries; }

    void look(const QString& migration)
    {
        if (m_queries.isEmpty())
            return;
        const QList<QueryShape> after = shapesOf(m_session, m_queries, m_token);
        m_report.changes << queryChanges(migration, m_queries, m_shapes, after);
        m_shapes = after;
    }

private:
    QueryWatch(Session session, QueryReport& report, const CancelToken& token)
        : m_session(std::move(session))
        , m_report(report)
        , m_token(token)
    {
    }

    // A database that does not tell what it is asked is no error: the report says so.
    Result<void> readFrom(const RehearsalRequest& request)
    {
        const auto& database = request.production ? request.production : request.source.database;
        if (!request.queryFile.isEmpty()) {
            auto queries = readQueryFile(request.queryFile);
            CORRIDOR_TRY(queries);
            m_queries = *queries;
            m_report.source = request.queryFile;
            return {};
        }
        if (!database) {
            m_report.why = "A dump does not tell what the application asks.";
            return {};
        }
        auto source = Session::open(*database, m_token);
        CORRIDOR_TRY(source);
        const auto queries = readQueries(*source, 500, m_token);
        m_report.why = queries ? QString() : queries.error().message;
        m_queries = queries.value_or(QList<ApplicationQuery>());
        m_report.source = queries ? "pg_stat_statements" : QString();
        return {};
    }

    Session m_session;
    QueryReport& m_report;
    const CancelToken& m_token;
    QList<ApplicationQuery> m_queries;
    QList<QueryShape> m_shapes;
};

class Rehearsal {
public:
    Rehearsal(const Project& project, const RehearsalRequest& request, const CancelToken& token)
        : m_project(project)
        , m_request(request)
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
        auto queries = QueryWatch::open(session.options(), m_request, report.queries, m_token);
        CORRIDOR_TRY(queries);
        TracedRun traced = traceDeploy(session, m_project, { .advisoryLock = false }, observer, m_token,
            [&](const QString& migration) { queries->look(migration); });
        if (m_token.isCancelled())
            return fail("cancelled", "The rehearsal was cancelled.");
        m_queries = queries->queries();
        for (qsizetype i = 0; i < checks->size(); ++i)
            report.checks[i].after = runCheck(session, checks->at(i), m_token);
        report.rollback = proveRollback(session, m_project, traced, *before, m_token);
        report.error = traced.report.error;
        report.durationMs = traced.durationMs;
        report.tracingMs = traced.tracingMs;
        report.migrations = std::move(traced.migrations);
        return {};
    }

    // What the application asks, once it has run.
    const QList<ApplicationQuery>& queries() const { return m_queries; }

private:
    QList<ApplicationQuery> m_queries;
    const Project& m_project;
    const RehearsalRequest& m_request;
    const CancelToken& m_token;
};

} // namespace

namespace {

// The source's own, where nothing else is called production.
Result<QList<RelationSize>> addProduction(RehearsalReport& report, const RehearsalRequest& request, const CancelToken& token)
{
    const auto& database = request.production ? request.production : request.source.database;
    if (!database)
        return QList<RelationSize>();
    report.production = database->display();
    return productionSizes(*database, token);
}

// Before the first one is changed. Counters that the load moves would spoil the trace of its own copy.
Result<std::optional<ScratchDatabase>> secondCopy(const RehearsalRequest& request, const Clone& clone, const CancelToken& token)
{
    if (!request.load)
        return std::nullopt;
    auto copy = ScratchDatabase::copyOf(clone.connection.withDatabase("postgres"), clone.connection.value("dbname"), token);
    CORRIDOR_TRY(copy);
    return std::optional(std::move(*copy));
}

// A load that cannot be replayed is no error: the report says so.
Result<void> replayLoad(RehearsalReport& report, const Project& project, const RehearsalRequest& request, const ScratchDatabase& copy,
    const QList<ApplicationQuery>& queries, const CancelToken& token)
{
    LoadSource load = *request.load;
    if (load.file.isEmpty() && load.queries.isEmpty())
        load.queries = queries;
    ConnectionOptions connection = copy.connection();
    if (request.source.database)
        connection.schema = request.source.database->schema;
    auto replayed = deployUnderLoad(connection, project, load, request.environment, token);
    if (!replayed && replayed.error().code != "load-unavailable")
        return std::unexpected(replayed.error());
    if (replayed)
        report.load = std::move(*replayed);
    else
        report.load.why = replayed.error().message + ' ' + replayed.error().detail;
    return {};
}

} // namespace

Result<RehearsalReport> rehearse(const Project& project, const RehearsalRequest& request, const BackupObserver& cloning,
    const Observer& running, const CancelToken& token)
{
    RehearsalReport report { .startedAt = QDateTime::currentDateTimeUtc(), .project = project.root };
    const auto production = addProduction(report, request, token);
    CORRIDOR_TRY(production);
    const auto masks = readMaskRules(project.root);
    CORRIDOR_TRY(masks);
    const auto clone = makeClone(request.source, request.rows, *masks, request.environment, cloning, token);
    CORRIDOR_TRY(clone);
    report.clone = summary(*clone, request.sourceText);
    auto second = secondCopy(request, *clone, token);
    CORRIDOR_TRY(second);
    auto session = Session::open(clone->connection, token);
    CORRIDOR_TRY(session);
    Rehearsal rehearsal(project, request, token);
    CORRIDOR_TRY(rehearsal.run(*session, report, running));
    if (*second)
        CORRIDOR_TRY(replayLoad(report, project, request, **second, rehearsal.queries(), token));
    addEstimates(report, clone->rows.rows, clone->sizes, *production);
    judge(report);
    return report;
}

} // namespace corridor
