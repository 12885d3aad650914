// SPDX-License-Identifier: MIT
#include "timeline_painter.h"

#include "report/quantity_text.h"
#include "widgets/style/icon.h"

#include <QDateTime>
#include <QHash>
#include <QItemSelectionModel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr double tickSpacing = 110; // pixels between two ticks, at least
constexpr double dateSpacing = 200; // a date that begins so far left of the view may reach into it
constexpr double narrowBar = 6, narrowGap = 30;

// 1, 2 or 5 times a power of ten, at least `ms`; above a minute the steps of clocks and calendars.
qint64 niceStep(double ms)
{
    constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    for (const qint64 step : { minute, 5 * minute, 15 * minute, hour, 6 * hour, day, 7 * day, 30 * day, 90 * day }) {
        if (ms > minute / 2.0 && ms <= double(step))
            return step;
    }
    qint64 step = 1;
    for (qint64 power = 1; double(step) < ms; power *= 10) {
        for (const qint64 factor : { 1, 2, 5 }) {
            step = factor * power;
            if (double(step) >= ms)
                break;
        }
    }
    return step;
}

QDateTime localTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toLocalTime();
}

// "12 d": the larger part of a duration, as there is little room.
QString gapText(qint64 ms)
{
    const QStringList parts = durationText(ms).split(u' ');
    return parts.mid(0, 2).join(u' ');
}

QColor blended(const QColor& over, const QColor& under, double part)
{
    const auto mix = [part](int a, int b) { return int(a * part + b * (1 - part)); };
    return QColor(mix(over.red(), under.red()), mix(over.green(), under.green()), mix(over.blue(), under.blue()));
}

} // namespace

TimelineGeometry TimelineGeometry::of(const QFontMetricsF& metrics, bool hasRollbacks)
{
    const double line = metrics.height();
    return { .headerHeight = 2 * line + 8,
        .laneHeight = line + 8,
        .barHeight = line * 0.7,
        .trackHeight = hasRollbacks ? line + 8 : 0 };
}

int TimelineGeometry::lanesIn(double height) const
{
    return qMax(1, int((height - headerHeight - trackHeight - 4) / laneHeight));
}

TimelinePainter::TimelinePainter(QPainter& painter, const TimelineScene& scene, const TimelineGeometry& geometry,
    const QPalette& palette, QRectF visible)
    : m_painter(painter)
    , m_scene(scene)
    , m_geometry(geometry)
    , m_palette(palette)
    , m_visible(visible)
{
}

void TimelinePainter::paint(const QItemSelectionModel* selection, int hoveredBar)
{
    drawPieces();
    drawBars(selection, hoveredBar);
    if (m_geometry.trackHeight > 0) {
        for (const TimelineBar& bar : m_scene.bars())
            drawRollback(bar);
    }
    drawHeader();
}

// Thousands of bars on a screen lie over each other: one that would only repaint the pixels of its neighbour in the
// same colour is left out.
void TimelinePainter::drawBars(const QItemSelectionModel* selection, int hoveredBar)
{
    struct Last {
        double right = -1e9;
        Attempt::Outcome outcome = Attempt::Outcome::Pending;
    };
    QHash<int, Last> lastInLane;
    const int selectedRow = selection && selection->hasSelection() ? selection->currentIndex().row() : -1;
    const auto [first, last] = m_scene.visibleBars(m_visible.left() - 4, m_visible.right() + 4);
    for (int at = first; at < last; ++at) {
        const TimelineBar& bar = m_scene.bars()[at];
        const bool selected = bar.row == selectedRow;
        if (selected || at == hoveredBar)
            drawFrame(bar, selected);
        Last& previous = lastInLane[bar.lane];
        const Attempt::Outcome outcome = m_scene.entry(bar.row).outcome;
        const double right = bar.x + bar.width;
        if (!selected && !bar.labelled && previous.outcome == outcome && right < previous.right + 1)
            continue;
        previous = { right, outcome };
        bar.width < narrowBar && !bar.labelled ? drawNarrowBar(bar) : drawBar(bar);
    }
}

