// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"
#include "lint/suppressions.h"
#include "review/statement_marks.h"

#include <QDateTime>
#include <QHash>

namespace corridor {

struct SignedDecision {
    Decision decision;
    QString author;
};

// A finished review, as it is printed.
struct Review {
    QList<Finding> findings;
    QHash<QString, Script> scripts; // by Finding::file: for source lines, and for keys that outlive edits elsewhere
    int migrations = 0;             // examined
    qsizetype known = 0;            // findings left out because the baseline knows them
    // For print only, by Finding::file.
    QHash<QString, QList<StatementMark>> marks;
    QHash<QString, QList<SignedDecision>> decisions;
    QString reviewer; // who printed it; empty: nobody is named
    QDateTime made;

    qsizetype count(Severity severity) const;
    // "2 errors, 1 warning in 14 migrations; 3 more are in the baseline"
    QString summary() const;
};

// What the finding is about is a secret: its text is not shown from its first character on.
bool isSecret(const Finding& finding);

// For each finding, in order, a word of 32 hex digits that stays the same when lines move: it depends on the rule, the
// migration and the text of the statement, and on the count where all of these are equal.
QStringList findingKeys(const Review& review);

} // namespace corridor
