// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/text_range.h"

#include <QRegularExpression>
#include <QString>
#include <optional>

namespace corridor {

struct SearchQuery {
    QString pattern;
    bool regex = false; // Perl's, over several lines: ^ and $ match at each
    bool caseSensitive = false;
    bool wholeWord = false;
    bool operator==(const SearchQuery&) const = default;
};

// Finds in a text whose lines are joined by '\n', and which must be valid UTF-16. One search is bounded: a pattern that backtracks without end stops
// as if there were no match, instead of holding the window.
class TextSearch {
public:
    TextSearch() = default;
    explicit TextSearch(const SearchQuery& query);

    bool isEmpty() const { return m_empty; }
    QString problem() const; // why the pattern is none, empty when it is one

    // The first match that starts at or after `from`; matches of no length are skipped.
    std::optional<TextRange> next(const QString& text, int from) const;
    // The last match that starts before `before`.
    std::optional<TextRange> previous(const QString& text, int before) const;
    // What replaces the match at `range`: with regex, \1 to \9 and $1 to $9 stand for groups, \n and \t for themselves.
    QString replacement(const QString& text, TextRange range, const QString& with) const;

private:
    QRegularExpressionMatch matchAt(const QString& text, int from) const;

    QRegularExpression m_expression;
    bool m_regex = false;
    bool m_empty = true;
};

} // namespace corridor
