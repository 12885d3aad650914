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
        if (pane.widget && pane.widget->isVisible() && enter(pane))
            return;
    }
}

// False where nothing in it takes the keys, as in an empty state.
bool PaneCycle::enter(const Pane& pane)
{
    QWidget* target = pane.lastFocus && pane.lastFocus->isVisible() ? pane.lastFocus.data() : nullptr;
    if (!target && (pane.widget->focusProxy() || pane.widget->focusPolicy() != Qt::NoFocus))
        target = pane.widget;
    for (QWidget* child : pane.widget->findChildren<QWidget*>()) {
        if (!target && child->isVisible() && (child->focusPolicy() & Qt::TabFocus))
            target = child;
    }
    if (target)
        target->setFocus(Qt::TabFocusReason);
    return contains(pane.widget, QApplication::focusWidget());
}

} // namespace corridor
