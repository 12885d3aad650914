// SPDX-License-Identifier: MIT
#include "sql/type_change.h"

#include <QHash>

namespace corridor {

using Cost = TypeChange::Cost;
using sql::TypeRef;

// USING that is the column itself, or the column cast to the new type, computes nothing of its own.
static bool isPlainUsing(const sql::Expression& expression, const QString& column, const TypeRef& to)
{
    if (!expression)
        return true;
    if (expression.kind == sql::Expression::Kind::Column)
        return expression.text == column;
    return expression.kind == sql::Expression::Kind::Cast && expression.text == to.name.name
        && expression.arguments.front().kind == sql::Expression::Kind::Column
        && expression.arguments.front().text == column;
}

static QString family(const TypeRef& type)
{
    static const QHash<QString, QString> families { { "varchar", "text" }, { "text", "text" }, { "bpchar", "char" },
        { "citext", "citext" }, { "numeric", "numeric" }, { "decimal", "numeric" }, { "varbit", "varbit" },
        { "timestamp", "timestamp" }, { "timestamptz", "timestamptz" }, { "interval", "interval" }, { "time", "time" },
        { "timetz", "timetz" }, { "inet", "inet" }, { "cidr", "cidr" }, { "xml", "xml" } };
    return families.value(type.name.name);
}

// A length or precision that only grows; no modifier is no limit.
static bool widens(const TypeRef& from, const TypeRef& to)
{
    // Times have six digits of seconds at most, so that is what no precision means.
    constexpr int microseconds = 6;
    const bool time = to.name.name.startsWith("time") || to.name.name == "interval";
    if (to.modifiers.isEmpty() || (time && to.modifiers.first() >= microseconds))
        return true;
    return !from.modifiers.isEmpty() && from.modifiers.first() <= to.modifiers.first();
}

static TypeChange cheap(bool free, const QString& otherwise, bool mayLose)
{
    if (free)
        return { .cost = Cost::None, .reason = "the stored values stay as they are" };
    return { .cost = Cost::Rewrite, .mayLose = mayLose, .reason = otherwise };
}

static TypeChange numericChange(const TypeRef& from, const TypeRef& to)
{
    const int fromScale = from.modifiers.value(1);
    const int toScale = to.modifiers.value(1);
    const bool free = to.modifiers.isEmpty() || (!from.modifiers.isEmpty() && fromScale == toScale && widens(from, to));
    return cheap(free, "another scale, or a smaller precision, changes the stored numbers", true);
}

static TypeChange sameFamily(const TypeRef& from, const TypeRef& to)
{
    const QString kind = family(to);
    if (kind == "text" || kind == "varbit")
        return cheap(widens(from, to), "a smaller length must be checked on every row", true);
    if (kind == "numeric")
        return numericChange(from, to);
    return cheap(widens(from, to), "a smaller precision rounds every value", true);
}

static bool isTimestampSwap(const TypeRef& from, const TypeRef& to)
{
    const QStringList kinds { family(from), family(to) };
    return kinds.contains("timestamp") && kinds.contains("timestamptz");
}

static TypeChange timestampSwap(const TypeRef& from, const TypeRef& to, bool sessionIsUtc)
{
    if (sessionIsUtc && widens(from, to))
        return { .cost = Cost::IndexRebuild,
            .reason = "with TimeZone=UTC both are stored alike (PostgreSQL 12 and later)" };
    return { .cost = Cost::Rewrite,
        .certain = sessionIsUtc,
        .reason = "the values shift by the session's TimeZone, unless that is UTC" };
}

static const QHash<QString, int>& numberOrder()
{
    static const QHash<QString, int> order { { "int2", 1 }, { "int4", 2 }, { "int8", 3 }, { "numeric", 5 },
        { "float4", 4 }, { "float8", 5 } };
    return order;
}

static bool narrows(const TypeRef& from, const TypeRef& to)
{
    const int before = numberOrder().value(from.name.name);
    const int after = numberOrder().value(to.name.name);
    if (before && after)
        return after < before || (before > 3 && after <= 3);
    if (family(from) == "text" || from.name.name == "citext")
        return family(to) != "text" || !widens({}, to);
    if (from.is(QLatin1StringView("timestamptz")) || from.is(QLatin1StringView("timestamp")))
        return to.name.name == "date" || to.name.name == "time";
    return (from.name.name == "jsonb" || from.name.name == "json") && family(to) == "text" && !to.modifiers.isEmpty();
}

static TypeChange differentTypes(const TypeRef& from, const TypeRef& to, bool sessionIsUtc)
{
    const QString before = family(from);
    const QString after = family(to);
    if (isTimestampSwap(from, to))
        return timestampSwap(from, to, sessionIsUtc);
    if ((before == "text" && after == "citext") || (before == "citext" && after == "text"))
        return widens({}, to)
            ? TypeChange { .cost = Cost::IndexRebuild, .reason = "indexes compare in another way" }
            : TypeChange { .cost = Cost::Rewrite, .reason = "the length must be checked on every row" };
    if (before == "cidr" && after == "inet")
        return { .cost = Cost::IndexRebuild, .reason = "the stored values stay as they are" };
    if ((before == "xml" || before == "text") && after == "text")
        return cheap(widens(from, to), "a smaller length must be checked on every row", true);
    return { .cost = Cost::Rewrite,
        .mayLose = narrows(from, to),
        .reason = from.text() + " and " + to.text() + " are stored differently" };
}

// A domain is its base type; one with constraints is checked by writing every row.
static TypeRef resolved(const TypeRef& type, const SchemaState& schema, bool& constrained)
{
    const TypeState* known = schema.type(type.name);
    if (!known || known->kind != TypeState::Kind::Domain || type.array)
        return type;
    constrained = known->constrained;
    return known->base;
}

TypeChange typeChange(const TypeRef& from, const TypeRef& to, const sql::Expression& usingClause, const QString& column,
    const SchemaState& schema, bool sessionIsUtc)
{
    if (!isPlainUsing(usingClause, column, to))
        return { .cost = Cost::Rewrite, .certain = true, .reason = "USING computes every value anew" };
    if (from.isEmpty())
        return { .cost = Cost::Rewrite, .certain = false, .reason = "the old type is not known here" };
    bool constrainedFrom = false;
    bool constrainedTo = false;
    const TypeRef before = resolved(from, schema, constrainedFrom);
    const TypeRef after = resolved(to, schema, constrainedTo);
    if (constrainedTo && from.name != to.name)
        return { .cost = Cost::Rewrite, .reason = "a domain with constraints is checked by writing every row" };
    if (before.sameAs(after))
        return { .cost = Cost::None, .reason = "the type stays the same" };
    if (before.array || after.array) {
        // Elements are converted one by one as soon as the new type has a length.
        const bool alike = before.array && after.array && before.name == after.name && after.modifiers.isEmpty();
        return cheap(alike, before.text() + " and " + after.text() + " are stored differently", false);
    }
    if (before.is(QLatin1StringView("bpchar")) || after.is(QLatin1StringView("bpchar")))
        return { .cost = Cost::Rewrite, .mayLose = !widens(before, after), .reason = "char(n) is stored padded" };
    if (!family(after).isEmpty() && family(before) == family(after) && family(after) != "citext")
        return sameFamily(before, after);
    return differentTypes(before, after, sessionIsUtc);
}

} // namespace corridor