void TimelinePainter::drawPieces()
{
    for (const FoldedScale::Piece& piece : m_scene.scale().pieces()) {
        if (piece.x + piece.width < m_visible.left() || piece.x > m_visible.right())
            continue;
        if (piece.folded)
            drawFold(piece);
        else
            drawTicks(piece);
    }
}

void TimelinePainter::drawFold(const FoldedScale::Piece& piece)
{
    if (piece.width < 3)
        return;
    const QRectF rect(piece.x, m_geometry.headerHeight, piece.width, m_visible.height() - m_geometry.headerHeight);
    const QColor line = m_palette.color(QPalette::Mid);
    m_painter.fillRect(rect, m_palette.color(QPalette::AlternateBase));
    m_painter.setPen(QPen(line, 1, Qt::DotLine));
    m_painter.drawLine(rect.topLeft(), rect.bottomLeft());
    m_painter.drawLine(rect.topRight(), rect.bottomRight());
}

void TimelinePainter::drawTicks(const FoldedScale::Piece& piece)
{
    const qint64 step = niceStep(tickSpacing / m_scene.scale().pixelsPerMs());
    if (double(step) * m_scene.scale().pixelsPerMs() > piece.width)
        return;
    const qint64 seen = m_scene.scale().time(m_visible.left()) - piece.time.begin;
    const QColor line = blended(m_palette.color(QPalette::Mid), m_palette.color(QPalette::Base), 0.6);
    for (qint64 offset = qMax<qint64>(1, seen / step) * step; offset < piece.time.end - piece.time.begin;
        offset += step) {
        const double x = m_scene.scale().x(piece.time.begin + offset);
        if (x > m_visible.right())
            break;
        m_painter.setPen(line);
        m_painter.drawLine(QPointF(x, m_geometry.headerHeight), QPointF(x, m_visible.bottom()));
        m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
        const QRectF text(x - tickSpacing / 2, m_geometry.headerHeight / 2, tickSpacing, m_geometry.headerHeight / 2);
        if (text.left() > piece.x + 4)
            m_painter.drawText(text, Qt::AlignCenter, u"+"_s + durationText(offset));
    }
}

// The date of every busy piece for which there is room; of every gap how long it is.
void TimelinePainter::drawHeader()
{
    m_painter.setPen(m_palette.color(QPalette::Mid));
    m_painter.drawLine(
        QPointF(m_visible.left(), m_geometry.headerHeight), QPointF(m_visible.right(), m_geometry.headerHeight));
    double free = m_visible.left() - dateSpacing;
    for (const FoldedScale::Piece& piece : m_scene.scale().pieces()) {
        if (piece.x > m_visible.right())
            break;
        if (piece.folded)
            drawGap(piece);
        else if (piece.x >= free)
            drawDate(piece, free);
    }
}

void TimelinePainter::drawGap(const FoldedScale::Piece& piece)
{
    if (piece.width < narrowGap || piece.x + piece.width < m_visible.left())
        return;
    const double line = m_geometry.headerHeight / 2;
    m_painter.setPen(m_palette.color(QPalette::PlaceholderText));
    m_painter.drawText(QRectF(piece.x, line, piece.width, line), Qt::AlignCenter | Qt::TextDontClip,
        gapText(piece.time.end - piece.time.begin));
}

void TimelinePainter::drawDate(const FoldedScale::Piece& piece, double& free)
{
    const double line = m_geometry.headerHeight / 2;
    const QString text = localTime(piece.time.begin).toString(u"yyyy-MM-dd hh:mm:ss"_s);
    free = piece.x + m_painter.fontMetrics().horizontalAdvance(text) + 12;
    m_painter.setPen(m_palette.color(QPalette::Text));
    m_painter.drawText(QPointF(piece.x + 4, line - 4), text);
    m_painter.setPen(m_palette.color(QPalette::Dark));
    m_painter.drawLine(QPointF(piece.x + 0.5, 4), QPointF(piece.x + 0.5, m_geometry.headerHeight));
}

