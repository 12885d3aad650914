// SPDX-License-Identifier: MIT
#include "icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <optional>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString resourcePath(const QString& name)
{
    return u":/corridor/icons/"_s + name + u".svg"_s;
}

QByteArray svgInColor(const QString& name, const QColor& color)
{
    QFile file(resourcePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("#000", color.name().toLatin1());
}

class TintedIconEngine : public QIconEngine {
public:
    TintedIconEngine(QString name, std::optional<Tone> tone, QColor color)
        : m_name(std::move(name))
        , m_tone(tone)
        , m_color(std::move(color))
    {
    }

    QIconEngine* clone() const override { return new TintedIconEngine(*this); }
    QString iconName() override { return m_name; }
    bool isNull() override { return !QFile::exists(resourcePath(m_name)); }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    // `size` is in logical pixels, as QIcon passes it since Qt 6.8.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return drawn((QSizeF(size) * scale).toSize(), colorFor(mode));
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, painter->device()->devicePixelRatio()));
    }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (m_color.isValid())
            return m_color;
        return m_tone ? toneColors(*m_tone, palette).mark : palette.color(QPalette::ButtonText);
    }

    QPixmap drawn(const QSize& pixels, const QColor& color) const
    {
        const QString key
            = u"corridor/%1/%2/%3x%4"_s.arg(m_name, color.name()).arg(pixels.width()).arg(pixels.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(svgInColor(m_name, color)).render(&painter, QRectF(QPointF(), pixels));
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
    std::optional<Tone> m_tone;
    QColor m_color;
};

} // namespace

QIcon icon(QLatin1StringView name)
{
    return QIcon(new TintedIconEngine(name, {}, {}));
}

QIcon icon(QLatin1StringView name, Tone tone)
{
    return QIcon(new TintedIconEngine(name, tone, {}));
}

QIcon icon(QLatin1StringView name, const QColor& color)
{
    return QIcon(new TintedIconEngine(name, {}, color));
}

bool hasIcon(QLatin1StringView name)
{
    return QFile::exists(resourcePath(name));
}

} // namespace corridor
