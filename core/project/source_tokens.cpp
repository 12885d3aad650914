// SPDX-License-Identifier: MIT
#include "project/source_tokens.h"

namespace corridor {
namespace {

using Kind = SourceToken::Kind;

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

class Scanner {
public:
    explicit Scanner(QStringView source)
        : m_source(source)
    {
    }

    QList<SourceToken> scan()
    {
        while (skipBlanks(), m_at < m_source.size())
            scanToken();
        add(Kind::End, {});
        return m_tokens;
    }

private:
    QChar peek(qsizetype offset = 0) const
    {
        return m_at + offset < m_source.size() ? m_source[m_at + offset] : QChar();
    }

    void advance()
    {
        if (peek() == u'\n')
            ++m_line;
        ++m_at;
    }

    void skipTo(QStringView end)
    {
        const auto found = m_source.indexOf(end, m_at);
        const auto target = found < 0 ? m_source.size() : found + end.size();
        while (m_at < target)
            advance();
    }

    bool startsComment() const { return peek() == u'/' && (peek(1) == u'/' || peek(1) == u'*'); }

    void skipBlanks()
    {
        while (m_at < m_source.size() && (peek().isSpace() || peek() == QChar::ByteOrderMark || startsComment())) {
            if (startsComment())
                skipTo(peek(1) == u'/' ? QStringView(u"\n") : QStringView(u"*/"));
            else
                advance();
        }
    }

    void add(Kind kind, const QString& text) { m_tokens.append({ kind, text, m_tokenLine }); }

    void scanToken()
    {
        m_tokenLine = m_line;
        const QChar c = peek();
        if (isNameCharacter(c))
            scanName();
        else if (c == u'"' || c == u'\'')
            add(Kind::String, scanString(c));
        else if (c == u'`')
            scanTemplate();
        else if (c == u'/' && mayStartExpression())
            skipRegularExpression();
        else
            scanSign();
    }

    void scanName()
    {
        const auto start = m_at;
        while (isNameCharacter(peek()))
            advance();
        add(Kind::Name, m_source.sliced(start, m_at - start).toString());
    }

    void scanSign()
    {
        static constexpr QStringView doubles[] = { u"=>", u"??", u"||" };
        for (const QStringView sign : doubles) {
            if (m_source.sliced(m_at).startsWith(sign)) {
                m_at += sign.size();
                return add(Kind::Sign, sign.toString());
            }
        }
        add(Kind::Sign, peek());
        advance();
    }

    QString scanString(QChar quote)
    {
        QString text;
        for (advance(); m_at < m_source.size() && peek() != quote && peek() != u'\n'; advance()) {
            if (peek() == u'\\')
                scanEscape(text);
            else
                text += peek();
        }
        advance();
        return text;
    }

    // Leaves the scanner on the last character of the escape.
    void scanEscape(QString& text)
    {
        advance();
        const QChar c = peek();
        if (c == u'n' || c == u't' || c == u'r')
            text += c == u'n' ? u'\n' : c == u't' ? u'\t' : u'\r';
        else if (c == u'x' || c == u'u')
            scanCodePoint(text, c == u'x' ? 2 : 4);
        else if (c != u'\n')
            text += c;
    }

    void scanCodePoint(QString& text, int digits)
    {
        const bool braced = peek(1) == u'{';
        const auto start = m_at + (braced ? 2 : 1);
        const auto end = braced ? m_source.indexOf(u'}', start) : start + digits;
        if (end < 0 || end > m_source.size())
            return;
        text += QString::fromUcs4(
            QList<char32_t> { char32_t(m_source.sliced(start, end - start).toUInt(nullptr, 16)) }.constData(), 1);
        m_at = braced ? end : end - 1;
    }

    void scanTemplate()
    {
        QString text;
        bool literal = true;
        for (advance(); m_at < m_source.size() && peek() != u'`'; advance()) {
            if (peek() == u'\\') {
                scanEscape(text);
            } else if (peek() == u'$' && peek(1) == u'{') {
                literal = false;
                skipHole();
            } else {
                text += peek();
            }
        }
        advance();
        add(literal ? Kind::String : Kind::Template, text);
    }

    // ${…}, which may hold anything that an expression may. Leaves the scanner on its closing brace.
    void skipHole()
    {
        m_at += 2;
        const auto kept = m_tokens.size();
        int depth = 1;
        while (skipBlanks(), m_at < m_source.size()) {
            if (peek() == u'}' && --depth == 0)
                break;
            depth += peek() == u'{' ? 1 : 0;
            scanToken();
        }
        m_tokens.resize(kept);
    }

    // A slash divides after a value, and begins a regular expression elsewhere.
    bool mayStartExpression() const
    {
        if (m_tokens.isEmpty())
            return true;
        const SourceToken& last = m_tokens.last();
        if (last.kind == Kind::Sign)
            return last.text != u")" && last.text != u"]" && last.text != u"}";
        return last.isName(u"return");
    }

    void skipRegularExpression()
    {
        bool inClass = false;
        for (advance(); m_at < m_source.size() && peek() != u'\n' && (inClass || peek() != u'/'); advance()) {
            if (peek() == u'\\')
                advance();
            else
                inClass = peek() == u'[' || (inClass && peek() != u']');
        }
        advance();
        add(Kind::Template, {}); // a value, and more than a literal
    }

    QStringView m_source;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_tokenLine = 1;
    QList<SourceToken> m_tokens;
};

} // namespace

QList<SourceToken> sourceTokens(QStringView source)
{
    return Scanner(source).scan();
}

} // namespace corridor