QRectF TimelinePainter::barRect(const TimelineBar& bar) const
{
    const double top = m_geometry.laneTop(bar.lane) + (m_geometry.laneHeight - m_geometry.barHeight) / 2;
    return { bar.x, top, bar.width, m_geometry.barHeight };
}

void TimelinePainter::drawFrame(const TimelineBar& bar, bool selected)
{
    const QRectF around(
        bar.x - 3, m_geometry.laneTop(bar.lane) + 1, bar.right() - bar.x + 3, m_geometry.laneHeight - 2);
    m_painter.setPen(selected ? QPen(m_palette.color(QPalette::Accent), 1) : QPen(Qt::NoPen));
    m_painter.setBrush(m_palette.color(selected ? QPalette::Highlight : QPalette::Midlight));
    m_painter.drawRoundedRect(around, 3, 3);
}

void TimelinePainter::drawNarrowBar(const TimelineBar& bar)
{
    const StateLook look = outcomeLook(m_scene.entry(bar.row).outcome);
    m_painter.fillRect(barRect(bar).toAlignedRect(), toneColors(look.tone, m_palette).mark);
}

void TimelinePainter::drawBar(const TimelineBar& bar)
{
    const StateLook look = outcomeLook(m_scene.entry(bar.row).outcome);
    const ToneColors& colors = toneColors(look.tone, m_palette);
    const QRectF rect = barRect(bar);
    const bool takenBack = m_scene.entry(bar.row).outcome == Attempt::Outcome::RolledBack;
    m_painter.setPen(QPen(colors.mark, 1));
    m_painter.setBrush(takenBack ? QBrush(colors.fill) : QBrush(colors.mark));
    const double radius = qMin(2.5, bar.width / 2);
    m_painter.drawRoundedRect(rect, radius, radius);
    if (look.tone == Tone::Error || look.tone == Tone::Warning) {
        m_painter.setBrush(QBrush(m_palette.color(QPalette::Base), Qt::BDiagPattern));
        m_painter.drawRoundedRect(rect, radius, radius);
    }
    if (bar.labelled)
        drawLabel(bar);
}

void TimelinePainter::drawLabel(const TimelineBar& bar)
{
    const TimelineScene::Entry& entry = m_scene.entry(bar.row);
    const StateLook look = outcomeLook(entry.outcome);
    QRectF rect(bar.x + bar.width + 6, m_geometry.laneTop(bar.lane), bar.labelWidth - 6, m_geometry.laneHeight);
    const bool plain = entry.outcome == Attempt::Outcome::Applied;
    m_painter.setPen(plain ? m_palette.color(QPalette::Text) : toneColors(look.tone, m_palette).text);
    const QString text = m_painter.fontMetrics().elidedText(entry.name, Qt::ElideRight, int(rect.width()) + 4);
    m_painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, text);
}

void TimelinePainter::drawRollback(const TimelineBar& bar)
{
    if (bar.rolledBackX < m_visible.left() - 16 || bar.rolledBackX > m_visible.right() + 16 || bar.rolledBackX < 0)
        return;
    const double side = m_geometry.trackHeight - 6;
    const double top = m_visible.bottom() - m_geometry.trackHeight + 2;
    const QRect rect = QRectF(bar.rolledBackX - side / 2, top, side, side).toRect();
    m_painter.setPen(QPen(m_palette.color(QPalette::Mid), 1, Qt::DashLine));
    m_painter.drawLine(QPointF(bar.rolledBackX, m_geometry.headerHeight), QPointF(bar.rolledBackX, top));
    icon("rolled-back"_L1, Tone::Warning).paint(&m_painter, rect);
}

} // namespace corridor
