// SPDX-License-Identifier: MIT
#include "timeline_scene.h"

#include "widgets/migrations/state_look.h"
#include "widgets/timeline/timeline_model.h"

#include <QAbstractItemModel>
#include <algorithm>

namespace corridor {

namespace {

constexpr double maxLabelChars = 40;

TimelineScene::Entry readEntry(const QModelIndex& index, double charWidth)
{
    TimelineScene::Entry entry;
    entry.name = migrationTitle(index.data(TimelineNameRole).toString()).title;
    entry.outcome = Attempt::Outcome(index.data(TimelineOutcomeRole).toInt());
    const qint64 begin = index.data(TimelineStartRole).toLongLong();
    const qint64 end = index.data(TimelineEndRole).toLongLong();
    entry.item.row = index.row();
    entry.item.time = { begin, qMax(begin, end) };
    entry.item.rolledBack = index.data(TimelineRolledBackRole).toLongLong();
    // Measured by count of characters: exact widths of thousands of names would take longer than all the rest.
    entry.item.labelWidth = qMin(maxLabelChars, double(entry.name.size())) * charWidth;
    return entry;
}

} // namespace

void TimelineScene::read(const QAbstractItemModel& model, const QFontMetricsF& metrics)
{
    m_entries.clear();
    m_pending = 0;
    m_hasRollbacks = false;
    m_entries.reserve(model.rowCount());
    const double charWidth = metrics.averageCharWidth() * 1.08;
    for (int row = 0; row < model.rowCount(); ++row) {
        m_entries << readEntry(model.index(row, 0), charWidth);
        m_pending += m_entries.last().outcome == Attempt::Outcome::Pending;
        m_hasRollbacks |= m_entries.last().item.rolledBack >= 0;
    }
}

QList<TimeSpan> TimelineScene::spans() const
{
    QList<TimeSpan> spans;
    for (const Entry& entry : m_entries) {
        if (entry.outcome == Attempt::Outcome::Pending)
            continue;
        spans << entry.item.time;
        if (entry.item.rolledBack >= 0)
            spans << TimeSpan { entry.item.rolledBack, entry.item.rolledBack };
    }
    return spans;
}

void TimelineScene::arrange(double width, double zoom, const TimelineMetrics& metrics, double foldWidth)
{
    const QList<TimeSpan> times = spans();
    m_scale = FoldedScale::fitting(times, width, foldWidth);
    layOutBars(metrics);
    // The names at the right end need room too.
    if (const double surplus = m_width - width; surplus > 0) {
        m_scale = FoldedScale::fitting(times, qMax(width / 2, m_scale.width() - surplus), foldWidth);
        layOutBars(metrics);
    }
    if (zoom == 1)
        return;
    m_scale = FoldedScale(times, m_scale.pixelsPerMs() * zoom, qMin(foldWidth, m_scale.foldWidth() * zoom));
    layOutBars(metrics);
}

void TimelineScene::layOutBars(const TimelineMetrics& metrics)
{
    QList<TimelineItem> items;
    for (const Entry& entry : std::as_const(m_entries)) {
        if (entry.outcome != Attempt::Outcome::Pending)
            items << entry.item;
    }
    m_bars = layOut(std::move(items), m_scale, metrics);

    m_barOfRow = QList<int>(m_entries.size(), -1);
    m_reach.clear();
    double reach = 0;
    for (int at = 0; at < m_bars.size(); ++at) {
        m_barOfRow[m_bars[at].row] = at;
        m_reach << (reach = qMax(reach, m_bars[at].right()));
    }
    m_width = qMax(m_scale.width(), reach);
}

std::pair<int, int> TimelineScene::visibleBars(double left, double right) const
{
    const auto first = std::ranges::lower_bound(m_reach, left);
    const auto last = std::ranges::upper_bound(m_bars, right, {}, &TimelineBar::x);
    return { int(first - m_reach.begin()), int(last - m_bars.begin()) };
}

int TimelineScene::barOfRow(int row) const
{
    return row >= 0 && row < m_barOfRow.size() ? m_barOfRow[row] : -1;
}

int TimelineScene::barAt(double x, int lane) const
{
    const auto [first, last] = visibleBars(x - 2, x + 2);
    for (int at = last - 1; at >= first; --at) {
        const TimelineBar& bar = m_bars[at];
        if (bar.lane == lane && x >= bar.x - 2 && x <= bar.right() + 2)
            return at;
    }
    return -1;
}

} // namespace corridor
