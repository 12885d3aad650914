// SPDX-License-Identifier: MIT
#include "timeline_layout.h"

#include <algorithm>

namespace corridor {

namespace {

// Up to where each lane is taken: by bars, and by bars and names.
class Lanes {
public:
    explicit Lanes(int count)
        : m_taken(count, -1)
    {
    }

    // The first lane that is free at `x`, or the one that is free earliest.
    int choose(double x) const
    {
        const auto free = std::ranges::find_if(m_taken, [x](double taken) { return taken <= x; });
        return int((free == m_taken.end() ? std::ranges::min_element(m_taken) : free) - m_taken.begin());
    }
    bool isFree(int lane, double x) const { return m_taken[lane] <= x; }
    void take(int lane, double upTo) { m_taken[lane] = qMax(m_taken[lane], upTo); }

private:
    QList<double> m_taken;
};

TimelineBar barOf(const TimelineItem& item, const FoldedScale& scale, const TimelineMetrics& metrics)
{
    const double left = scale.x(item.time.begin);
    return { .row = item.row,
        .x = left,
        .width = qMax(metrics.minBarWidth, scale.x(item.time.end) - left),
        .labelWidth = item.labelWidth + 2 * metrics.labelGap,
        .rolledBackX = item.rolledBack < 0 ? -1 : scale.x(item.rolledBack) };
}

} // namespace

QList<TimelineBar> layOut(QList<TimelineItem> items, const FoldedScale& scale, const TimelineMetrics& metrics)
{
    std::ranges::stable_sort(items, {}, [](const TimelineItem& item) { return item.time.begin; });
    QList<TimelineBar> bars;
    bars.reserve(items.size());
    Lanes lanes(qMax(1, metrics.lanes));
    for (const TimelineItem& item : std::as_const(items)) {
        TimelineBar bar = barOf(item, scale, metrics);
        bar.lane = lanes.choose(bar.x);
        bar.labelled = lanes.isFree(bar.lane, bar.x);
        lanes.take(bar.lane, bar.right());
        bars << bar;
    }
    return bars;
}

} // namespace corridor
