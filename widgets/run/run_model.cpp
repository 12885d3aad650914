// SPDX-License-Identifier: MIT
#include "run_model.h"

#include "base/redact.h"
#include "report/quantity_text.h"
#include "widgets/style/icon.h"

#include <QFont>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr qsizetype largestList = 20'000; // statements; a larger script is one row
constexpr int keptNotices = 500;
constexpr int shownText = 200; // characters of a statement

using State = RunModel::State;

QString stateText(State state)
{
    switch (state) {
    case State::Waiting:
        return RunModel::tr("waits");
    case State::Running:
        return RunModel::tr("runs");
    case State::Done:
        return RunModel::tr("done");
    case State::Failed:
        return RunModel::tr("failed");
    case State::Undone:
        return RunModel::tr("undone");
    case State::Earlier:
        break;
    }
    return RunModel::tr("done before");
}

QIcon stateIcon(State state)
{
    switch (state) {
    case State::Waiting:
        return icon("pending"_L1, Tone::Neutral);
    case State::Running:
        return icon("deploy"_L1, Tone::Pending);
    case State::Failed:
        return icon("failed"_L1, Tone::Error);
    case State::Undone:
        return icon("rolled-back"_L1, Tone::Warning);
    case State::Done:
    case State::Earlier:
        break;
    }
    return icon("applied"_L1, Tone::Ok);
}

bool listsStatements(const PlannedMigration& migration)
{
    return migration.parsed && !migration.parsed->streamed && migration.parsed->count <= largestList;
}

QString textOf(const PlannedMigration& migration, const Statement& statement)
{
    const QByteArrayView code = migration.parsed->script.code(statement);
    return redacted(
        QString::fromUtf8(code.first(qMin<qsizetype>(code.size(), 4 * shownText))).simplified().left(shownText));
}

QString noticeText(const ServerMessage& message)
{
    return redacted(message.severity + u": "_s + message.message);
}

} // namespace

void RunModel::setPlan(const Plan& plan, const ExpectedTimes& expected)
{
    beginResetModel();
    m_plan = plan;
    m_rows.clear();
    m_running = m_current = -1;
    m_notices = m_total = m_done = 0;
    m_part = 0;
    m_partText.clear();
    m_hasExpectations = !expected.isEmpty();
    for (int i = 0; i < plan.migrations.size(); ++i)
        addMigration(plan.migrations[i], i, expected);
    endResetModel();
}

void RunModel::addMigration(const PlannedMigration& migration, int index, const ExpectedTimes& expected)
{
    m_total += migration.parsed ? migration.parsed->count : 1;
    m_done += migration.done;
    m_rows << Row { .kind = RowKind::Migration, .migration = index, .step = -1, .text = migration.name };
    if (!listsStatements(migration))
        return;
    for (int step = 0; step < migration.parsed->count; ++step) {
        const Statement& statement = migration.parsed->script.statements[step];
        Row row { .migration = index,
            .step = step,
            .line = statement.line,
            .text = textOf(migration, statement),
            .badges = badgesOf(migration.parsed->facts[step]) };
        row.state = step < migration.done ? State::Earlier : State::Waiting;
        if (const auto known = expected.constFind({ migration.name, step }); known != expected.constEnd())
            row.expected = *known;
        m_rows << row;
    }
}

// Rows lie in the order of their migrations and statements, with notices between them.
int RunModel::rowOf(int migration, int step) const
{
    const auto before
        = [](const Row& row, std::pair<int, int> place) { return std::pair(row.migration, row.step) < place; };
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), std::pair(migration, step), before);
    const bool same = found != m_rows.end() && found->migration == migration && found->step == step;
    return same ? int(found - m_rows.begin()) : -1;
}

