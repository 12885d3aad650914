// SPDX-License-Identifier: MIT
#include "text_search.h"

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

// PCRE counts the steps of one search; half a million take some milliseconds.
constexpr auto stepLimit = "(*LIMIT_MATCH=500000)"_L1;

QString expressionFor(const SearchQuery& query)
{
    const QString core = query.regex ? query.pattern : QRegularExpression::escape(query.pattern);
    return stepLimit + (query.wholeWord ? u"(?<!\\w)(?:"_s + core + u")(?!\\w)"_s : core);
}

QRegularExpression::PatternOptions optionsFor(const SearchQuery& query)
{
    QRegularExpression::PatternOptions options
        = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    return options;
}

QString escaped(QChar c, const QRegularExpressionMatch& match)
{
    if (c.isDigit())
        return match.captured(c.digitValue());
    if (c == u'n')
        return u"\n"_s;
    if (c == u't')
        return u"\t"_s;
    return c;
}

} // namespace

TextSearch::TextSearch(const SearchQuery& query)
    : m_expression(expressionFor(query), optionsFor(query))
    , m_regex(query.regex)
    , m_empty(query.pattern.isEmpty())
{
}

QString TextSearch::problem() const
{
    return m_empty || m_expression.isValid() ? QString() : m_expression.errorString();
}

QRegularExpressionMatch TextSearch::matchAt(const QString& text, int from) const
{
    if (m_empty || !m_expression.isValid() || from > text.size())
        return {};
    // PCRE would check the whole text before every match, which makes counting quadratic.
    return m_expression.match(
        text, from, QRegularExpression::NormalMatch, QRegularExpression::DontCheckSubjectStringMatchOption);
}

std::optional<TextRange> TextSearch::next(const QString& text, int from) const
{
    for (QRegularExpressionMatch match = matchAt(text, from); match.hasMatch(); match = matchAt(text, from)) {
        if (match.capturedLength() > 0)
            return TextRange { int(match.capturedStart()), int(match.capturedLength()) };
        from = int(match.capturedEnd()) + 1;
    }
    return {};
}

std::optional<TextRange> TextSearch::previous(const QString& text, int before) const
{
    std::optional<TextRange> last;
    for (auto match = next(text, 0); match && match->start < before; match = next(text, match->end()))
        last = match;
    return last;
}

QString TextSearch::replacement(const QString& text, TextRange range, const QString& with) const
{
    if (!m_regex)
        return with;
    const QRegularExpressionMatch match = matchAt(text, range.start);
    QString made;
    for (qsizetype i = 0; i < with.size(); ++i) {
        const bool last = i + 1 == with.size();
        if (with[i] == u'\\' && !last)
            made += escaped(with[++i], match);
        else if (with[i] == u'$' && !last && with[i + 1].isDigit())
            made += match.captured(with[++i].digitValue());
        else
            made += with[i];
    }
    return made;
}

} // namespace corridor
