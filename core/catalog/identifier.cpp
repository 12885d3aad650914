// SPDX-License-Identifier: MIT
#include "catalog/identifier.h"

namespace corridor {

namespace {

bool isPlainStart(QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; }
bool isPlain(QChar c) { return isPlainStart(c) || (c >= u'0' && c <= u'9'); }
bool isWordPart(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; }

bool isPlainName(const QString& name)
{
    return !name.isEmpty() && isPlainStart(name.front()) && std::ranges::all_of(name, isPlain);
}

// The position after the literal or quoted name that opens at `at`; doubled quotes stay inside.
qsizetype afterQuoted(QStringView text, qsizetype at)
{
    const QChar quote = text[at];
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] != quote)
            continue;
        if (i + 1 < text.size() && text[i + 1] == quote)
            ++i;
        else
            return i + 1;
    }
    return text.size();
}

qsizetype afterWord(QStringView text, qsizetype at)
{
    while (at < text.size() && isWordPart(text[at]))
        ++at;
    return at;
}

} // namespace

QString quoteName(QStringView name)
{
    QString quoted = name.toString();
    quoted.replace(u'"', QStringLiteral("\"\""));
    return u'"' + quoted + u'"';
}

QString displayName(const QString& name) { return isPlainName(name) ? name : quoteName(name); }

QString quoteText(const QString& text)
{
    QString quoted = text;
    quoted.replace(u'\'', QStringLiteral("''"));
    if (!text.contains(u'\\'))
        return u'\'' + quoted + u'\'';
    quoted.replace(u'\\', QStringLiteral("\\\\"));
    return QStringLiteral("E'") + quoted + u'\'';
}

QString qualifiedName(const QString& schema, const QString& name)
{
    return schema.isEmpty() ? quoteName(name) : quoteName(schema) + u'.' + quoteName(name);
}

bool mentions(QStringView text, const QString& name)
{
    const QString quoted = quoteName(name);
    for (qsizetype i = 0; i < text.size();) {
        qsizetype next = i + 1;
        if (text[i] == u'\'' || text[i] == u'"')
            next = afterQuoted(text, i);
        else if (isWordPart(text[i]))
            next = afterWord(text, i);
        const QStringView token = text.sliced(i, next - i);
        if (token == name || token == quoted)
            return true;
        i = next;
    }
    return false;
}

QString optionsSql(const QString& options)
{
    QStringList parts;
    for (const QString& option : options.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype at = option.indexOf(u'=');
        parts.append(option.first(at + 1) + quoteText(option.sliced(at + 1)));
    }
    return parts.join(QStringLiteral(", "));
}

QStringList literals(QStringView list)
{
    QStringList found;
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (list[i] != u'\'')
            continue;
        const bool escaped = i > 0 && list[i - 1] == u'E';
        const qsizetype end = afterQuoted(list, i);
        QString text = list.sliced(i + 1, end - i - 2).toString().replace(QLatin1String("''"), QLatin1String("'"));
        found.append(escaped ? text.replace(QLatin1String("\\\\"), QLatin1String("\\")) : text);
        i = end;
    }
    return found;
}

} // namespace corridor
