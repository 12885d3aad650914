// SPDX-License-Identifier: MIT
#include "lint/patterns.h"

#include <QStringList>
#include <algorithm>
#include <vector>

namespace corridor {

bool matchesPattern(const QString& pattern, const QString& text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] == text[t] && pattern[p] != '*'))) {
            ++p;
            ++t;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool matchesPattern(const QString& pattern, const QualifiedName& name)
{
    if (!pattern.contains('.'))
        return matchesPattern(pattern, name.name);
    const QString schema = name.schema.isEmpty() ? QStringLiteral("public") : name.schema;
    return matchesPattern(pattern, schema + '.' + name.name);
}

int editDistance(const QString& one, const QString& other)
{
    std::vector<int> row(static_cast<size_t>(other.size()) + 1);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<int>(i);
    for (qsizetype i = 0; i < one.size(); ++i) {
        int diagonal = row[0]++;
        for (size_t j = 1; j < row.size(); ++j) {
            const int changed = diagonal + (one[i] != other[static_cast<qsizetype>(j) - 1]);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, changed });
        }
    }
    return row.back();
}

QString nearestWord(const QString& word, const QStringList& candidates)
{
    QString nearest;
    int best = std::max(2, static_cast<int>(word.size()) / 3) + 1;
    for (const QString& candidate : candidates) {
        const int distance = editDistance(word, candidate);
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace corridor
