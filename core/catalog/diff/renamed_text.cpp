// SPDX-License-Identifier: MIT
#include "catalog/diff/rename.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

struct Token {
    QString text;      // as it stands
    QString name;      // of an identifier, without quotes
    bool isName = false;
};

bool startsName(QChar c) { return c.isLetter() || c == u'_' || c == u'"'; }

qsizetype endOfQuoted(const QString& text, qsizetype at)
{
    const QChar quote = text[at];
    for (qsizetype i = at + 1; i < text.size(); ++i)
        if (text[i] == quote && i + 1 < text.size() && text[i + 1] == quote)
            ++i;
        else if (text[i] == quote)
            return i + 1;
    return text.size();
}

Token nextToken(const QString& text, qsizetype at)
{
    qsizetype end = at + 1;
    if (text[at] == u'"' || text[at] == u'\'')
        end = endOfQuoted(text, at);
    else if (startsName(text[at]))
        while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_' || text[end] == u'$'))
            ++end;
    Token token { text.sliced(at, end - at), {}, startsName(text[at]) };
    if (text[at] == u'"')
        token.name = token.text.sliced(1, token.text.size() - 2).replace("\"\"", "\"");
    else if (token.isName)
        token.name = token.text;
    return token;
}

QList<Token> tokens(const QString& text)
{
    QList<Token> list;
    for (qsizetype at = 0; at < text.size(); at += list.last().text.size())
        list.append(nextToken(text, at));
    return list;
}

} // namespace

QString renamedText(const QString& text, const NameChanges& changes, const QHash<QString, QString>& columns)
{
    // A sequence or table as a constant: 'public.t_id_seq'::regclass
    if (const qsizetype at = text.indexOf(u"'::regclass"); at > 0)
        if (const qsizetype start = text.lastIndexOf(u'\'', at - 1); start >= 0)
            return text.first(start + 1) + renamedText(text.sliced(start + 1, at - start - 1), changes, {})
                + text.sliced(at);
    QString result;
    const QList<Token> list = tokens(text);
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Token& token = list[i];
        const bool dotted = i + 2 < list.size() && list[i + 1].text == u"." && list[i + 2].isName;
        const bool afterDot = i > 0 && list[i - 1].text == u".";
        if (token.isName && dotted && changes.qualified.contains({ token.name, list[i + 2].name })) {
            const auto now = changes.qualified.value({ token.name, list[i + 2].name });
            result += displayIdentity(now.first, now.second);
            i += 2;
        } else if (token.isName && !dotted && columns.contains(token.name) && (!afterDot || i > 1)
            && (i + 1 == list.size() || list[i + 1].text != u"(")) {
            result += displayName(columns.value(token.name));
        } else {
            result += token.text;
        }
    }
    return result;
}

QString renamedSqlName(const QString& name, const NameChanges& changes)
{
    QList<Token> list = tokens(name);
    if (list.size() < 3)
        return name;
    const auto now = changes.qualified.value({ list[0].name, list[2].name }, { list[0].name, list[2].name });
    QString result = qualifiedName(now.first, now.second);
    for (qsizetype i = 3; i < list.size(); ++i)
        result += list[i].text;
    return result;
}

} // namespace corridor
