// SPDX-License-Identifier: MIT
// corridor monitor: what the server does right now, and who blocks whom.
#include "context.h"
#include "history/history_table.h"
#include "monitor/blocking_tree.h"
#include "monitor/stop_backend.h"
#include "report/quantity_text.h"
#include "report/text_table.h"
#include "report/text_width.h"

#include <QJsonArray>
#include <QThread>
#include <unistd.h>

namespace corridor {

namespace {

using Align = TableColumn::Align;

QList<QCommandLineOption> options()
{
    return { { "watch", "Shows it again and again, until Ctrl-C." }, { "interval", "watch: seconds between two looks (2).", "SECONDS" },
        { "cancel", "Asks the server to end the statement of this session.", "PID" },
        { "terminate", "Ends this session.", "PID" }, { "yes", "Does so without asking." } };
}

class Screen {
public:
    Screen(const Context& context, const ServerSnapshot& now, std::optional<double> rate, const QList<HistoryRow>& history)
        : m_context(context)
        , m_now(now)
        , m_rate(rate)
        , m_history(history)
        , m_terminal(Terminal::of(STDOUT_FILENO, context.environment()))
    {
    }

    void print() const
    {
        head();
        sessions();
        blocking();
        progress();
        standbys();
        sizes();
        migrations();
    }

private:
    void head() const
    {
        QString line = QString("%1  %2 of %3 connections").arg(isoTimestamp(m_now.takenAt)).arg(m_now.connections).arg(m_now.maxConnections);
        if (m_now.databaseBytes)
            line += ", database " + sizeText(*m_now.databaseBytes);
        if (m_rate)
            line += QString(", %1 transactions/s").arg(*m_rate, 0, 'f', 1);
        if (m_now.isStandby)
            line += ", standby" + (m_now.replayLagMs ? " " + durationText(*m_now.replayLagMs) + " behind" : QString());
        m_context.print(line);
    }

    void table(const char* title, const TextTable& table) const
    {
        if (!table.isEmpty())
            m_context.print('\n' + m_terminal.styled(title, TextStyle::Strong) + '\n' + table.toText(m_terminal).chopped(1));
    }

    void sessions() const
    {
        TextTable list({ { "pid", Align::Right }, { "user" }, { "application" }, { "state" }, { "transaction", Align::Right }, { "waits for" }, { "statement" } });
        for (const ServerSession& session : m_now.sessions) {
            if (session.kind != "client backend" || (session.state == "idle" && !session.isBlocked()))
                continue;
            const QString waits = session.waitingFor ? session.waitingFor->mode + ' ' + session.waitingFor->relation : session.waitEvent;
            list.addRow({ QString::number(session.pid), session.user, session.application, session.state,
                session.transactionMs ? durationText(*session.transactionMs) : QString(), TableCell(waits, session.isBlocked() ? TextStyle::Bad : TextStyle::Plain),
                singleLine(session.query) });
        }
        table("Sessions at work", list);
    }

    void branch(const BlockingNode& node, int depth) const
    {
        const ServerSession* session = m_now.session(node.pid);
        m_context.print(QString(2 + 3 * depth, ' ') + (depth ? "└ " : "") + QString::number(node.pid) + ' '
            + (session ? session->user + ' ' + session->state + ": " + elided(singleLine(session->query), 80) : QString("a prepared transaction"))
            + (node.repeated ? " (see above)" : ""));
        for (const BlockingNode& waiting : node.waiting)
            branch(waiting, depth + 1);
    }

    void blocking() const
    {
        const QList<BlockingNode> forest = blockingForest(m_now.sessions);
        if (!forest.isEmpty())
            m_context.print('\n' + m_terminal.styled("Who blocks whom", TextStyle::Bad));
        for (const BlockingNode& root : forest)
            branch(root, 0);
    }

    void progress() const
    {
        TextTable list({ { "pid", Align::Right }, { "command" }, { "relation" }, { "phase" }, { "done", Align::Right } });
        for (const CommandProgress& at : m_now.progress)
            list.addRow({ QString::number(at.pid), at.command, at.relation, at.phase,
                at.total > 0 ? QString("%1 % of %2 %3").arg(100 * at.done / at.total).arg(at.total).arg(at.unit) : QString("%1 %2").arg(at.done).arg(at.unit) });
        table("Under way", list);
    }

    void standbys() const
    {
        TextTable list({ { "standby" }, { "state" }, { "behind", Align::Right }, { "", Align::Right } });
        for (const StandbyFact& standby : m_now.standbys)
            list.addRow({ standby.application, standby.state, standby.lagBytes ? sizeText(*standby.lagBytes) : QString(), standby.lagMs ? durationText(*standby.lagMs) : QString() });
        table("Standbys", list);
    }

