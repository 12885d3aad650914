// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/folded_scale.h"

#include <QList>

namespace corridor {

// What is laid out: times of one attempt and the width of its name.
struct TimelineItem {
    int row = 0;
    TimeSpan time;
    qint64 rolledBack = -1; // -1 where it was not
    double labelWidth = 0;
};

// A bar in pixels from the left of the timeline, in a lane counted from the top.
struct TimelineBar {
    int row = 0;
    int lane = 0;
    double x = 0;
    double width = 0;
    bool labelled = false; // there is room for its name right of it
    double labelWidth = 0;
    double rolledBackX = -1; // where it was taken back; -1 where it was not
    double right() const { return x + width + (labelled ? labelWidth : 0); }
};

struct TimelineMetrics {
    double minBarWidth = 4;
    double labelGap = 6; // between a bar and its name, and behind the name
    int lanes = 1;
};

// Puts every bar into the highest lane in which it stands behind what is there; where none is free, into the one that
// is free first, and cuts the name there short. Bars come back from left to right.
QList<TimelineBar> layOut(QList<TimelineItem> items, const FoldedScale& scale, const TimelineMetrics& metrics);

} // namespace corridor
