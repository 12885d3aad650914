// SPDX-License-Identifier: MIT
#include "style_parts.h"

#include <QPainter>
#include <QStyleOption>

namespace corridor {

namespace {

constexpr double radius = 4;
constexpr int accentLine = 2;

QColor color(const QStyleOption& option, QPalette::ColorRole role)
{
    return option.palette.color(role);
}

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state & flag;
}

QRectF crisp(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

// Antialiasing only within its scope.
class Smooth {
public:
    explicit Smooth(QPainter& painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter.restore(); }

private:
    QPainter& m_painter;
};

void drawBox(QPainter& painter, const QRectF& rect, const QColor& border, const QColor& fill, double width = 1)
{
    painter.setPen(QPen(border, width));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, radius, radius);
}

} // namespace

void drawPanel(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, color(option, QPalette::Window));
}

void drawButton(const QStyleOption& option, QPainter& painter, bool isDefault)
{
    const Smooth smooth(painter);
    const bool enabled = has(option, QStyle::State_Enabled), hovered = enabled && has(option, QStyle::State_MouseOver);
    QPalette::ColorRole fill = QPalette::Button;
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        fill = QPalette::Highlight;
    else if (hovered)
        fill = QPalette::Midlight;
    const bool accented = enabled && (isDefault || has(option, QStyle::State_HasFocus));
    drawBox(
        painter, crisp(option.rect), color(option, accented ? QPalette::Accent : QPalette::Mid), color(option, fill));
}

void drawFlatButton(const QStyleOption& option, QPainter& painter)
{
    const bool pressed = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool hovered = has(option, QStyle::State_Enabled) && has(option, QStyle::State_MouseOver);
    if (!pressed && !hovered)
        return;
    const Smooth smooth(painter);
    const QColor fill = color(option, pressed ? QPalette::Highlight : QPalette::Midlight);
    drawBox(painter, crisp(option.rect), fill, fill);
}

void drawLineEdit(const QStyleOption& option, QPainter& painter)
{
    const Smooth smooth(painter);
    const bool focused = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_Enabled);
    const bool enabled = has(option, QStyle::State_Enabled);
    drawBox(painter, crisp(option.rect), color(option, focused ? QPalette::Accent : QPalette::Mid),
        color(option, enabled ? QPalette::Base : QPalette::Window), focused ? 1.4 : 1);
}

// Fusion's outline is darker than the window, which nobody sees on a dark one.
void drawCheckBox(const QStyleOption& option, QPainter& painter)
{
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = option.state & QStyle::State_On;
    const QColor mark = option.palette.color(on ? QPalette::Highlight : QPalette::PlaceholderText);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mark, 1.2));
    painter.setBrush(on ? mark : option.palette.color(QPalette::Base));
    painter.drawRoundedRect(box, 3, 3);
    if (on) {
        painter.setPen(QPen(option.palette.color(QPalette::HighlightedText), box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
        painter.drawPolyline(QPolygonF { at(0.24, 0.54), at(0.43, 0.72), at(0.77, 0.31) });
    }
    painter.restore();
}

void drawFocus(const QStyleOption& option, QPainter& painter)
{
    const Smooth smooth(painter);
    QColor line = color(option, QPalette::Accent);
    drawBox(painter, crisp(option.rect), line, Qt::transparent);
}

void drawTab(const QStyleOptionTab& option, QPainter& painter)
{
    const bool selected = has(option, QStyle::State_Selected);
    const bool hovered = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    const QRect& rect = option.rect;
    if (selected)
        painter.fillRect(rect, color(option, QPalette::Base));
    else if (hovered)
        painter.fillRect(rect, color(option, QPalette::Midlight));
    painter.setPen(color(option, QPalette::Mid));
    painter.drawLine(rect.topRight(), rect.bottomRight());
    if (!selected)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    if (selected)
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), accentLine), color(option, QPalette::Accent));
    if (has(option, QStyle::State_HasFocus)) {
        QStyleOption focus(option);
        focus.rect = rect.adjusted(3, 4, -4, -3);
        drawFocus(focus, painter);
    }
}

void drawDockTitle(const QStyleOptionDockWidget& option, QPainter& painter)
{
    painter.save();
    painter.fillRect(option.rect, color(option, QPalette::Window));
    painter.setPen(color(option, QPalette::Mid));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QFont font = painter.font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 0.95);
    painter.setFont(font);
    painter.setPen(color(option, QPalette::PlaceholderText));
    const QRect text = option.rect.adjusted(8, 0, -48, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(option.title, Qt::ElideRight, text.width()));
    painter.restore();
}

void drawHeaderSection(const QStyleOption& option, QPainter& painter)
{
    const QRect& rect = option.rect;
    painter.fillRect(rect, color(option, has(option, QStyle::State_MouseOver) ? QPalette::Midlight : QPalette::Window));
    painter.setPen(color(option, QPalette::Mid));
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    painter.drawLine(rect.right(), rect.top() + 5, rect.right(), rect.bottom() - 5);
}

void drawSeparator(const QStyleOption& option, QPainter& painter)
{
    const QRect& rect = option.rect;
    painter.fillRect(rect, color(option, QPalette::Window));
    painter.setPen(color(option, has(option, QStyle::State_MouseOver) ? QPalette::Accent : QPalette::Mid));
    if (rect.width() < rect.height())
        painter.drawLine(rect.center().x(), rect.top(), rect.center().x(), rect.bottom());
    else
        painter.drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
}

void drawScrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& slider)
{
    const Smooth smooth(painter);
    painter.fillRect(option.rect, color(option, QPalette::Base));
    if (option.minimum == option.maximum)
        return;
    const bool active = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRectF thumb
        = QRectF(slider).adjusted(horizontal ? 1 : 3, horizontal ? 3 : 1, horizontal ? -1 : -3, horizontal ? -3 : -1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(option, active ? QPalette::Dark : QPalette::Mid));
    const double round = qMin(thumb.width(), thumb.height()) / 2;
    painter.drawRoundedRect(thumb, round, round);
}

void drawProgressGroove(const QStyleOption& option, QPainter& painter)
{
    const Smooth smooth(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(option, QPalette::Mid));
    const double round = option.rect.height() / 2.0;
    painter.drawRoundedRect(option.rect, round, round);
}

void drawProgress(const QStyleOptionProgressBar& option, QPainter& painter)
{
    const Smooth smooth(painter);
    const double round = option.rect.height() / 2.0;
    const bool busy = option.maximum <= option.minimum;
    const double part = busy ? 1 : double(option.progress - option.minimum) / (option.maximum - option.minimum);
    QRectF rect(option.rect);
    rect.setWidth(rect.width() * part);
    QColor fill = color(option, QPalette::Accent);
    if (busy)
        fill.setAlphaF(0.45f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, round, round);
}

} // namespace corridor
