// SPDX-License-Identifier: MIT
#include "sql/name.h"

#include <QSet>

namespace corridor {

// Reserved in PostgreSQL 17 (manual, appendix C), plus those that cannot name a column or a type.
static const QSet<QString>& reservedWords()
{
    static const QSet<QString> words { "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric",
        "authorization", "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character",
        "check", "coalesce", "collate", "collation", "column", "concurrently", "constraint", "create", "cross",
        "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
        "current_user", "dec", "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except",
        "exists", "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest",
        "group", "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect",
        "interval", "into", "is", "isnull", "join", "lateral", "leading", "least", "left", "like", "limit", "localtime",
        "localtimestamp", "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif",
        "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position",
        "precision", "primary", "real", "references", "returning", "right", "row", "select", "session_user", "setof",
        "similar", "smallint", "some", "substring", "symmetric", "system_user", "table", "tablesample", "then", "time",
        "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values", "varchar",
        "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement",
        "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable" };
    return words;
}

static bool needsQuotes(const QString& name)
{
    if (name.isEmpty() || name.at(0).isDigit())
        return true;
    for (const QChar c : name) {
        const char16_t u = c.unicode();
        if (!((u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u == '_'))
            return true;
    }
    return reservedWords().contains(name);
}

QString quotedIdentifier(const QString& name)
{
    if (!needsQuotes(name))
        return name;
    QString doubled = name;
    return '"' + doubled.replace('"', "\"\"") + '"';
}

QString quotedLiteral(const QString& text)
{
    QString doubled = text;
    return '\'' + doubled.replace('\'', "''") + '\'';
}

QString QualifiedName::text() const
{
    return schema.isEmpty() ? quotedIdentifier(name) : quotedIdentifier(schema) + '.' + quotedIdentifier(name);
}

} // namespace corridor
