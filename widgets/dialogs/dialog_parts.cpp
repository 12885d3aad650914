// SPDX-License-Identifier: MIT
#include "dialog_parts.h"

#include "widgets/environment/environment_strip.h"
#include "widgets/style/icon.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace corridor {

namespace {

class Note : public QWidget {
public:
    Note(Tone tone, QLatin1StringView iconName, const QString& text)
        : m_tone(tone)
        , m_icon(icon(iconName, tone))
    {
        auto* label = new QLabel(text);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(fontMetrics().height() * 2 + 2, 6, 10, 6);
        layout->addWidget(label);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColors(m_tone, palette()).fill);
        painter.drawRoundedRect(rect(), 4, 4);
        const int side = fontMetrics().height();
        m_icon.paint(&painter, QRect(side / 2, 6, side, side));
    }

private:
    Tone m_tone;
    QIcon m_icon;
};

} // namespace

QLabel* headlineLabel(const QString& text)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setBold(true);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QWidget* note(Tone tone, QLatin1StringView iconName, const QString& text)
{
    return new Note(tone, iconName, text);
}

QWidget* framed(QWidget* view)
{
    auto* frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(view);
    return frame;
}

QWidget* stripFor(const EnvironmentIdentity& where)
{
    auto* strip = new EnvironmentStrip;
    strip->setIdentity(where);
    strip->setFocusPolicy(Qt::NoFocus);
    strip->setAttribute(Qt::WA_TransparentForMouseEvents);
    strip->unsetCursor();
    strip->setToolTip({});
    return strip;
}

} // namespace corridor
