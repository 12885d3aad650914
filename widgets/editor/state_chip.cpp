// SPDX-License-Identifier: MIT
#include "state_chip.h"

#include "widgets/style/icon.h"

#include <QPainter>

namespace corridor {

StateChip::StateChip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateChip::set(const QString& word, QLatin1StringView iconName, Tone tone)
{
    m_word = word;
    m_icon = icon(iconName, tone);
    m_tone = tone;
    setAccessibleName(word);
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

int StateChip::iconSize() const
{
    return fontMetrics().height() - 2;
}

QSize StateChip::sizeHint() const
{
    const int margin = fontMetrics().height() / 2;
    return { margin * 2 + iconSize() + margin / 2 + fontMetrics().horizontalAdvance(m_word), fontMetrics().height() + 6 };
}

void StateChip::paintEvent(QPaintEvent*)
{
    const ToneColors& colors = toneColors(m_tone, palette());
    const int margin = fontMetrics().height() / 2;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    m_icon.paint(&painter, QRect(margin, (height() - iconSize()) / 2, iconSize(), iconSize()));
    painter.setPen(colors.text);
    painter.drawText(rect().adjusted(margin + iconSize() + margin / 2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_word);
}

} // namespace corridor
