// SPDX-License-Identifier: MIT
#include "rehearsal/traced_run.h"

#include "support/shared_folder.h"
#include "support/test_server.h"

#include <QDir>
#include <QHash>
#include <QSet>
#include <atomic>
#include <thread>

using namespace corridor;

namespace {

constexpr qsizetype migrationsAtMost = 120; // of each project

// Asks pg_locks in its own words, in a session and a thread of its own, as fast as the server answers.
class IndependentSampler {
public:
    IndependentSampler(const ConnectionOptions& database, int pid)
        : m_thread([this, database, pid] { run(database, pid); })
    {
    }
    QSet<QString> stop()
    {
        m_stop = true;
        m_thread.join();
        return m_seen;
    }

private:
    // While a transaction commits, what it made is seen for a moment with its locks on it: only relations that were
    // there before the transaction began count.
    void run(const ConnectionOptions& database, int pid)
    {
        auto session = Session::open(database);
        const QByteArray relations
            = " c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'v') AND c.relname NOT LIKE '\\_prisma\\_migrations%'";
        const QByteArray locks
            = "SELECT c.oid, c.oid::regclass::text || ' ' || l.mode, extract(epoch FROM a.xact_start) FROM pg_locks l"
              " JOIN pg_class c ON c.oid = l.relation JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.granted AND "
              "l.pid = "
            + QByteArray::number(pid) + " AND l.mode <> 'AccessShareLock' AND" + relations;
        (void)session->execute("SET search_path = ''");
        QHash<qint64, double> since;
        while (!m_stop) {
            const auto rows = session->execute(locks);
            for (int row = 0; rows && row < rows->rows(); ++row)
                if (since.contains(rows->integer(row, 0)) && since[rows->integer(row, 0)] < rows->real(row, 2))
                    m_seen.insert(rows->text(row, 1));
            const auto known = session->execute(
                "SELECT c.oid, extract(epoch FROM clock_timestamp()) FROM pg_class c WHERE" + relations);
            for (int row = 0; known && row < known->rows(); ++row)
                if (!since.contains(known->integer(row, 0)))
                    since.insert(known->integer(row, 0), known->real(row, 1));
        }
    }

    std::atomic<bool> m_stop = false;
    QSet<QString> m_seen;
    std::thread m_thread;
};

QSet<QString> reported(const TracedRun& run)
{
    QSet<QString> locks;
    for (const TracedMigration& migration : run.migrations)
        for (const TracedStatement& statement : migration.statements)
            for (const TracedLock& lock : statement.locks) {
                QString mode;
                for (const QString& word : lockWord(lock.mode).split(' '))
                    mode += word.left(1) + word.sliced(1).toLower();
                locks.insert(lock.relation + ' ' + mode + "Lock");
            }
    return locks;
}

} // namespace

// The migrations of real projects, on an empty database.
class RehearseCorporaTest : public QObject {
    Q_OBJECT

private slots:
    void tracesEveryProject_data()
    {
        const QDir folder(sharedFolder("corpora/prisma"));
        if (!folder.exists())
            QSKIP("The migrations of real projects are not here.");
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
        QTest::addColumn<QString>("path");
        for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    void tracesEveryProject()
    {
        QFETCH(QString, path);
        auto project = readProject(path + "/migrations", {});
        QVERIFY2(project.has_value(), qPrintable(project ? QString() : project.error().toText()));
        project->migrations = project->migrations.first(std::min<qsizetype>(project->migrations.size(), migrationsAtMost));
        const ConnectionOptions database = TestServer::shared(17).freshDatabase();
        auto session = Session::open(database);
        IndependentSampler sampler(database, session->backendPid());
        const TracedRun run = traceDeploy(*session, *project, { .advisoryLock = false });
        const QSet<QString> seen = sampler.stop(), told = reported(run);
        QStringList missing = QSet<QString>(seen - told).values(), worse;
        missing.sort();
        QVERIFY2(missing.isEmpty(), qPrintable("seen and not reported: " + missing.join(", ")));
        int statements = 0;
        for (const TracedMigration& migration : run.migrations)
            for (const TracedStatement& statement : migration.statements) {
                ++statements;
                for (const LockSurprise& surprise : statement.surprises)
                    if (surprise.isWorse() && surprise.observed > LockMode::RowExclusive && statement.kind != "DO") // its body is told by running it
                        worse << QString("%1:%2 %3: %4")
                                     .arg(migration.name)
                                     .arg(statement.line)
                                     .arg(statement.kind, surprise.text());
            }
        qInfo("%d migrations, %d statements, %lld locks seen, %.1f s and %.1f s of tracing", int(run.migrations.size()),
            statements, qint64(seen.size()), run.durationMs / 1000, run.tracingMs / 1000);
        QVERIFY2(worse.isEmpty(), qPrintable(worse.first(std::min<qsizetype>(worse.size(), 40)).join('\n')));
    }
};

QTEST_GUILESS_MAIN(RehearseCorporaTest)
#include "tst_rehearse_corpora.moc"
