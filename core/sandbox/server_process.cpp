// SPDX-License-Identifier: MIT
#include "sandbox/server_process.h"

#include "base/file_descriptor.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThread>
#include <csignal>
#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// All that the child needs, made before the fork: between fork and exec nothing may allocate.
struct ChildImage {
    QByteArray program, dataFolder;
    QByteArrayList variables;
    std::vector<char*> arguments, environment;
    ServerAccount account;
    int log = -1;
    int report = -1; // the pid or the negative errno goes here
    pid_t parent = 0; // with which the server ends; 0 if with none
};

bool isInherited(const QByteArray& name)
{
    // PG* would steer the server or its start; LC_* and LANG its messages, which we may show.
    return !name.startsWith("PG") && !name.startsWith("LC_") && name != "LANG" && name != "LANGUAGE";
}

ChildImage prepare(const ServerLaunch& launch, int log, int report)
{
    ChildImage image { .program = QFile::encodeName(launch.postgres),
        .dataFolder = QFile::encodeName(launch.dataFolder),
        .account = launch.account,
        .log = log,
        .report = report };
    image.parent = launch.life == ServerLaunch::Life::Child ? ::getpid() : 0;
    for (char** entry = environ; *entry; ++entry) {
        const QByteArray variable(*entry);
        if (isInherited(variable.left(variable.indexOf('='))))
            image.variables << variable;
    }
    image.variables << "LC_ALL=C";
    for (QByteArray& variable : image.variables)
        image.environment.push_back(variable.data());
    image.environment.push_back(nullptr);
    static char dataOption[] = "-D";
    image.arguments = { image.program.data(), dataOption, image.dataFolder.data(), nullptr };
    return image;
}

struct ChildReport {
    qint64 pid = 0; // only of a detached server
    int error = 0;
};

// Ends at exec, which closes the pipe. A failed exec tells its error after the pid, before it or instead of it.
ChildReport readReport(int pipe)
{
    ChildReport report;
    for (qint64 value = 0; ::read(pipe, &value, sizeof value) == qsizetype(sizeof value);) {
        if (value > 0)
            report.pid = value;
        else
            report.error = int(-value);
    }
    return report;
}

void report(int pipe, qint64 value)
{
    [[maybe_unused]] const auto written = ::write(pipe, &value, sizeof value);
}

void leaveCallersTerminalAndFiles(const ChildImage& image)
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::umask(0077);
    ::dup2(::open("/dev/null", O_RDONLY), 0);
    ::dup2(image.log, 1);
    ::dup2(image.log, 2);
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); // what a shell may have left open to the caller
}

[[noreturn]] void becomeServer(const ChildImage& image)
{
    leaveCallersTerminalAndFiles(image);
    if (image.account.become() && ::chdir("/") == 0) {
        if (image.parent != 0)
            ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // after the change of user, which resets it
        if (image.parent == 0 || ::getppid() == image.parent)
            ::execve(image.program.constData(), image.arguments.data(), image.environment.data());
    }
    report(image.report, -errno);
    ::_exit(127);
}

// The intermediate child leaves the server to init, so that it is nobody's zombie.
[[noreturn]] void becomeParentOfServer(const ChildImage& image)
{
    ::setsid();
    const pid_t pid = ::fork();
    if (pid == 0)
        becomeServer(image);
    report(image.report, pid > 0 ? pid : -errno);
    ::_exit(0);
}

[[noreturn]] void becomeChild(const ChildImage& image)
{
    if (image.parent == 0)
        becomeParentOfServer(image);
    ::setpgid(0, 0); // a Ctrl+C in the terminal is not for the server
    becomeServer(image);
}

std::unexpected<Error> startFailed(const QString& program, int error)
{
    QString hint;
    if (error == EACCES)
        hint = u"The user that runs the server must be able to read and enter every folder above it."_s;
    return fail(u"sandbox-start-failed"_s,
        u"%1 cannot be started: %2."_s.arg(program, QString::fromLocal8Bit(::strerror(error))), hint);
}

QString endOfLog(const QString& logFile)
{
    QFile file(logFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 4096));
    const QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    return lines.sliced(std::max<qsizetype>(0, lines.size() - 8)).join('\n');
}

std::unexpected<Error> endedEarly(const QString& logFile, const QString& what)
{
    Error error { .code = u"sandbox-start-failed"_s, .message = what };
    error.detail = endOfLog(logFile);
    error.hint = u"The server's log is %1."_s.arg(logFile);
    return std::unexpected(error);
}

bool answers(const QString& socketFolder, int port)
{
    const QByteArray folder = QFile::encodeName(socketFolder), number = QByteArray::number(port);
    const char* keys[] = { "host", "port", "dbname", "user", "connect_timeout", nullptr };
    const char* values[] = { folder.constData(), number.constData(), "postgres", "postgres", "5", nullptr };
    return ::PQpingParams(keys, values, 0) == PQPING_OK;
}

} // namespace

Result<ProcessIdentity> launchServer(const ServerLaunch& launch)
{
    const FileDescriptor log(
        ::open(QFile::encodeName(launch.logFile).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    int ends[2];
    if (log < 0 || ::pipe2(ends, O_CLOEXEC) != 0)
        return startFailed(launch.postgres, errno);
    const FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);
    const ChildImage image = prepare(launch, log, writing);
    const pid_t child = ::fork();
    if (child < 0)
        return startFailed(launch.postgres, errno);
    if (child == 0)
        becomeChild(image);
    writing = FileDescriptor();
    const ChildReport told = readReport(reading);
    if (launch.life == ServerLaunch::Life::Detached || told.error != 0)
        ::waitpid(child, nullptr, 0);
    if (told.error != 0)
        return startFailed(launch.postgres, told.error);
    return ProcessIdentity::of(told.pid > 0 ? told.pid : child);
}

Result<void> waitUntilReady(const ProcessIdentity& server, const QString& socketFolder, int port,
    const QString& logFile, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    while (!answers(socketFolder, port)) {
        if (!server.isAlive())
            return endedEarly(logFile, u"The private PostgreSQL server ended while it was starting."_s);
        if (timer.hasExpired(60'000))
            return endedEarly(logFile, u"The private PostgreSQL server was not ready after 60 seconds."_s);
        if (token.isCancelled())
            return fail(u"cancelled"_s, u"The start of the private PostgreSQL server was cancelled."_s);
        QThread::sleep(1ms);
    }
    return {};
}

bool stopServer(const ProcessIdentity& server, StopMode mode)
{
    const int signal = mode == StopMode::Fast ? SIGINT : mode == StopMode::Immediate ? SIGQUIT : SIGKILL;
    server.signal(signal);
    if (server.waitForEnd(20s) || mode == StopMode::Kill)
        return !server.isAlive();
    server.signal(SIGQUIT);
    return server.waitForEnd(10s);
}

} // namespace corridor
