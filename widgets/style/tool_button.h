// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1StringView>

class QAction;
class QString;
class QToolButton;
class QWidget;

namespace corridor {

// Flat icon buttons with an accessible name: a tooltip alone gives a screen reader nothing.
QToolButton* toolButton(QLatin1StringView iconName, const QString& name, QWidget* parent);
QToolButton* toolButton(QAction* action, QWidget* parent);

} // namespace corridor
