// SPDX-License-Identifier: MIT
#include "profile/url_secret.h"

#include <QStringList>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

QString decoded(QStringView text) { return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8())); }

bool isPassword(const QString& name) { return name == u"password"; }
bool isOtherSecret(const QString& name) { return name == u"sslpassword"; }

// user:password@ of an authority; people forget to encode an @ in the password, so the last one counts.
void takeFromAuthority(QString& authority, SplitUrl& split)
{
    const auto at = authority.lastIndexOf('@');
    const auto colon = authority.indexOf(':');
    if (at < 0 || colon < 0 || colon > at)
        return;
    split.password = decoded(QStringView(authority).sliced(colon + 1, at - colon - 1));
    authority.remove(colon, at - colon);
}

void takeFromQuery(QString& query, SplitUrl& split)
{
    QStringList kept;
    for (const QString& pair : query.split('&', Qt::SkipEmptyParts)) {
        const QString name = decoded(pair.section('=', 0, 0));
        if (isPassword(name))
            split.password = decoded(pair.section('=', 1).replace('+', ' '));
        else if (isOtherSecret(name))
            split.hasOther = true;
        else
            kept << pair;
    }
    query = kept.join('&');
}

// The slash behind the authority. What cannot be user:password@host:port before the first one is a password with a slash
// in it that somebody forgot to encode: it ends at the last @.
qsizetype authorityEnd(const QString& address)
{
    const auto first = address.indexOf('/');
    const QString authority = address.left(first);
    bool isPort = false;
    authority.section(':', -1).toUShort(&isPort);
    const bool whole = first < 0 || authority.contains('@') || !authority.contains(':') || isPort;
    return whole ? first : address.indexOf('/', std::max(first, address.lastIndexOf('@')));
}

SplitUrl splitUrl(const QString& url)
{
    SplitUrl split;
    const auto start = url.indexOf(u"://"_s) + 3;
    const auto mark = url.indexOf('?', start);
    QString query = mark < 0 ? QString() : url.sliced(mark + 1);
    const QString address = mark < 0 ? url.sliced(start) : url.sliced(start, mark - start);
    const auto slash = authorityEnd(address);
    QString authority = slash < 0 ? address : address.first(slash);
    takeFromAuthority(authority, split);
    takeFromQuery(query, split);
    split.url = url.first(start) + authority + (slash < 0 ? QString() : address.sliced(slash))
        + (query.isEmpty() ? QString() : '?' + query);
    return split;
}

// One `name = value` of a keyword string, as libpq reads it: 'quoted', with \ before a quote or a backslash.
struct Keyword {
    QString name;
    QString value;
    QString written;
};

class KeywordReader {
public:
    explicit KeywordReader(const QString& text) : m_text(text) { }

    bool next(Keyword& keyword)
    {
        skipBlanks();
        const auto start = m_at;
        while (!atEnd() && m_text[m_at] != u'=')
            ++m_at;
        keyword.name = m_text.sliced(start, m_at - start).trimmed();
        ++m_at;
        skipBlanks();
        keyword.value = readValue();
        m_at = std::min(m_at, m_text.size());
        keyword.written = m_text.sliced(start, m_at - start);
        return !keyword.name.isEmpty();
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    void skipBlanks()
    {
        while (!atEnd() && m_text[m_at].isSpace())
            ++m_at;
    }

    QString readValue()
    {
        QString value;
        const bool quoted = !atEnd() && m_text[m_at] == u'\'';
        for (m_at += quoted ? 1 : 0; !atEnd() && !(quoted ? m_text[m_at] == u'\'' : m_text[m_at].isSpace()); ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            value += m_text[m_at];
        }
        m_at += quoted ? 1 : 0;
        return value;
    }

    QString m_text;
    qsizetype m_at = 0;
};

SplitUrl splitKeywords(const QString& text)
{
    SplitUrl split;
    QStringList kept;
    KeywordReader reader(text);
    for (Keyword keyword; reader.next(keyword);) {
        if (isPassword(keyword.name))
            split.password = keyword.value;
        else if (isOtherSecret(keyword.name))
            split.hasOther = true;
        else
            kept << keyword.written;
    }
    split.url = split.password.isEmpty() && !split.hasOther ? text : kept.join(' ');
    return split;
}

} // namespace

SplitUrl withoutPassword(const QString& url)
{
    if (url.contains(u"://"_s))
        return splitUrl(url);
    return url.contains('=') ? splitKeywords(url) : SplitUrl { url, {}, false };
}

} // namespace corridor
