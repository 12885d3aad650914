// SPDX-License-Identifier: MIT
#include "sql/type_ref.h"

#include <QHash>
#include <QStringList>

namespace corridor::sql {

bool TypeRef::isSerial() const
{
    if (!name.schema.isEmpty())
        return false;
    static const QStringList words { "serial", "serial4", "bigserial", "serial8", "smallserial", "serial2" };
    return words.contains(name.name);
}

static QString sqlName(const QualifiedName& name)
{
    static const QHash<QString, QString> words { { "int2", "smallint" }, { "int4", "integer" }, { "int8", "bigint" },
        { "bool", "boolean" }, { "bpchar", "char" }, { "float4", "real" }, { "float8", "double precision" },
        { "varchar", "varchar" }, { "bit", "bit" }, { "time", "time" }, { "timestamp", "timestamp" },
        { "interval", "interval" }, { "numeric", "numeric" } };
    return name.schema.isEmpty() ? words.value(name.name, name.text()) : name.text();
}

QString TypeRef::text() const
{
    QString result = sqlName(name);
    if (!modifiers.isEmpty()) {
        QStringList numbers;
        for (const int modifier : modifiers)
            numbers << QString::number(modifier);
        result += '(' + numbers.join(',') + ')';
    }
    return array ? result + "[]" : result;
}

bool TypeRef::sameAs(const TypeRef& other) const
{
    return name == other.name && modifiers == other.modifiers && array == other.array;
}

} // namespace corridor::sql
