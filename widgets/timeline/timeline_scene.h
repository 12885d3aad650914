// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/attempt.h"
#include "widgets/timeline/timeline_layout.h"

#include <QFontMetricsF>

class QAbstractItemModel;

namespace corridor {

// What a timeline draws, in pixels of the whole timeline: made from a model, a size and a zoom, then only read.
// Rows are those of the model, which may be a filtered and sorted proxy of TimelineModel.
class TimelineScene {
public:
    struct Entry {
        QString name; // without its time stamp
        Attempt::Outcome outcome = Attempt::Outcome::Pending;
        TimelineItem item;
    };

    void read(const QAbstractItemModel& model, const QFontMetricsF& metrics);
    // `zoom` 1 fits everything into `width`.
    void arrange(double width, double zoom, const TimelineMetrics& metrics, double foldWidth);

    bool isEmpty() const { return m_bars.isEmpty(); }
    int pendingCount() const { return m_pending; }
    bool hasRollbacks() const { return m_hasRollbacks; }
    double width() const { return m_width; }
    const FoldedScale& scale() const { return m_scale; }
    const QList<TimelineBar>& bars() const { return m_bars; }
    const Entry& entry(int row) const { return m_entries[row]; }

    // The bars that may be seen between two pixels, as indexes [first, last).
    std::pair<int, int> visibleBars(double left, double right) const;
    int barOfRow(int row) const; // -1 where the row has no bar
    int barAt(double x, int lane) const;

private:
    QList<TimeSpan> spans() const;
    void layOutBars(const TimelineMetrics& metrics);

    QList<Entry> m_entries; // by row
    FoldedScale m_scale;
    QList<TimelineBar> m_bars; // by x
    QList<double> m_reach; // the farthest right end of the bars up to each
    QList<int> m_barOfRow;
    double m_width = 0;
    int m_pending = 0;
    bool m_hasRollbacks = false;
};

} // namespace corridor
