// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/environment/environment_identity.h"
#include "widgets/style/tone.h"

#include <QLatin1StringView>

class QLabel;
class QWidget;

namespace corridor {

// What dialogs are made of, so that they look alike.
QLabel* headlineLabel(const QString& text);
// A sentence with an icon on a faint ground.
QWidget* note(Tone tone, QLatin1StringView iconName, const QString& text);
// A line around a view that has none.
QWidget* framed(QWidget* view);
// The environment strip, to be read only.
QWidget* stripFor(const EnvironmentIdentity& where);

} // namespace corridor
