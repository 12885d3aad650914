// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

namespace corridor {

// A span of time, both ends in it; milliseconds since 1970.
struct TimeSpan {
    qint64 begin = 0;
    qint64 end = 0;
};

// Maps time to pixels. Busy time is drawn to scale; the idle time between (a second or more) is folded to a fixed width
// where to scale it would take more: a year of releases, each some seconds long, fits on a screen.
class FoldedScale {
public:
    struct Piece {
        TimeSpan time;
        double x = 0;
        double width = 0;
        bool folded = false;
    };

    FoldedScale() = default;
    // `spans` in any order, overlapping or not. `pixelsPerMs` > 0; `foldWidth` in pixels.
    FoldedScale(QList<TimeSpan> spans, double pixelsPerMs, double foldWidth);
    // The scale by which everything takes `width` pixels; folds take at most half of it.
    static FoldedScale fitting(const QList<TimeSpan>& spans, double width, double foldWidth);

    double x(qint64 time) const;
    qint64 time(double x) const;
    double width() const;
    double pixelsPerMs() const { return m_pixelsPerMs; }
    double foldWidth() const { return m_foldWidth; }
    const QList<Piece>& pieces() const { return m_pieces; } // from left to right

private:
    void append(TimeSpan time, bool mayFold);
    double inPiece(const Piece& piece, qint64 time) const;

    QList<Piece> m_pieces;
    double m_pixelsPerMs = 1;
    double m_foldWidth = 0;
};

} // namespace corridor
