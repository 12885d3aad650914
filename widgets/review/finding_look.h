// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"
#include "widgets/editor/editor_problem.h"
#include "widgets/review/folder_review.h"
#include "widgets/style/tone.h"

#include <QIcon>

namespace corridor {

struct GutterBadge;

// How a severity looks: by shape, colour and word.
Tone severityTone(Severity severity);
QIcon severityIcon(Severity severity);

// What the editor underlines for a finding.
EditorProblem underlineOf(const Finding& finding);
// What stands in its gutter beside a statement; the words are the facts.
GutterBadge badgeOf(const StatementMark& mark);

} // namespace corridor
