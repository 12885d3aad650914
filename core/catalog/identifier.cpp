// SPDX-License-Identifier: MIT
#include "catalog/identifier.h"

#include <QSet>

#include <algorithm>

namespace corridor {

namespace {

bool isPlainStart(QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; }
bool isPlain(QChar c) { return isPlainStart(c) || (c >= u'0' && c <= u'9'); }
bool isWordPart(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; }

// The words of PostgreSQL 17's grammar that cannot stand unquoted everywhere (pg_get_keywords(), all but 'U').
const QSet<QString>& keywords()
{
    static const QSet<QString> words { "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
        "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce",
        "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
        "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec",
        "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract",
        "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group",
        "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect",
        "interval", "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists",
        "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value",
        "lateral", "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action",
        "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset",
        "on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision",
        "primary", "real", "references", "returning", "right", "row", "select", "session_user", "setof", "similar",
        "smallint", "some", "substring", "symmetric", "system_user", "table", "tablesample", "then", "time",
        "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
        "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat",
        "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize",
        "xmltable" };
    return words;
}

bool isPlainName(const QString& name)
{
    return !name.isEmpty() && isPlainStart(name.front()) && std::ranges::all_of(name, isPlain)
        && !keywords().contains(name);
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
