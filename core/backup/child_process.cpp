// SPDX-License-Identifier: MIT
#include "backup/child_process.h"

#include "base/redact.h"

#include <QFileInfo>
#include <QProcess>
#include <csignal>
#include <sys/prctl.h>

namespace corridor {

namespace {

constexpr int tickMs = 100;
constexpr int patienceMs = 5000;
constexpr qint64 pipeBytes = 4 << 20; // how much may wait between the two ends of a pipe
constexpr qsizetype keptErrors = 64 << 10;

QProcessEnvironment environmentOf(const ChildCommand& command)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C.UTF-8");
    environment.remove("LANGUAGE");
    for (const auto& [name, value] : command.environment)
        environment.insert(name, value);
    return environment;
}

// A child with its standard error read as lines.
class Child {
public:
    Child(const ChildCommand& command, const std::function<void(const QString&)>& onLine = {})
        : m_onLine(onLine)
        , m_name(QFileInfo(command.program).fileName())
    {
        m_process.setProcessEnvironment(environmentOf(command));
        // A dump must not outlive the program that would tell of it.
        m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_process.setProgram(command.program);
        m_process.setArguments(command.arguments);
        m_process.setWorkingDirectory(command.folder);
    }
    ~Child() { stop(); }

    Result<void> start(QIODevice::OpenMode mode)
    {
        m_process.start(mode);
        if (!m_process.waitForStarted())
            return fail("program-missing",
                m_process.program() + " could not be started: " + m_process.errorString() + '.',
                "Install PostgreSQL's client programs.");
        return {};
    }

    QProcess& process() { return m_process; }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    void readErrors()
    {
        m_unread += QString::fromUtf8(m_process.readAllStandardError());
        for (qsizetype end; (end = m_unread.indexOf('\n')) >= 0; m_unread.remove(0, end + 1))
            take(m_unread.first(end));
    }

    void stop()
    {
        if (!isRunning())
            return;
        m_stopped = true;
        m_process.terminate();
        if (!m_process.waitForFinished(patienceMs)) {
            m_process.kill();
            m_process.waitForFinished(patienceMs);
        }
    }

    Result<ChildResult> result()
    {
        readErrors();
        if (!m_unread.isEmpty())
            take(m_unread);
        if (m_process.exitStatus() == QProcess::CrashExit && !m_stopped) {
            Error error {
                .code = "program-crashed", .message = m_name + " was ended by a signal.", .detail = m_errors
            };
            return std::unexpected(std::move(error));
        }
        return ChildResult { m_process.exitCode(), m_process.readAllStandardOutput(), m_errors };
    }

private:
    void take(const QString& line)
    {
        const QString shown = redacted(line);
        m_errors += shown + '\n';
        if (m_errors.size() > 2 * keptErrors)
            m_errors = m_errors.last(keptErrors);
        if (m_onLine)
            m_onLine(shown);
    }

    QProcess m_process;
    std::function<void(const QString&)> m_onLine;
    QString m_name;
    QString m_unread, m_errors;
    bool m_stopped = false;
};

std::unexpected<Error> cancelled(const ChildCommand& command)
{
    return fail("cancelled", QFileInfo(command.program).fileName() + " was cancelled.");
}

// Moves what has come from one end to the other.
void pump(QProcess& from, QProcess& to, const PipeFilter& filter)
{
    const QByteArray chunk = from.readAllStandardOutput();
    if (!chunk.isEmpty())
        to.write(filter ? filter(chunk) : chunk);
}

} // namespace

Result<ChildResult> runChild(const ChildCommand& command, const CancelToken& token, const ChildWatch& watch)
{
    if (token.isCancelled())
        return cancelled(command);
    Child child(command, watch.line);
    CORRIDOR_TRY(child.start(QIODevice::ReadOnly));
    while (child.isRunning() && !child.process().waitForFinished(tickMs)) {
        child.readErrors();
        if (token.isCancelled()) {
            child.stop();
            return cancelled(command);
        }
        if (watch.tick)
            watch.tick();
    }
    return child.result();
}

namespace {

// Two children and what flows between them.
class Pipe {
public:
    Pipe(const ChildCommand& first, const ChildCommand& second, const PipeFilter& filter, const CancelToken& token)
        : m_source(first)
        , m_sink(second)
        , m_filter(filter)
        , m_token(token)
    {
    }

    Result<void> start()
    {
        CORRIDOR_TRY(m_sink.start(QIODevice::ReadWrite));
        return m_source.start(QIODevice::ReadOnly);
    }

    // Until one of them ends, or it is cancelled.
    void flow()
    {
        while (m_sink.isRunning() && m_source.isRunning() && !m_token.isCancelled()) {
            // The source waits while the sink does, say for a lock: nothing may pile up here.
            if (m_sink.process().bytesToWrite() > pipeBytes)
                m_sink.process().waitForBytesWritten(tickMs);
            else if (m_source.process().waitForReadyRead(tickMs))
                pump(m_source.process(), m_sink.process(), m_filter);
            m_source.readErrors();
            m_sink.readErrors();
        }
    }

    // The sink must never take the end of a broken input for the end of the script, and commit: it is killed first.
    Result<PipeResult> finish()
    {
        const bool sinkEndedFirst = !m_sink.isRunning();
        pump(m_source.process(), m_sink.process(), m_filter);
        if (m_sink.isRunning() && (m_token.isCancelled() || !isSourceWhole()))
            m_sink.process().kill();
        m_source.stop();
        m_sink.process().closeWriteChannel();
        while (m_sink.isRunning() && !m_sink.process().waitForFinished(tickMs)) {
            m_sink.readErrors();
            if (m_token.isCancelled())
                m_sink.process().kill();
        }
        const auto first = m_source.result();
        CORRIDOR_TRY(first);
        if (!sinkEndedFirst && first->exitCode != 0)
            return PipeResult { *first, {} };
        const auto second = m_sink.result();
        CORRIDOR_TRY(second);
        return PipeResult { *first, *second };
    }

private:
    bool isSourceWhole()
    {
        const QProcess& process = m_source.process();
        return !m_source.isRunning() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    Child m_source, m_sink;
    const PipeFilter& m_filter;
    const CancelToken& m_token;
};

} // namespace

Result<PipeResult> runPipe(
    const ChildCommand& first, const ChildCommand& second, const PipeFilter& filter, const CancelToken& token)
{
    if (token.isCancelled())
        return cancelled(first);
    Pipe pipe(first, second, filter, token);
    CORRIDOR_TRY(pipe.start());
    pipe.flow();
    const auto result = pipe.finish();
    // What the second has finished is finished, cancelled or not.
    if (token.isCancelled() && (!result || result->second.exitCode != 0 || result->first.exitCode != 0))
        return cancelled(first);
    return result;
}

} // namespace corridor
