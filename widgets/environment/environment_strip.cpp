// SPDX-License-Identifier: MIT
#include "environment_strip.h"

#include "widgets/style/icon.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int padding = 10, gap = 8, iconSide = 16;

} // namespace

EnvironmentStrip::EnvironmentStrip(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Environment"));
    setToolTip(tr("Choose another connection"));
    setIdentity({});
}

void EnvironmentStrip::setIdentity(const EnvironmentIdentity& identity)
{
    m_identity = identity;
    setAccessibleName(tr("Environment: %1").arg(spokenText()));
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    updateGeometry();
    update();
}

QString EnvironmentStrip::placeText() const
{
    if (m_identity.database.isEmpty() && m_identity.host.isEmpty())
        return tr("No connection. Click to choose one.");
    QStringList parts;
    if (!m_identity.profile.isEmpty())
        parts << m_identity.profile;
    parts << (m_identity.role.isEmpty() ? m_identity.host : m_identity.role + u" @ "_s + m_identity.host);
    parts << m_identity.database;
    if (!m_identity.server.isEmpty())
        parts << m_identity.server;
    return parts.join(u"  ·  "_s);
}

QString EnvironmentStrip::spokenText() const
{
    const QString word = environmentBadge(m_identity.kind).toLower();
    return (QStringList { word, placeText(), linkWord(m_identity.link) }).join(u", "_s);
}

QSize EnvironmentStrip::sizeHint() const
{
    const int line = fontMetrics().height() + 10;
    return { fontMetrics().averageCharWidth() * 60, isProduction() ? 2 * line : line };
}

QSize EnvironmentStrip::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 20, sizeHint().height() };
}

void EnvironmentStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ToneColors& colors = toneColors(environmentTone(m_identity.kind), palette());
    painter.fillRect(rect(), isProduction() ? colors.band : colors.fill);
    if (isProduction())
        drawHatching(painter);
    painter.setPen(isProduction() ? colors.band : palette().color(QPalette::Mid));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    drawPlace(painter, drawBadge(painter));
    if (hasFocus()) {
        painter.setPen(QPen(isProduction() ? colors.onBand : palette().color(QPalette::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 3, 3);
    }
}

void EnvironmentStrip::drawHatching(QPainter& painter)
{
    const int line = height() / 2;
    QColor stripe = toneColors(Tone::Production, palette()).onBand;
    stripe.setAlphaF(0.12f);
    painter.setPen(QPen(stripe, line / 3.0));
    for (int x = -height(); x < width() + height(); x += line)
        painter.drawLine(x, height(), x + height(), 0);
}

// The coloured box with icon and word; returns where the text may begin.
int EnvironmentStrip::drawBadge(QPainter& painter)
{
    const ToneColors& colors = toneColors(environmentTone(m_identity.kind), palette());
    const QString word = environmentBadge(m_identity.kind);
    const bool boxed = !word.isEmpty() && !isProduction();
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    const int wordWidth = word.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(word) + gap;
    const QRect box(padding - gap / 2, 4, iconSide + wordWidth + gap + gap / 2, height() - 9);
    if (boxed) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.band);
        painter.drawRoundedRect(box, 3, 3);
    }
    const QRect iconRect(padding, (height() - iconSide) / 2, iconSide, iconSide);
    const QColor ink = word.isEmpty() ? colors.text : colors.onBand;
    icon(environmentIcon(m_identity.kind), ink).paint(&painter, iconRect);
    painter.setPen(ink);
    painter.drawText(iconRect.right() + gap, 0, wordWidth, height(), Qt::AlignVCenter, word);
    return box.right() + gap;
}

void EnvironmentStrip::drawPlace(QPainter& painter, int left)
{
    const ToneColors& colors = toneColors(environmentTone(m_identity.kind), palette());
    const QColor ink = isProduction() ? colors.onBand : palette().color(QPalette::WindowText);
    QRect rest(left, 0, width() - left - padding, height());
    painter.setFont(font());
    QString link = linkWord(m_identity.link);
    if (m_identity.isProtected)
        link += u"  ·  "_s + tr("protected");
    painter.setPen(isProduction() ? ink : colors.text);
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, link);
    rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(link) - 2 * gap);
    painter.setPen(ink);
    painter.drawText(
        rest, Qt::AlignVCenter, painter.fontMetrics().elidedText(placeText(), Qt::ElideRight, rest.width()));
}

void EnvironmentStrip::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

void EnvironmentStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        emit clicked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace corridor
