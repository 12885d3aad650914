// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace corridor {

// Our rules for what squawk calls by `name`, so that its ignore comments keep their meaning; empty where we have none.
QStringList rulesForSquawk(const QString& name);

} // namespace corridor
