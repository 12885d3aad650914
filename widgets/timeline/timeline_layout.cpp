// SPDX-License-Identifier: MIT
#include "timeline_layout.h"

#include <algorithm>

namespace corridor {

namespace {

constexpr double shortestLabel = 28; // pixels: three letters and the dots

// What stands last in each lane, and up to where the lane is taken.
class Lanes {
public:
    explicit Lanes(int count)
        : m_lanes(count)
    {
    }

    // The first lane that is free at `x`, or the one that is free earliest.
    int choose(double x) const
    {
        const auto free = std::ranges::find_if(m_lanes, [x](const Lane& lane) { return lane.taken <= x; });
        const auto chosen = free == m_lanes.end() ? std::ranges::min_element(m_lanes, {}, &Lane::taken) : free;
        return int(chosen - m_lanes.begin());
    }

    // Puts bar number `at` there; the name before it is cut short where it would lie under the bar.
    void take(QList<TimelineBar>& bars, int at)
    {
        TimelineBar& bar = bars[at];
        Lane& lane = m_lanes[bar.lane];
        if (lane.last >= 0 && lane.taken > bar.x)
            cutLabel(bars[lane.last], bar.x);
        lane = { at, qMax(lane.taken, bar.right()) };
    }

private:
    struct Lane {
        int last = -1;
        double taken = -1;
    };
    static void cutLabel(TimelineBar& bar, double x)
    {
        bar.labelWidth = x - bar.x - bar.width;
        bar.labelled = bar.labelWidth >= shortestLabel;
    }

    QList<Lane> m_lanes;
};

TimelineBar barOf(const TimelineItem& item, const FoldedScale& scale, const TimelineMetrics& metrics)
{
    const double left = scale.x(item.time.begin);
    return { .row = item.row,
        .x = left,
        .width = qMax(metrics.minBarWidth, scale.x(item.time.end) - left),
        .labelled = true,
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
        bars << barOf(item, scale, metrics);
        bars.last().lane = lanes.choose(bars.last().x);
        lanes.take(bars, int(bars.size()) - 1);
    }
    return bars;
}

} // namespace corridor
