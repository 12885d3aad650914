// SPDX-License-Identifier: MIT
#include "catalog/sql/conversion.h"

#include <QHash>
#include <QStringList>

namespace corridor {

namespace {

enum class Family { Other, Integer, Decimal, Float, Text, Boolean, Date, Time, Json, Uuid, Bytes, Network, Interval };

// character varying(3) -> character varying; timestamp(3) without time zone -> timestamp without time zone
QString withoutModifier(const QString& type)
{
    const qsizetype open = type.indexOf(u'(');
    const qsizetype close = type.indexOf(u')', open);
    return open < 0 || close < 0 ? type : type.first(open) + type.sliced(close + 1);
}

QList<int> modifiers(const QString& type)
{
    const qsizetype open = type.indexOf(u'(');
    const qsizetype close = type.indexOf(u')', open);
    QList<int> numbers;
    if (open >= 0 && close > open)
        for (const QString& part : type.sliced(open + 1, close - open - 1).split(u','))
            numbers.append(part.toInt());
    return numbers;
}

Family familyOf(const QString& type)
{
    static const QHash<QString, Family> families { { "smallint", Family::Integer }, { "integer", Family::Integer },
        { "bigint", Family::Integer }, { "numeric", Family::Decimal }, { "real", Family::Float },
        { "double precision", Family::Float }, { "text", Family::Text }, { "character varying", Family::Text },
        { "character", Family::Text }, { "public.citext", Family::Text }, { "boolean", Family::Boolean },
        { "date", Family::Date }, { "timestamp without time zone", Family::Date },
        { "timestamp with time zone", Family::Date }, { "time without time zone", Family::Time },
        { "time with time zone", Family::Time }, { "json", Family::Json }, { "jsonb", Family::Json },
        { "uuid", Family::Uuid }, { "bytea", Family::Bytes }, { "inet", Family::Network },
        { "cidr", Family::Network }, { "interval", Family::Interval } };
    return families.value(withoutModifier(type), Family::Other);
}

bool isNumber(Family family)
{
    return family == Family::Integer || family == Family::Decimal || family == Family::Float;
}

bool isArray(const QString& type) { return type.endsWith(u"[]"); }
QString elementOf(const QString& type) { return type.chopped(2); }

// There is a cast of its own between them, explicit or better.
bool hasCast(Family from, Family to)
{
    return from != Family::Other && (from == to || (isNumber(from) && isNumber(to)));
}

QString scalarConversion(const QString& value, const QString& from, const QString& to)
{
    const Family source = familyOf(from);
    const Family target = familyOf(to);
    if (source == Family::Boolean && isNumber(target))
        return value + QStringLiteral("::integer::") + to;
    if (isNumber(source) && target == Family::Boolean)
        return u'(' + value + QStringLiteral(" <> 0)");
    const bool direct = hasCast(source, target) || target == Family::Text || from == to;
    return value + (direct ? QStringLiteral("::") : QStringLiteral("::text::")) + to;
}

int integerWidth(const QString& type) { return type == u"smallint" ? 2 : type == u"integer" ? 4 : 8; }

bool textWidens(const QString& from, const QString& to)
{
    const QString target = withoutModifier(to);
    if (modifiers(to).isEmpty() && target != u"character")
        return withoutModifier(from) != u"character";
    return withoutModifier(from) == target && !modifiers(from).isEmpty() && modifiers(from)[0] <= modifiers(to)[0];
}

bool decimalWidens(const QString& from, const QString& to)
{
    const QList<int> source = modifiers(from), target = modifiers(to);
    if (target.isEmpty())
        return true;
    if (source.isEmpty())
        return false;
    const int sourceScale = source.value(1), targetScale = target.value(1);
    return targetScale >= sourceScale && target[0] - targetScale >= source[0] - sourceScale;
}

bool precisionWidens(const QString& from, const QString& to)
{
    return withoutModifier(from) == withoutModifier(to) && modifiers(to).value(0, 6) >= modifiers(from).value(0, 6);
}

} // namespace

QString conversion(const QString& column, const QString& from, const QString& to)
{
    if (isArray(from) && isArray(to)) {
        const bool direct = hasCast(familyOf(elementOf(from)), familyOf(elementOf(to)));
        return column + (direct || elementOf(to) == u"text" ? QStringLiteral("::") : QStringLiteral("::text[]::")) + to;
    }
    if (isArray(to))
        return QStringLiteral("ARRAY[") + scalarConversion(column, from, elementOf(to)) + u']';
    if (isArray(from))
        return scalarConversion(column + QStringLiteral("[1]"), elementOf(from), to);
    return scalarConversion(column, from, to);
}

bool isWidening(const QString& from, const QString& to)
{
    if (from == to)
        return true;
    if (isArray(from) || isArray(to))
        return isArray(from) && isArray(to) && isWidening(elementOf(from), elementOf(to));
    const Family source = familyOf(from);
    const Family target = familyOf(to);
    if (source == Family::Integer && target == Family::Integer)
        return integerWidth(from) <= integerWidth(to);
    if (source == Family::Integer && target == Family::Decimal)
        return modifiers(to).isEmpty();
    if (source == Family::Integer && to == u"double precision")
        return integerWidth(from) <= 4;
    if (source == Family::Float && target == Family::Float)
        return to == u"double precision";
    if (source == Family::Decimal && target == Family::Decimal)
        return decimalWidens(from, to);
    if (source == Family::Text && target == Family::Text)
        return textWidens(from, to);
    if ((source == Family::Date || source == Family::Time) && source == target)
        return precisionWidens(from, to);
    return target == Family::Text && modifiers(to).isEmpty(); // everything has a text, and the text reads back
}

bool convertsByItself(const QString& from, const QString& to)
{
    if (isArray(from) || isArray(to))
        return isArray(from) && isArray(to) && convertsByItself(elementOf(from), elementOf(to));
    return hasCast(familyOf(from), familyOf(to)) || familyOf(to) == Family::Text;
}

QString standIn(const QString& type, bool distinct, const QString& firstLabel)
{
    if (isArray(type))
        return distinct ? QString() : QStringLiteral("'{}'");
    if (!firstLabel.isEmpty())
        return distinct ? QString() : firstLabel;
    switch (familyOf(type)) {
    case Family::Integer:
    case Family::Decimal:
    case Family::Float: return distinct ? QString() : QStringLiteral("0");
    case Family::Text: return distinct ? QStringLiteral("gen_random_uuid()::text") : QStringLiteral("''");
    case Family::Boolean: return distinct ? QString() : QStringLiteral("false");
    case Family::Date: return distinct ? QStringLiteral("clock_timestamp()") : QStringLiteral("CURRENT_TIMESTAMP");
    case Family::Time: return distinct ? QString() : QStringLiteral("'00:00'");
    case Family::Json: return distinct ? QString() : QStringLiteral("'{}'");
    case Family::Uuid: return QStringLiteral("gen_random_uuid()");
    case Family::Bytes: return distinct ? QString() : QStringLiteral("''");
    case Family::Interval: return distinct ? QString() : QStringLiteral("'0'");
    default: return {};
    }
}

} // namespace corridor
