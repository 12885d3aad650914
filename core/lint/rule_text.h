// SPDX-License-Identifier: MIT
#pragma once

#include "lint/rule.h"
#include "report/terminal.h"

#include <QJsonObject>

namespace corridor {

// All that is known of a rule, for people: hazard, effect, safe form, manual, examples.
QString ruleText(const Rule& rule, int major, const Terminal& terminal);
// {"id","severity","enabled","hazard","effect","safe","manual","bad":[sql],"good":[sql]}
QJsonObject toJson(const Rule& rule, int major);
// The page of the manual that it rests on.
QString manualOf(const Rule& rule, int major);

} // namespace corridor