    void sizes() const
    {
        TextTable list({ { "table" }, { "size", Align::Right } });
        for (const TableSize& size : m_now.tables.first(qMin<qsizetype>(5, m_now.tables.size())))
            list.addRow({ size.schema + '.' + size.name, (size.estimated ? "~" : "") + sizeText(size.bytes) });
        table("Largest tables", list);
    }

    // The last ten with their durations.
    void migrations() const
    {
        TextTable list({ { "migration" }, { "started (UTC)" }, { "took", Align::Right } });
        for (qsizetype at = m_history.size() - 1; at >= qMax<qsizetype>(0, m_history.size() - 10); --at) {
            const HistoryRow& row = m_history[at];
            list.addRow({ row.migrationName, row.startedAt.toUTC().toString("yyyy-MM-dd HH:mm:ss"),
                row.finishedAt ? durationText(row.startedAt.msecsTo(*row.finishedAt)) : QString(row.isRolledBack() ? "rolled back" : "not finished") });
        }
        table("Migrations", list);
    }

    const Context& m_context;
    const ServerSnapshot& m_now;
    std::optional<double> m_rate;
    const QList<HistoryRow>& m_history;
    Terminal m_terminal;
};

QList<HistoryRow> history(Session& session, const CancelToken& token)
{
    const auto table = HistoryTable::find(session, token);
    if (!table || !table->exists())
        return {};
    auto rows = table->read(token).value_or(QList<HistoryRow>());
    std::ranges::sort(rows, {}, &HistoryRow::startedAt);
    return rows;
}

QJsonArray durations(const QList<HistoryRow>& rows)
{
    QJsonArray list;
    for (const HistoryRow& row : rows)
        list << QJsonObject { { "name", row.migrationName }, { "startedAt", isoTimestamp(row.startedAt) },
            { "durationMs", row.finishedAt ? QJsonValue(row.startedAt.msecsTo(*row.finishedAt)) : QJsonValue() } };
    return list;
}

// false: cancelled
bool pause(const Context& context, double seconds)
{
    for (int waited = 0; waited < int(seconds * 1000) && !context.token().isCancelled(); waited += 50)
        QThread::msleep(50);
    return !context.token().isCancelled();
}

Answer show(Context& context, Session& session)
{
    bool isNumber = true;
    const double seconds = context.isSet("interval") ? context.value("interval").toDouble(&isNumber) : 2;
    if (!isNumber || seconds < 0.1)
        return usage("--interval takes a number of seconds from 0.1.");
    const bool watch = context.isSet("watch") && !context.json();
    std::optional<ServerSnapshot> before;
    QList<HistoryRow> rows;
    do {
        const auto now = readServerSnapshot(session, {}, context.token());
        if (!now)
            return watch && context.token().isCancelled() ? Answer(QJsonObject()) : Answer(now.error());
        rows = history(session, context.token());
        if (watch && isatty(STDOUT_FILENO))
            context.print("\x1b[H\x1b[2J");
        Screen(context, *now, before ? transactionRate(*before, *now) : std::nullopt, rows).print();
        before = *now;
    } while (watch && pause(context, seconds));
    QJsonObject json = before->toJson();
    json["migrations"] = durations(rows);
    return json;
}

Answer stop(Context& context, Session& session, const char* option)
{
    bool isNumber = false;
    const int pid = context.value(option).toInt(&isNumber);
    if (!isNumber)
        return usage(QString("--%1 takes the number of a session.").arg(option));
    const bool whole = QByteArrayView(option) == "terminate";
    const QString question = QString(whole ? "End the session %1? Its transaction is taken back. (yes)" : "End the statement of session %1? (yes)").arg(pid);
    if (!context.isSet("yes") && (!context.isInteractive() || context.ask(question) != "yes"))
        return Error { .code = "not-confirmed", .message = QString("Session %1 was left alone.").arg(pid), .hint = "Give --yes." };
    const auto done = whole ? terminateBackend(session, pid, context.token()) : cancelBackend(session, pid, context.token());
    if (!done)
        return done.error();
    context.print(QString(whole ? "Ended session %1." : "Ended the statement of session %1.").arg(pid));
    return QJsonObject { { "pid", pid }, { "stopped", option } };
}

Answer run(Context& context)
{
    auto session = context.connect();
    if (!session)
        return session.error();
    for (const char* option : { "cancel", "terminate" }) {
        if (context.isSet(option))
            return stop(context, *session, option);
    }
    return show(context, *session);
}

} // namespace

extern const Command monitorCommand { "monitor", "[--watch] [--cancel PID | --terminate PID]", "What the server does now, who blocks whom, and how long migrations took.", options, run };

} // namespace corridor
