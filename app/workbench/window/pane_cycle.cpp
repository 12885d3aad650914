// SPDX-License-Identifier: MIT
#include "pane_cycle.h"

#include <QApplication>

namespace corridor {

namespace {

bool contains(const QWidget* pane, const QWidget* widget)
{
    return widget && (pane == widget || pane->isAncestorOf(widget));
}

} // namespace

PaneCycle::PaneCycle(QObject* parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { remember(now); });
}

void PaneCycle::add(QWidget* pane)
{
    m_panes << Pane { pane, {} };
}

void PaneCycle::remember(QWidget* focus)
{
    for (Pane& pane : m_panes) {
        if (pane.widget && contains(pane.widget, focus))
            pane.lastFocus = focus;
    }
}

int PaneCycle::currentPane() const
{
    for (int at = 0; at < m_panes.size(); ++at) {
        if (m_panes[at].widget && contains(m_panes[at].widget, QApplication::focusWidget()))
            return at;
    }
    return -1;
}

void PaneCycle::focusNext(int direction)
{
    const int count = int(m_panes.size()), current = currentPane();
    for (int step = 1; step <= count; ++step) {
        const Pane& pane = m_panes[(current + direction * step + 2 * count) % count];
        if (pane.widget && pane.widget->isVisible())
            return enter(pane);
    }
}

void PaneCycle::enter(const Pane& pane)
{
    if (pane.lastFocus && pane.lastFocus->isVisible())
        return pane.lastFocus->setFocus(Qt::TabFocusReason);
    if (pane.widget->focusProxy() || pane.widget->focusPolicy() != Qt::NoFocus)
        return pane.widget->setFocus(Qt::TabFocusReason);
    for (QWidget* child : pane.widget->findChildren<QWidget*>()) {
        if (child->isVisible() && (child->focusPolicy() & Qt::TabFocus))
            return child->setFocus(Qt::TabFocusReason);
    }
}

} // namespace corridor
