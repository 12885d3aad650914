// SPDX-License-Identifier: MIT
#include "run_output.h"

#include "monitor/stop_backend.h"
#include "report/quantity_text.h"

namespace corridor {

namespace {

// Writes a run down on the terminal as it goes, and lets somebody who sits there deal with those who block it.
class Writer {
public:
    explicit Writer(Context& context)
        : m_context(context)
    {
    }

    void write(const RunEvent& event)
    {
        switch (event.kind) {
        case RunEvent::Kind::WaitingForLock:
            m_context.warn("Waiting: " + event.text);
            break;
        case RunEvent::Kind::MigrationStarted:
            m_context.print(QString("[%1/%2] %3").arg(event.index + 1).arg(event.total).arg(event.migration));
            break;
        case RunEvent::Kind::StepFinished:
            m_lastUnit.clear();
            if (m_context.isSet("step"))
                writeStep(event);
            break;
        case RunEvent::Kind::StepBlocked:
            writeBlocked(event);
            break;
        case RunEvent::Kind::StepProgress:
            writeProgress(event);
            break;
        case RunEvent::Kind::Notice:
            if (event.message.severity != "DEBUG" && !m_context.json())
                m_context.warn(QString("  %1: %2").arg(event.message.severity, event.message.message));
            break;
        default:
            break;
        }
    }

private:
    void writeStep(const RunEvent& event)
    {
        const QString rows = event.affectedRows < 0 ? QString() : ", " + countText(event.affectedRows, "row");
        m_context.print(QString("    done in %1%2").arg(durationText(event.durationMs), rows));
        for (const LockFact& lock : event.locks)
            m_context.print(QString("    holds %1 on %2.%3").arg(lock.mode, lock.schema, lock.relation));
    }

    // Once for each tenth, so that a log stays readable.
    void writeProgress(const RunEvent& event)
    {
        const qint64 tenth = event.totalUnits > 0 ? qMin<qint64>(10, event.done * 10 / event.totalUnits) : -1;
        const QString unit = QString("%1 %2 %3").arg(event.text, event.unit).arg(tenth);
        if (unit == m_lastUnit || m_context.json())
            return;
        m_lastUnit = unit;
        const QString part = event.totalUnits > 0 ? QString(" of about %1").arg(event.totalUnits) : QString();
        m_context.warn(
            QString("  line %1: %2, %3%4 %5").arg(event.line).arg(event.text).arg(event.done).arg(part, event.unit));
    }

    void writeBlocked(const RunEvent& event)
    {
        if (!event.repeated) {
            m_context.warn(QString("  line %1 is blocked. %2").arg(event.line).arg(event.text));
            if (m_context.isInteractive() && !event.blockers.isEmpty())
                m_context.warn(
                    "  Ctrl-C gives up; `cancel PID` ends that session's statement, `terminate PID` the session:");
        }
        if (const auto line = m_context.typedLine())
            obey(*line, event.blockers);
    }

    // Only those that were shown, and only by their number: that is the confirmation.
    void obey(const QString& line, const QList<ServerSession>& blockers)
    {
        const QStringList words = line.simplified().split(' ');
        const int pid = words.value(1).toInt();
        const bool shown = pid != 0 && std::ranges::find(blockers, pid, &ServerSession::pid) != blockers.end();
        if (!shown || (words[0] != "cancel" && words[0] != "terminate")) {
            if (!line.trimmed().isEmpty())
                m_context.warn(
                    "  Not understood: `cancel PID` or `terminate PID`, with a process from the list above.");
            return;
        }
        auto session = m_context.connect();
        const auto stopped = !session ? Result<void>(std::unexpected(session.error()))
            : words[0] == "cancel"    ? cancelBackend(*session, pid)
                                      : terminateBackend(*session, pid);
        m_context.warn(stopped ? QString("  Process %1 was told to stop.").arg(pid) : "  " + stopped.error().message);
    }

    Context& m_context;
    QString m_lastUnit;
};

} // namespace

Observer terminalObserver(Context& context)
{
    return [writer = std::make_shared<Writer>(context)](const RunEvent& event) { writer->write(event); };
}

} // namespace corridor
