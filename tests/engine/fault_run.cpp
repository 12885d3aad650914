// SPDX-License-Identifier: MIT
#include "fault_run.h"

#include <QFile>
#include <QProcess>
#include <QThread>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace corridor {

namespace {

int postmasterPid(const TestServer& server)
{
    QFile file(server.server().dataFolder + "/postmaster.pid");
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toInt() : 0;
}

// What dies with it and by which signal: SIGQUIT is PostgreSQL's immediate shutdown.
std::pair<int, int> victim(const FaultPoint& point, int backend, int postmaster)
{
    switch (point.fault) {
    case Fault::Backend:
        return { backend, SIGKILL };
    case Fault::Server:
        return { postmaster, SIGQUIT };
    case Fault::Program:
        break;
    }
    return { ::getpid(), SIGKILL };
}

[[noreturn]] void runInChild(
    const ConnectionOptions& database, const Project& project, const FaultPoint& point, int postmaster)
{
    auto session = Session::open(database);
    if (!session)
        _exit(3);
    const auto [pid, signal] = victim(point, session->backendPid(), postmaster);
    bool armed = true;
    const auto strike = [=, pid = pid, signal = signal] {
        ::usleep(useconds_t(point.delayUs));
        ::kill(pid, signal);
    };
    // A server comes back when this process has ended; one that lost a backend does so by itself.
    const int patience = point.fault == Fault::Server ? 200 : 10'000;
    const RunReport report = deploy(*session, project, { .watch = false, .reconnectMs = patience }, {}, [&](const RunEvent& event) {
        const auto kind = point.afterwards ? RunEvent::Kind::StepFinished : RunEvent::Kind::StepStarted;
        if (!armed || event.kind != kind || event.step != point.step)
            return;
        armed = false;
        if (point.delayUs == 0)
            strike();
        else
            std::thread(strike).detach();
    });
    _exit(report.ok() ? 0 : 1);
}

// A server that has lost a backend ends all others before it starts again, and takes connections until it has noticed.
void awaitCrash(Session& witness, int timeoutMs)
{
    for (int waited = 0; waited < timeoutMs && witness.execute("SELECT 1"); waited += 5)
        QThread::msleep(5);
}

void awaitServer(const ConnectionOptions& database)
{
    for (int tries = 0; tries < 300; ++tries) {
        if (Session::open(database))
            return;
        QThread::msleep(20);
    }
}

} // namespace

bool deployWithFault(
    TestServer& server, const ConnectionOptions& database, const Project& project, const FaultPoint& point)
{
    const int postmaster = postmasterPid(server);
    auto witness = Session::open(server.connection("postgres"));
    const pid_t child = ::fork();
    if (child == 0)
        runInChild(database, project, point, postmaster);
    int status = 0;
    ::waitpid(child, &status, 0);
    const bool struck = !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    if (point.fault == Fault::Backend && witness)
        awaitCrash(*witness, struck ? 10'000 : 200);
    if (point.fault == Fault::Server) {
        server.stop(StopMode::Immediate);
        if (const auto restarted = server.restart(); !restarted)
            qFatal("%s", qPrintable(restarted.error().toText()));
    }
    awaitServer(database);
    return struck;
}

RunReport deployAgain(const ConnectionOptions& database, const Project& project)
{
    auto session = Session::open(database);
    for (int tries = 0; !session && tries < 300; ++tries) {
        QThread::msleep(20);
        session = Session::open(database);
    }
    if (!session)
        return { .error = session.error() };
    return deploy(*session, project, { .lockTimeoutMs = 60'000 });
}

QByteArray dumpAll(const TestServer& server, const ConnectionOptions& database)
{
    QProcess process;
    process.start(server.server().binaries.folder + "/pg_dump",
        { "-O", "-T", "_prisma_migrations", "--inserts", "-d", server.url(database) });
    process.waitForFinished(60'000);
    QByteArrayList lines;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith("--") && !line.startsWith("\\"))
            lines << line;
    }
    // Rows come in the order of their place in the file, which an interrupted UPDATE changes.
    std::ranges::sort(lines);
    const auto invalid
        = runSql(database, "SELECT string_agg(indexrelid::regclass::text, ' ') FROM pg_index WHERE NOT indisvalid");
    return lines.join('\n') + "\ninvalid: " + (invalid ? invalid->bytes(0, 0) : QByteArray("unknown"));
}

} // namespace corridor
