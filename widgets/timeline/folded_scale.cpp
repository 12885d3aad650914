// SPDX-License-Identifier: MIT
#include "folded_scale.h"

#include <algorithm>

namespace corridor {

namespace {

// A pause shorter than this belongs to the work around it.
constexpr qint64 shortestIdleMs = 1000;

// Spans with no idle time between made one, from early to late.
QList<TimeSpan> merged(QList<TimeSpan> spans)
{
    std::ranges::sort(spans, {}, &TimeSpan::begin);
    QList<TimeSpan> result;
    for (const TimeSpan& span : std::as_const(spans)) {
        if (!result.isEmpty() && span.begin < result.last().end + shortestIdleMs)
            result.last().end = qMax(result.last().end, span.end);
        else
            result << span;
    }
    return result;
}

qint64 busyMs(const QList<TimeSpan>& spans)
{
    qint64 sum = 0;
    for (const TimeSpan& span : spans)
        sum += span.end - span.begin;
    return sum;
}

} // namespace

FoldedScale::FoldedScale(QList<TimeSpan> spans, double pixelsPerMs, double foldWidth)
    : m_pixelsPerMs(pixelsPerMs)
    , m_foldWidth(foldWidth)
{
    const QList<TimeSpan> busy = merged(std::move(spans));
    m_pieces.reserve(busy.size() * 2);
    for (int at = 0; at < busy.size(); ++at) {
        if (at > 0)
            append({ busy[at - 1].end, busy[at].begin }, true);
        append(busy[at], false);
    }
}

FoldedScale FoldedScale::fitting(const QList<TimeSpan>& spans, double width, double foldWidth)
{
    const QList<TimeSpan> busy = merged(spans);
    if (busy.isEmpty())
        return {};
    const double folds = double(busy.size() - 1);
    const double fold = folds > 0 ? qMin(foldWidth, width / 2 / folds) : foldWidth;
    const double ms = double(qMax<qint64>(1, busyMs(busy)));
    double scale = qMax(1e-12, (width - folds * fold) / ms);
    // Gaps that are narrower than a fold are drawn to scale, so the first guess may be too narrow: twice is enough to
    // see no difference.
    for (int round = 0; round < 2; ++round) {
        const FoldedScale guess(spans, scale, fold);
        if (guess.width() <= 0)
            break;
        scale *= qBound(1.0, width / guess.width(), 1e6);
    }
    return FoldedScale(spans, scale, fold);
}

void FoldedScale::append(TimeSpan time, bool mayFold)
{
    const double toScale = double(time.end - time.begin) * m_pixelsPerMs;
    const bool folded = mayFold && toScale > m_foldWidth;
    m_pieces << Piece { time, width(), folded ? m_foldWidth : toScale, folded };
}

double FoldedScale::width() const
{
    return m_pieces.isEmpty() ? 0 : m_pieces.last().x + m_pieces.last().width;
}

double FoldedScale::inPiece(const Piece& piece, qint64 time) const
{
    const double length = double(piece.time.end - piece.time.begin);
    if (length <= 0)
        return piece.x;
    return piece.x + piece.width * qBound(0.0, double(time - piece.time.begin) / length, 1.0);
}

double FoldedScale::x(qint64 time) const
{
    if (m_pieces.isEmpty() || time <= m_pieces.first().time.begin)
        return 0;
    // The first piece that ends at or after this time.
    const auto found = std::ranges::lower_bound(m_pieces, time, {}, [](const Piece& piece) { return piece.time.end; });
    return found == m_pieces.end() ? width() : inPiece(*found, time);
}

qint64 FoldedScale::time(double x) const
{
    if (m_pieces.isEmpty())
        return 0;
    const auto found
        = std::ranges::lower_bound(m_pieces, x, {}, [](const Piece& piece) { return piece.x + piece.width; });
    if (found == m_pieces.end())
        return m_pieces.last().time.end;
    const double part = found->width <= 0 ? 0 : qBound(0.0, (x - found->x) / found->width, 1.0);
    return found->time.begin + qint64(part * double(found->time.end - found->time.begin));
}

} // namespace corridor