void RunModel::setState(int row, State state)
{
    if (row < 0)
        return;
    m_rows[row].state = state;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RunModel::apply(const QList<RunEvent>& events)
{
    for (const RunEvent& event : events)
        applyOne(event);
}

void RunModel::applyOne(const RunEvent& event)
{
    using Kind = RunEvent::Kind;
    switch (event.kind) {
    case Kind::MigrationStarted:
        m_current = event.index;
        setState(rowOf(m_current, -1), State::Running);
        break;
    case Kind::StepStarted:
        return start(event);
    case Kind::StepFinished:
        return finish(event);
    case Kind::StepProgress:
        m_part = event.totalUnits > 0 ? qBound(0.0, double(event.done) / double(event.totalUnits), 1.0) : 0;
        m_partText = event.totalUnits > 0 ? tr("%1 of %2 %3").arg(event.done).arg(event.totalUnits).arg(event.unit)
                                          : tr("%1 %2").arg(event.done).arg(event.unit);
        break;
    case Kind::Notice:
        return addNotice(event);
    case Kind::MigrationFinished:
    case Kind::MigrationFailed:
        return event.kind == Kind::MigrationFailed ? fail(event) : finish(event);
    default:
        break;
    }
}

void RunModel::start(const RunEvent& event)
{
    m_part = 0;
    m_partText.clear();
    m_clock.start();
    const int row = rowOf(event.index, event.step);
    m_running = row >= 0 ? row : rowOf(event.index, -1);
    setState(m_running, State::Running);
}

// Of a statement, or of a whole migration.
void RunModel::finish(const RunEvent& event)
{
    const bool whole = event.kind == RunEvent::Kind::MigrationFinished;
    const int row = whole ? rowOf(event.index, -1) : rowOf(event.index, event.step);
    const PlannedMigration* migration
        = event.index < m_plan.migrations.size() ? &m_plan.migrations[event.index] : nullptr;
    if (!whole || (migration && !migration->parsed))
        ++m_done;
    m_part = 0;
    m_partText.clear();
    m_running = -1;
    if (row < 0)
        return;
    m_rows[row].tookMs = event.durationMs;
    m_rows[row].affectedRows = event.affectedRows;
    setState(row, State::Done);
}

void RunModel::fail(const RunEvent& event)
{
    int step = -1;
    if (m_running >= 0) {
        step = m_rows[m_running].step;
        m_rows[m_running].tookMs = m_clock.elapsed();
        setState(m_running, State::Failed);
    }
    m_running = -1;
    undo(event.index, step);
    const int header = rowOf(event.index, -1);
    if (header < 0)
        return;
    m_rows[header].tookMs = event.durationMs;
    setState(header, State::Failed);
}

// What ran in the transaction that failed is gone.
void RunModel::undo(int migration, int failedStep)
{
    if (migration >= m_plan.migrations.size() || !m_plan.migrations[migration].parsed)
        return;
    for (const TransactionGroup& group : m_plan.migrations[migration].parsed->execution.groups) {
        const bool together
            = group.kind == TransactionGroup::Kind::Managed || group.kind == TransactionGroup::Kind::Written;
        if (!together || failedStep < group.first || failedStep > group.last())
            continue;
        for (int step = group.first; step < failedStep; ++step) {
            const int row = rowOf(migration, step);
            if (row >= 0 && m_rows[row].state == State::Done)
                setState(row, State::Undone);
        }
    }
}

void RunModel::addNotice(const RunEvent& event)
{
    if (event.message.severity == "DEBUG"_L1 || m_notices >= keptNotices || m_rows.isEmpty())
        return;
    const int parent = m_running >= 0 ? m_running : rowOf(event.index, -1);
    if (parent < 0)
        return;
    int place = parent + 1;
    while (place < m_rows.size() && m_rows[place].kind == RowKind::Notice)
        ++place;
    ++m_notices;
    beginInsertRows({}, place, place);
    m_rows.insert(place,
        Row { .kind = RowKind::Notice,
            .state = State::Done,
            .migration = m_rows[parent].migration,
            .step = m_rows[parent].step,
            .line = m_rows[parent].line,
            .text = noticeText(event.message),
            .tone = event.message.severity == "WARNING"_L1 ? Tone::Warning : Tone::Neutral });
    endInsertRows();
}

void RunModel::tick()
{
    if (m_running >= 0)
        emit dataChanged(index(m_running, TookColumn), index(m_running, TookColumn), { Qt::DisplayRole });
}

int RunModel::permille() const
{
    return m_total > 0 ? qMin(1000, int(1000 * (m_done + m_part) / m_total)) : 0;
}

QString RunModel::placeText() const
{
    if (m_current < 0 || m_current >= m_plan.migrations.size())
        return {};
    const PlannedMigration& migration = m_plan.migrations[m_current];
    QString text = tr("Migration %1 of %2").arg(m_current + 1).arg(m_plan.migrations.size());
    if (m_running >= 0 && m_rows[m_running].step >= 0)
        text += tr(" · statement %1 of %2, line %3")
                    .arg(m_rows[m_running].step + 1)
                    .arg(migration.parsed->count)
                    .arg(m_rows[m_running].line);
    return m_partText.isEmpty() ? text : text + u" · "_s + m_partText;
}

int RunModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RunModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

qint64 RunModel::tookMs(const Row& row, int at) const
{
    return at == m_running ? m_clock.elapsed() : row.tookMs;
}

QString RunModel::displayText(const Row& row, int at, int column) const
{
    switch (column) {
    case StateColumn:
        return row.kind == RowKind::Notice ? QString() : stateText(row.state);
    case LineColumn:
        return row.kind == RowKind::Statement ? QString::number(row.line) : QString();
    case StatementColumn:
        return row.affectedRows > 0 ? tr("%1  (%2)").arg(row.text, countText(row.affectedRows, u"row"_s)) : row.text;
    case FactsColumn:
        return badgesText(row.badges);
    case TookColumn:
        return tookMs(row, at) < 0 ? QString() : durationText(tookMs(row, at));
    case ExpectedColumn:
        return row.expected ? durationText(row.expected->ms) : QString();
    default:
        return {};
    }
}

QString RunModel::accessibleText(const Row& row, int at) const
{
    QStringList parts;
    for (int column = 0; column < ColumnCount; ++column) {
        if (const QString part = displayText(row, at, column); !part.isEmpty())
            parts << (column == LineColumn ? tr("line %1").arg(part) : part);
    }
    return parts.join(u", "_s);
}

QVariant RunModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == ExpectedColumn && row.expected
            ? tr("It took that long on %1.").arg(row.expected->where)
            : displayText(row, index.row(), index.column());
    case Qt::DecorationRole:
        if (index.column() == StatementColumn && row.kind == RowKind::Notice)
            return icon(row.tone == Tone::Warning ? "warning"_L1 : "info"_L1, row.tone);
        return index.column() == StateColumn && row.kind != RowKind::Notice ? QVariant(stateIcon(row.state))
                                                                            : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == TookColumn || index.column() == ExpectedColumn || index.column() == LineColumn
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return row.kind == RowKind::Migration ? QVariant(font) : QVariant();
    }
    case Qt::AccessibleTextRole:
        return index.column() == StateColumn ? accessibleText(row, index.row())
                                             : displayText(row, index.row(), index.column());
    case StatementBadgesRole:
        return QVariant::fromValue(row.badges);
    case RunMigrationRole:
        return m_plan.migrations[row.migration].name;
    case RunLineRole:
        return row.line;
    case RunStateRole:
        return int(row.state);
    case RunRowKindRole:
        return int(row.kind);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && (section == TookColumn || section == ExpectedColumn || section == LineColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount]
        = { tr("State"), tr("Line"), tr("Statement"), tr("Expected locks and work"), tr("Took"), tr("Expected") };
    return titles[section];
}

} // namespace corridor
