// SPDX-License-Identifier: MIT
#include "rehearsal/load_replay.h"

#include "backup/client_connection.h"
#include "backup/client_programs.h"
#include "sql/lexer.h"

#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>
#include <atomic>
#include <thread>

namespace corridor {

namespace {

constexpr char loadName[] = "corridor load";
constexpr int warmUpMs = 500, warmUpAtMostMs = 5000;

QString findPgBench(const Environment& environment)
{
    for (const ClientPrograms& programs : findClientPrograms(environment))
        if (QFileInfo(programs.folder + "/pgbench").isExecutable())
            return programs.folder + "/pgbench";
    return QStandardPaths::findExecutable("pgbench", environment.value("PATH").split(':'));
}

// Who of the load waits for the run, since when and for what.
class WaitSampler {
public:
    WaitSampler(const ConnectionOptions& database, int runPid)
        : m_thread([this, database, runPid] { run(database, runPid); })
    {
    }
    ~WaitSampler() { stop(); }
    WaitSampler(const WaitSampler&) = delete;
    WaitSampler& operator=(const WaitSampler&) = delete;

    QList<BlockedStatement> stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        return blocked();
    }

private:
    struct Wait {
        QString sql, waitedFor;
        bool reads = false;
        double ms = 0;
    };

    void run(const ConnectionOptions& database, int runPid)
    {
        auto session = Session::open(database);
        const QByteArray sql = "SELECT a.pid || ' ' || coalesce(l.waitstart::text, ''), a.query, l.mode || ' ' || "
                               "coalesce(c.relname, l.locktype),"
                               " l.mode IN ('AccessShareLock', 'RowShareLock') AND l.locktype = 'relation',"
                               " coalesce(extract(epoch FROM clock_timestamp() - l.waitstart) * 1000, 0)"
                               " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid LEFT "
                               "JOIN pg_catalog.pg_class c ON c.oid = l.relation"
                               " WHERE NOT l.granted AND a.application_name = '"
            + QByteArray(loadName) + "' AND " + QByteArray::number(runPid)
            + " = ANY (pg_catalog.pg_blocking_pids(a.pid))";
        while (session && !m_stop) {
            if (const auto rows = session->execute(sql))
                for (int row = 0; row < rows->rows(); ++row)
                    m_waits.insert(rows->text(row, 0),
                        { rows->text(row, 1), rows->text(row, 2), rows->boolean(row, 3), rows->real(row, 4) });
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    QList<BlockedStatement> blocked() const
    {
        QHash<QString, BlockedStatement> bySql;
        for (const Wait& wait : m_waits) {
            BlockedStatement& statement = bySql[wait.sql + wait.waitedFor];
            statement.sql = wait.sql;
            statement.waitedFor = wait.waitedFor;
            statement.reads = wait.reads;
            statement.longestMs = std::max(statement.longestMs, wait.ms);
            ++statement.times;
        }
        QList<BlockedStatement> all = bySql.values();
        std::ranges::sort(all, std::greater(), &BlockedStatement::longestMs);
        return all;
    }

    std::atomic<bool> m_stop = false;
    QHash<QString, Wait> m_waits;
    std::thread m_thread; // last: it uses all the others
};

class PgBench {
public:
    Result<void> start(const QString& program, const ConnectionOptions& copy, const QStringList& scripts, int clients)
    {
        const auto connection = clientConnection(copy);
        CORRIDOR_TRY(connection);
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : connection->environment)
            variables.insert(name, value);
        variables.insert("PGAPPNAME", loadName);
        m_process.setProcessEnvironment(variables);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program,
            QStringList { "--no-vacuum", "--client=" + QString::number(clients), "--time=86400" } + scripts
                + QStringList { connection->argument });
        if (!m_process.waitForStarted())
            return fail("load-unavailable", "pgbench cannot be started: " + m_process.errorString());
        return {};
    }
    ~PgBench() { stop(); }

