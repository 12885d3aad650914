// SPDX-License-Identifier: MIT
#include "theme.h"

#include "widgets/style/corridor_style.h"

#include <QApplication>
#include <QStyleHints>

namespace corridor {

Theme* Theme::install(QApplication& application, std::optional<Scheme> forced)
{
    auto* theme = new Theme(application);
    theme->m_forced = forced;
    QApplication::setStyle(new CorridorStyle);
    theme->apply();
    return theme;
}

Theme::Theme(QApplication& application)
    : QObject(&application)
    , m_application(application)
{
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
}

Scheme Theme::scheme() const
{
    if (m_forced)
        return *m_forced;
    return QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light;
}

void Theme::force(std::optional<Scheme> scheme)
{
    m_forced = scheme;
    apply();
}

void Theme::apply()
{
    const QPalette palette = schemePalette(scheme());
    if (m_application.palette() != palette)
        QApplication::setPalette(palette);
}

} // namespace corridor
