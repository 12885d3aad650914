// SPDX-License-Identifier: MIT
#include "terminal_process.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace corridor {

namespace {

// The two ends of a terminal.
struct Terminal {
    int ours = -1, theirs = -1;
    Terminal()
    {
        winsize size { .ws_row = 50, .ws_col = 200, .ws_xpixel = 0, .ws_ypixel = 0 };
        if (openpty(&ours, &theirs, nullptr, nullptr, &size) != 0)
            ours = theirs = -1;
    }
    ~Terminal()
    {
        ::close(ours);
        ::close(theirs);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    // What has been written within the next moments.
    QByteArray read() const
    {
        pollfd waiting { ours, POLLIN, 0 };
        char buffer[4096];
        if (poll(&waiting, 1, 50) <= 0)
            return {};
        const ssize_t count = ::read(ours, buffer, sizeof buffer);
        return count > 0 ? QByteArray(buffer, count) : QByteArray();
    }
};

QProcessEnvironment environmentOf(const Command& command)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("CI");
    environment.insert("TERM", "xterm");
    for (const QString& addition : command.environment)
        environment.insert(addition.section(u'=', 0, 0), addition.section(u'=', 1));
    return environment;
}

QString screenOf(const QByteArray& written)
{
    static const QRegularExpression colour(R"(\x1b(\[[0-9;?]*[A-Za-z]|[78]))");
    QStringList lines;
    for (const QString& line : QString::fromUtf8(written).remove('\r').split('\n')) {
        const qsizetype anew = line.lastIndexOf("\033[1G");
        lines += line.sliced(qMax<qsizetype>(0, anew)).remove(colour);
    }
    return lines.join('\n');
}

} // namespace

Outcome runOnTerminal(const Command& command, const QList<Reply>& replies, int timeoutMs)
{
    const Terminal terminal;
    QProcess process;
    process.setProcessEnvironment(environmentOf(command));
    process.setWorkingDirectory(command.folder);
    process.setChildProcessModifier([&terminal] {
        setsid();
        ioctl(terminal.theirs, TIOCSCTTY, 0);
        for (const int stream : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO })
            dup2(terminal.theirs, stream);
    });
    process.start(command.program, command.arguments);
    QByteArray written;
    qsizetype seen = 0, next = 0;
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < timeoutMs;) {
        written += terminal.read();
        if (next < replies.size() && written.indexOf(replies[next].after.toUtf8(), seen) >= 0) {
            seen = written.size();
            if (::write(terminal.ours, replies[next].keys.constData(), size_t(replies[next].keys.size())) > 0)
                ++next;
        }
        if (process.state() == QProcess::NotRunning || process.waitForFinished(1))
            break;
    }
    for (QByteArray rest = terminal.read(); !rest.isEmpty(); rest = terminal.read())
        written += rest;
    const bool ended = process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit;
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished();
    }
    return { ended ? process.exitCode() : -1, screenOf(written), {} };
}

} // namespace corridor
