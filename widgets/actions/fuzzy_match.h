// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QStringView>

namespace corridor {

// How well `pattern` is found in `text`, its characters in order but with gaps, whatever the case. Blanks in the
// pattern are skipped. Matches at the start of words and runs of neighbours count more.
struct FuzzyMatch {
    bool matched = false;
    int score = 0; // higher is better; comparable for one pattern
    QList<int> positions; // indexes into `text` that matched, to be shown in bold
};

FuzzyMatch fuzzyMatch(QStringView pattern, QStringView text);

} // namespace corridor
