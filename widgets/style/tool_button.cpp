// SPDX-License-Identifier: MIT
#include "tool_button.h"

#include "widgets/style/icon.h"

#include <QAction>
#include <QToolButton>

namespace corridor {

QToolButton* toolButton(QLatin1StringView iconName, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

QToolButton* toolButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->iconText());
    return button;
}

} // namespace corridor
