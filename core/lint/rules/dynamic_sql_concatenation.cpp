// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/script_texts.h"

namespace corridor::rules {

// The first part of a concatenation that may carry anything.
static const sql::Expression* unsafePart(const sql::Expression& expression, bool concatenated)
{
    using Shape = sql::Expression::Kind;
    const bool joins = (expression.kind == Shape::Operator && expression.text == "||")
        || (expression.kind == Shape::Call && expression.text.startsWith("concat"));
    if (!joins)
        return concatenated && !isSafeInSql(expression) ? &expression : nullptr;
    for (const sql::Expression& part : expression.arguments) {
        if (const sql::Expression* found = unsafePart(part, true))
            return found;
    }
    return nullptr;
}

static void check(const StatementContext& at, Report& report)
{
    for (const DynamicSql& dynamic : dynamicSql(at)) {
        const sql::Expression* part = unsafePart(dynamic.expression, false);
        if (!part)
            continue;
        report.add(at,
            QString("EXECUTE runs a text that %1 is put into without quoting.").arg(part->kind == sql::Expression::Kind::Column ? code(part->text) : "a value"),
            dynamic.offset);
        return;
    }
}

extern const Rule dynamicSqlConcatenation {
    .id = "dynamic-sql-concatenation",
    .severity = Severity::Warning,
    .hazard = "SQL that is put together from pieces runs whatever the pieces say.",
    .effect = "A quote in a value breaks the statement; a hostile value becomes one.",
    .safe = "format() with %I for names and %L for values, quote_ident() and quote_literal(), and EXECUTE … USING.",
    .manual = "plpgsql-statements.html#PLPGSQL-QUOTE-LITERAL-EXAMPLE",
    .kinds = { Kind::Do, Kind::CreateFunction, Kind::CreateProcedure },
    .insideBodies = true,
    .check = check,
    .bad = { { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || t; END $$" },
        { "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE 'TRUNCATE ' || r.tablename || ' CASCADE'; END LOOP; END $$" },
        { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE concat('DROP TABLE ', t); END $$" },
        { "CREATE FUNCTION f(a text) RETURNS int LANGUAGE plpgsql AS $$ DECLARE q text; r int; BEGIN q := 'SELECT count(*) FROM ' || a; EXECUTE q INTO r; RETURN r; END $$" } },
    .good = { { "CREATE FUNCTION f(a text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE q text; BEGIN q := 'SELECT '; q := q || quote_literal(a); EXECUTE q; END $$" },
        { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t); END $$" },
        { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %I', t); END $$" },
        { "CREATE FUNCTION f(t regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'TRUNCATE ' || t::regclass; END $$" },
        { "DO $$ BEGIN EXECUTE 'SELECT ' || '1'; END $$" } },
};

} // namespace corridor::rules
