// SPDX-License-Identifier: MIT
#include "engine/recovery.h"

#include "engine/planned_script.h"
#include "history/failure_log.h"
#include "project/partial_way_back.h"

#include <QJsonArray>
#include <algorithm>

namespace corridor {

namespace {

constexpr std::pair<RecoveryWay, const char*> words[]
    = { { RecoveryWay::Retry, "retry" }, { RecoveryWay::Resume, "resume" }, { RecoveryWay::MarkApplied, "applied" },
          { RecoveryWay::MarkRolledBack, "rolled-back" }, { RecoveryWay::RollBack, "roll-back" } };

QString firstLine(const QString& text)
{
    return text.section('\n', 0, 0);
}

// What the server said, out of Prisma's text in `logs`.
QString serverError(const QString& logs)
{
    const auto failure = parseFailureLog(logs);
    return failure ? failure->message : firstLine(logs);
}

// Finds what is true of one row, then what may be done about it.
class Reader {
public:
    Reader(const Project& project, const DatabaseState& state, const HistoryRow& row)
        : m_state(state)
        , m_row(row)
        , m_migration(project.find(row.migrationName))
    {
        m_recovery.migration = row.migrationName;
        m_recovery.rowId = row.id;
    }

    Recovery ofFailed()
    {
        if (const auto down = markOf(m_row, ProgressMark::Direction::Down))
            return ofHalfRolledBack(*down);
        m_recovery.scriptChanged = hasScript() && m_migration->checksum != m_row.checksum;
        if (const auto mark = markOf(m_row, ProgressMark::Direction::Up))
            readMark(*mark, hasScript() ? m_migration->script : std::nullopt);
        else if (saysNothingKept(m_row.logs))
            m_recovery.known = true;
        m_recovery.error = m_recovery.error.isEmpty() && !m_recovery.interrupted
            ? serverError(m_row.logs.value_or(QString()))
            : m_recovery.error;
        m_recovery.found = found();
        offer();
        return m_recovery;
    }

    // A row whose way back stopped half-way.
    Recovery ofHalfRolledBack(const ProgressMark& mark)
    {
        m_recovery.direction = Action::Rollback;
        const auto way = wayBack();
        readMark(mark, way ? std::optional(way->script) : std::nullopt);
        m_recovery.scriptChanged = !m_continues;
        m_recovery.found = found();
        if (m_continues)
            add(RecoveryWay::Resume, QString("Goes on with %1 at statement %2.").arg(nameOf(*way), nextWord()), true);
        add(RecoveryWay::MarkRolledBack, "Says that nothing of the migration is left in the database.", false);
        return m_recovery;
    }

private:
    bool hasScript() const { return m_migration && m_migration->script; }
    std::optional<WayBackScript> wayBack() const
    {
        return m_migration ? wayBackOf(*m_migration, m_row) : std::nullopt;
    }
    static QString nameOf(const WayBackScript& way)
    {
        return way.after > 0 ? partialWayBackName(way.after) : QString("down.sql");
    }
    bool hasTrace() const { return m_recovery.done > 0 || m_recovery.running; }

    void readMark(const ProgressMark& mark, const std::optional<QByteArray>& script)
    {
        m_recovery.known = true;
        m_recovery.interrupted = mark.isInterrupted();
        m_recovery.done = mark.done;
        m_recovery.total = mark.total;
        m_recovery.running = mark.running || mark.batchKey;
        m_recovery.error = mark.isInterrupted() ? QString() : serverError(mark.error);
        if (!script)
            return;
        const PlannedMigration planned = plannedScript(
            m_row.migrationName, *script, m_row.checksum, m_state, Runner::Statements);
        m_continues = continues(planned, mark);
        if (m_continues && mark.done < planned.parsed->script.statements.size())
            m_recovery.line = planned.parsed->script.statements[mark.done].line;
    }

    QString nextWord() const
    {
        const QString number = QString("%1 of %2").arg(m_recovery.done + 1).arg(m_recovery.total);
        return m_recovery.line > 0 ? QString("%1 (line %2)").arg(number).arg(m_recovery.line) : number;
    }

    QString found() const
    {
        if (!m_recovery.known)
            return "The row does not say what was kept: Prisma up to 7.3 keeps nothing of a script that fails, unless "
                   "it commits "
                   "by itself; Prisma from 7.4 keeps every statement before the one that failed.";
        const QString how = m_recovery.interrupted ? "was interrupted" : "failed";
        if (!hasTrace())
            return QString("It %1; nothing of it was kept.").arg(how);
        if (m_recovery.done >= m_recovery.total)
            return "All its statements are committed; only its row was not finished.";
        QString text = QString("It %1 at statement %2; %3 are committed.")
                           .arg(how, nextWord(),
                               m_recovery.done == 1 ? "the one before" : QString("the %1 before").arg(m_recovery.done));
        if (m_recovery.done == 0)
            text = QString("It %1 at statement %2.").arg(how, nextWord());
        if (m_recovery.running)
            text += " That statement ran outside of a transaction and may have taken effect in part.";
        return text;
    }

