// SPDX-License-Identifier: MIT
#include "door_button.h"

#include "widgets/style/icon.h"

#include <QPainter>

namespace corridor {

namespace {

constexpr int padding = 16, iconSide = 28;

} // namespace

DoorButton::DoorButton(QLatin1StringView iconName, const QString& title, const QString& sentence, QWidget* parent)
    : QAbstractButton(parent)
    , m_sentence(sentence)
{
    setText(title);
    setIcon(corridor::icon(iconName, Tone::Pending));
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DoorButton::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 34, 2 * padding + iconSide + 5 * fontMetrics().height() };
}

void DoorButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor border = palette().color(hasFocus() || underMouse() ? QPalette::Accent : QPalette::Mid);
    painter.setPen(QPen(border, hasFocus() ? 2 : 1));
    painter.setBrush(palette().color(isDown() ? QPalette::Highlight : QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);

    QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    icon().paint(&painter, QRect(inner.topLeft(), QSize(iconSide, iconSide)));
    inner.setTop(inner.top() + iconSide + padding / 2);
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextShowMnemonic, text());
    inner.setTop(inner.top() + painter.fontMetrics().height() + 4);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_sentence);
}

} // namespace corridor
