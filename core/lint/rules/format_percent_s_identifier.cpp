// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/script_texts.h"

namespace corridor::rules {

// For each %s of a format the number of its argument, from 1.
static QList<size_t> plainArguments(const QString& format)
{
    QList<size_t> found;
    size_t next = 1;
    for (qsizetype i = 0; i + 1 < format.size(); ++i) {
        if (format[i] != '%')
            continue;
        if (format[++i] == '%')
            continue;
        size_t position = 0;
        qsizetype at = i;
        while (at < format.size() && format[at].isDigit())
            position = position * 10 + static_cast<size_t>(format[at++].digitValue());
        if (at < format.size() && format[at] == '$')
            i = at + 1;
        else
            position = 0;
        while (i < format.size() && (format[i].isDigit() || format[i] == '-'))
            ++i;
        const size_t number = position ? position : next;
        next = number + 1;
        if (i < format.size() && format[i] == 's')
            found << number;
    }
    return found;
}

static const sql::Expression* unsafeArgument(const sql::Expression& expression)
{
    const sql::Expression* found = nullptr;
    expression.visit([&](const sql::Expression& node) {
        const bool format = node.kind == sql::Expression::Kind::Call && node.text == "format" && !node.arguments.empty();
        if (!format || found || node.arguments.front().kind != sql::Expression::Kind::Literal)
            return;
        for (const size_t number : plainArguments(node.arguments.front().text)) {
            if (number < node.arguments.size() && !isSafeInSql(node.arguments[number]))
                found = &node.arguments[number];
        }
    });
    return found;
}

static void check(const StatementContext& at, Report& report)
{
    for (const DynamicSql& dynamic : dynamicSql(at)) {
        const sql::Expression* part = unsafeArgument(dynamic.expression);
        if (!part)
            continue;
        report.add(at,
            QString("EXECUTE runs a text that %1 is put into by a plain `s` of format(), without quoting.")
                .arg(part->kind == sql::Expression::Kind::Column ? code(part->text) : "a value"),
            dynamic.offset);
        return;
    }
}

extern const Rule formatPercentSIdentifier {
    .id = "format-percent-s-identifier",
    .severity = Severity::Warning,
    .hazard = "%s of format() puts a value into SQL as it stands.",
    .effect = "A name with a capital or a quote breaks the statement; a hostile one becomes another.",
    .safe = "%I for names, %L for values.",
    .manual = "functions-string.html#FUNCTIONS-STRING-FORMAT",
    .kinds = { Kind::Do, Kind::CreateFunction, Kind::CreateProcedure },
    .insideBodies = true,
    .check = check,
    .bad = { { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %s', t); END $$" },
        { "CREATE FUNCTION f(t text, c text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN %2$s', t, c); END $$" } },
    .good = { { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %I', t); END $$" },
        { "CREATE FUNCTION f(t regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %s', t::regclass); END $$" },
        { "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('SELECT 5 %% 2, %s', quote_literal(t)); END $$" } },
};

} // namespace corridor::rules