    void offer()
    {
        if (m_recovery.known && hasTrace() && m_continues)
            add(RecoveryWay::Resume,
                QString("Goes on at statement %1%2.")
                    .arg(nextWord(), m_recovery.running ? ", after a look at what is left of it" : ""),
                true);
        if (hasScript() && !(m_recovery.known && hasTrace()))
            add(RecoveryWay::Retry,
                m_recovery.known ? "Runs it again from its first statement."
                                 : "Runs it again from its first statement, if nothing of it was kept.",
                m_recovery.known);
        const bool mayBeThere = !m_recovery.known || hasTrace();
        if (const auto way = wayBack(); way && mayBeThere)
            offerRollBack(*way);
        add(RecoveryWay::MarkRolledBack,
            mayBeThere ? "Says that nothing of it is in the database; the next deploy applies it again."
                       : "Leaves it to the next deploy.",
            !mayBeThere);
        if (hasScript())
            add(RecoveryWay::MarkApplied, "Says that all its changes are in the database.", false);
    }

    // down.after-N.sql fits where the N statements are still those that ran, and nothing else was begun.
    void offerRollBack(const WayBackScript& way)
    {
        if (way.after > 0)
            add(RecoveryWay::RollBack,
                QString("Runs its %1, the way back of what is committed, and marks it as rolled back.").arg(nameOf(way)),
                m_continues && !m_recovery.running);
        else
            add(RecoveryWay::RollBack,
                QString("Runs its down.sql, which must cope with what is missing%1, and marks it as rolled back.")
                    .arg(m_recovery.done > 0
                            ? QString(" (`corridor down %1 --generate --after %2` writes one that fits)")
                                  .arg(m_recovery.migration)
                                  .arg(m_recovery.done)
                            : QString()),
                false);
    }

    void add(RecoveryWay way, const QString& text, bool certain)
    {
        m_recovery.options << RecoveryOption { way, text, certain };
    }

    const DatabaseState& m_state;
    const HistoryRow& m_row;
    const Migration* m_migration;
    bool m_continues = false; // the script begins as it did when it ran
    Recovery m_recovery;
};

Result<Recovery> recoveryOf(
    const Project& project, const DatabaseState& state, const QString& migration, RecoveryWay way)
{
    const QList<Recovery> all = recoveryOptions(project, state);
    const auto found = std::ranges::find(all, migration, &Recovery::migration);
    if (found == all.end())
        return fail("recovery-unknown", QString("`%1` neither failed nor was interrupted.").arg(migration),
            "`corridor status` says what is applied, pending and failed.");
    if (!found->find(way)) {
        Error error { .code = "recovery-wrong",
            .message = QString("`%1` cannot be recovered by --%2: %3").arg(migration, recoveryWord(way), found->found),
            .hint = QString("`corridor recover %1` lists what is offered.").arg(migration),
            .state = "nothing was changed",
            .migration = migration };
        return std::unexpected(error);
    }
    return *found;
}

const HistoryRow& rowOf(const DatabaseState& state, const Recovery& recovery)
{
    return *std::ranges::find(state.rows, recovery.rowId, &HistoryRow::id);
}

} // namespace

QString recoveryWord(RecoveryWay way)
{
    return std::ranges::find(words, way, &std::pair<RecoveryWay, const char*>::first)->second;
}

const RecoveryOption* Recovery::find(RecoveryWay way) const
{
    const auto option = std::ranges::find(options, way, &RecoveryOption::way);
    return option == options.end() ? nullptr : &*option;
}

QJsonObject Recovery::toJson() const
{
    QJsonArray list;
    for (const RecoveryOption& option : options)
        list << QJsonObject { { "way", recoveryWord(option.way) }, { "text", option.text },
            { "certain", option.certain } };
    return { { "migration", migration }, { "direction", actionWord(direction) }, { "interrupted", interrupted },
        { "known", known }, { "scriptChanged", scriptChanged }, { "done", done }, { "total", total }, { "line", line },
        { "running", running }, { "found", found }, { "error", error }, { "options", list } };
}

QList<Recovery> recoveryOptions(const Project& project, const DatabaseState& state)
{
    QList<Recovery> list;
    for (const HistoryRow& row : state.rows) {
        if (row.isFailed())
            list << Reader(project, state, row).ofFailed();
        else if (const auto mark = row.isApplied() ? markOf(row, ProgressMark::Direction::Down) : std::nullopt)
            list << Reader(project, state, row).ofHalfRolledBack(*mark);
    }
    return list;
}

Result<Plan> planRecovery(const Project& project, const DatabaseState& state, const QString& migration, RecoveryWay way)
{
    const auto recovery = recoveryOf(project, state, migration, way);
    CORRIDOR_TRY(recovery);
    const HistoryRow& row = rowOf(state, *recovery);
    const bool back = way == RecoveryWay::RollBack || recovery->direction == Action::Rollback;
    Plan plan { .action = back ? Action::Rollback : Action::Deploy, .target = state.target };
    if (back) {
        auto planned = planDown(project, row, state, Runner::Statements);
        CORRIDOR_TRY(planned);
        plan.migrations << *planned;
        return plan;
    }
    const Migration& source = *project.find(migration);
    PlannedMigration planned = plannedScript(migration, *source.script, source.checksum, state, Runner::Statements);
    if (way == RecoveryWay::Resume) {
        planned.rowId = row.id;
        goOn(planned, *markOf(row, ProgressMark::Direction::Up));
    } else {
        planned.retires = row.id;
    }
    plan.migrations << planned;
    return plan;
}

} // namespace corridor