    // It ends at once where a script of it fails.
    QString ended()
    {
        return m_process.waitForFinished(0) ? QString::fromUtf8(m_process.readAll()).trimmed() : QString();
    }

    void stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

// One script for each query, weighted; those that the copy does not take are left out.
QStringList scriptsOf(const QList<ApplicationQuery>& queries, Session& copy, const QTemporaryDir& folder)
{
    QStringList words;
    for (const ApplicationQuery& query : queries) {
        const QByteArray sql = withNulls(query.sql.toUtf8());
        if (query.sql.trimmed().startsWith("insert", Qt::CaseInsensitive) || !copy.execute("EXPLAIN " + sql)
            || sql.contains(':'))
            continue; // NULL is no row, and pgbench reads : as its own
        const QString path = folder.filePath(QString::number(words.size()) + ".sql");
        QFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(sql + ";\n") > 0)
            words << QString("--file=%1@%2").arg(path).arg(std::clamp<qint64>(query.calls, 1, 1'000'000));
        if (words.size() == 100) // pgbench takes 128
            break;
    }
    return words;
}

qint64 transactionsOf(Session& session)
{
    const auto row = session.execute(
        "SELECT xact_commit FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()");
    return row ? row->integer(0, 0) : 0;
}

int activeClients(Session& session)
{
    const auto row = session.execute(
        "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE application_name = '" + QByteArray(loadName) + "'");
    return row ? int(row->integer(0, 0)) : 0;
}

} // namespace

QByteArray withNulls(const QByteArray& sql)
{
    QByteArray text;
    Lexer lexer(sql);
    qsizetype done = 0;
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next()) {
        if (token.kind != Token::Kind::Parameter)
            continue;
        text += sql.sliced(done, token.begin - done) + "NULL";
        done = token.end;
    }
    return text + sql.sliced(done);
}

Result<LoadReport> deployUnderLoad(const ConnectionOptions& copy, const Project& project, const LoadSource& load,
    const Environment& environment, const CancelToken& token)
{
    const QString program = findPgBench(environment);
    if (program.isEmpty())
        return fail(
            "load-unavailable", "pgbench is not installed here.", "Install PostgreSQL's client programs with pgbench.");
    auto session = Session::open(copy, token), watcher = Session::open(copy, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(watcher);
    const QTemporaryDir folder;
    const QStringList scripts
        = load.file.isEmpty() ? scriptsOf(load.queries, *watcher, folder) : QStringList("--file=" + load.file);
    if (scripts.isEmpty())
        return fail("load-unavailable", "None of the application's queries can be replayed.",
            "Give a script of pgbench: --load FILE.");
    LoadReport report { .source = load.file.isEmpty() ? QString("pg_stat_statements") : load.file,
        .clients = load.clients };
    PgBench bench;
    CORRIDOR_TRY(bench.start(program, copy, scripts, load.clients));
    for (int ms = 0; ms < warmUpAtMostMs && (ms < warmUpMs || activeClients(*watcher) < load.clients); ms += 100)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (const QString said = bench.ended(); !said.isEmpty())
        return std::unexpected(Error { .code = "load-unavailable",
            .message = "pgbench ended before the scripts began.",
            .detail = said.right(1000),
            .hint = "Look at the script: pgbench --file=…" });
    const qint64 before = transactionsOf(*watcher);
    WaitSampler sampler(copy, session->backendPid());
    const RunReport run = deploy(*session, project, { .advisoryLock = false }, {}, {}, token);
    report.blocked = sampler.stop();
    report.durationMs = double(run.durationMs);
    report.error = run.error;
    report.transactions = transactionsOf(*watcher) - before;
    bench.stop();
    for (const BlockedStatement& statement : report.blocked)
        (statement.reads ? report.readersMs : report.writersMs)
            = std::max(statement.reads ? report.readersMs : report.writersMs, statement.longestMs);
    return report;
}

} // namespace corridor
