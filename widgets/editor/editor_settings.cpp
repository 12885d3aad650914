// SPDX-License-Identifier: MIT
#include "editor_settings.h"

#include <QFontDatabase>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr auto zoomKey = "editor/zoom"_L1;
constexpr auto wrapKey = "editor/softWrap"_L1;
constexpr int smallestZoom = -6;
constexpr int largestZoom = 40;

} // namespace

EditorSettings& EditorSettings::instance()
{
    static EditorSettings settings;
    return settings;
}

EditorSettings::EditorSettings()
{
    const QSettings store;
    m_zoom = qBound(smallestZoom, store.value(zoomKey, 0).toInt(), largestZoom);
    m_wrap = store.value(wrapKey, false).toBool();
}

void EditorSettings::setZoomSteps(int steps)
{
    steps = qBound(smallestZoom, steps, largestZoom);
    if (steps == m_zoom)
        return;
    m_zoom = steps;
    store();
}

void EditorSettings::setSoftWrap(bool wrap)
{
    if (wrap == m_wrap)
        return;
    m_wrap = wrap;
    store();
}

QFont EditorSettings::font() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(qMax(4.0, font.pointSizeF() + m_zoom));
    return font;
}

void EditorSettings::store()
{
    QSettings store;
    store.setValue(zoomKey, m_zoom);
    store.setValue(wrapKey, m_wrap);
    emit changed();
}

} // namespace corridor
