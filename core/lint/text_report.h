// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"
#include "lint/options.h"
#include "report/terminal.h"

#include <QJsonArray>

namespace corridor {

// A finding for people: place, severity, message, rule, the line of the script with a caret, and the safe form.
// `script` is the script it is about; null where it is about the folder.
QString findingText(const Finding& finding, const Script* script, const Terminal& terminal);

// "3 errors, 12 warnings, 1 note in 4 of 20 scripts."; "Nothing found in 20 scripts."
QString summaryText(const QList<Finding>& findings, qsizetype scripts);

// [{"rule","severity","file","migration","line","column","endLine","endColumn","message","why","fix"}]. Places count
// from 1; line is 0 where a finding is about the folder. "fix" is the safe form in words.
QJsonArray findingsToJson(const QList<Finding>& findings);

} // namespace corridor
