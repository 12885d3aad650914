// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/timeline_scene.h"

#include <QRectF>

class QItemSelectionModel;
class QPainter;
class QPalette;

namespace corridor {

// Where things stand in a timeline of a given font, in pixels.
struct TimelineGeometry {
    double headerHeight = 0;
    double laneHeight = 0;
    double barHeight = 0;
    double trackHeight = 0; // of the rollbacks, at the bottom; 0 where there are none

    static TimelineGeometry of(const QFontMetricsF& metrics, bool hasRollbacks);
    int lanesIn(double height) const;
    double laneTop(int lane) const { return headerHeight + lane * laneHeight; }
    int laneAt(double y) const { return y < headerHeight ? -1 : int((y - headerHeight) / laneHeight); }
};

// Draws the part of a scene that is in sight.
class TimelinePainter {
public:
    TimelinePainter(QPainter& painter, const TimelineScene& scene, const TimelineGeometry& geometry,
        const QPalette& palette, QRectF visible);

    void paint(const QItemSelectionModel* selection, int hoveredBar);

private:
    void drawPieces();
    void drawHeader();
    void drawDate(const FoldedScale::Piece& piece, double& free);
    void drawGap(const FoldedScale::Piece& piece);
    void drawFold(const FoldedScale::Piece& piece);
    void drawTicks(const FoldedScale::Piece& piece);
    void drawBars(const QItemSelectionModel* selection, int hoveredBar);
    void drawFrame(const TimelineBar& bar, bool selected);
    void drawBar(const TimelineBar& bar);
    void drawNarrowBar(const TimelineBar& bar);
    void drawLabel(const TimelineBar& bar);
    void drawRollback(const TimelineBar& bar);
    QRectF barRect(const TimelineBar& bar) const;

    QPainter& m_painter;
    const TimelineScene& m_scene;
    const TimelineGeometry& m_geometry;
    const QPalette& m_palette;
    QRectF m_visible; // in pixels of the timeline
};

} // namespace corridor
