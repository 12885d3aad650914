// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/script_texts.h"

namespace corridor::rules {

// The words that a dynamic statement begins with, as far as they are written; for %s and the like too.
static QString beginning(const sql::Expression& expression)
{
    using Shape = sql::Expression::Kind;
    if (expression.kind == Shape::Literal)
        return expression.text.trimmed().toUpper();
    const bool first = expression.kind == Shape::Operator || expression.kind == Shape::Call;
    return first && !expression.arguments.empty() ? beginning(expression.arguments.front()) : QString();
}

static bool changesSchema(const QString& text)
{
    return std::ranges::any_of(QStringList { "ALTER ", "CREATE ", "DROP ", "TRUNCATE ", "GRANT ", "REVOKE " },
        [&](const QString& verb) { return text.startsWith(verb); });
}

static void check(const StatementContext& at, Report& report)
{
    for (const DynamicSql& dynamic : dynamicSql(at)) {
        const QString text = beginning(dynamic.expression);
        if (dynamic.expression.kind == sql::Expression::Kind::Literal || !changesSchema(text))
            continue;
        report.add(at, QString("This %1 is put together when it runs: no review of this script can say what it changes.").arg(text.section(' ', 0, 0)),
            dynamic.offset);
        return;
    }
}

extern const Rule ddlHiddenInDo {
    .id = "ddl-hidden-in-do",
    .severity = Severity::Note,
    .hazard = "DDL that a DO block puts together when it runs cannot be reviewed.",
    .effect = "What it locks, rewrites or drops depends on the database that it meets. Static SQL inside of DO is reviewed like any other.",
    .safe = "Write the statements out.",
    .manual = "sql-do.html",
    .kinds = { Kind::Do },
    .check = check,
    .bad = { { "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', r.tablename); END LOOP; END $$" },
        { "DO $$ BEGIN EXECUTE 'ALTER TABLE t DROP CONSTRAINT ' || (SELECT quote_ident(conname) FROM pg_constraint LIMIT 1); END $$" } },
    .good = { { "DO $$ BEGIN EXECUTE 'CREATE TABLE t (a int)'; END $$" }, { "DO $$ BEGIN CREATE TABLE t (a int); END $$" },
        { "DO $$ BEGIN EXECUTE format('SELECT %L', 1); END $$" } },
};

} // namespace corridor::rules
