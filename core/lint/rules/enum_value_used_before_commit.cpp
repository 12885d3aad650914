// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/lexer.h"

namespace corridor::rules {

static bool standsAsLiteral(QByteArrayView text, const QString& label)
{
    const QByteArray quoted = quotedLiteral(label).toUtf8();
    Lexer lexer(text);
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        const bool holds = token.kind == Token::Kind::DollarString && token.text(text).contains(quoted);
        if (holds || (token.kind == Token::Kind::String && token.text(text) == quoted))
            return true;
    }
    return false;
}

static bool mayUse(const Statement& statement)
{
    const auto* function = statement.as<sql::CreateFunction>();
    return !statement.as<sql::AlterEnum>() && !(function && function->language == "plpgsql");
}

static bool isUsableAtOnce(const MigrationContext& at, const sql::AlterEnum& addition)
{
    const TypeState* type = at.schema.type(addition.name);
    return at.options.major >= 17 && type && type->fresh;
}

static void look(const MigrationContext& at, Report& report, int index, const QList<int>& additions)
{
    const Statement& statement = at.statements()[index];
    const QByteArrayView text = at.script().code(statement);
    for (const int addition : additions) {
        const auto& added = *at.statements()[addition].as<sql::AlterEnum>();
        if (!at.shareTransaction(addition, index) || !text.contains(quotedLiteral(added.newLabel).toUtf8()) || isUsableAtOnce(at, added)
            || !standsAsLiteral(text, added.newLabel))
            continue;
        report.add(at, QString("%1 was added to %2 in the same transaction and cannot be used before it ends.").arg(code(added.newLabel), code(added.name)),
            statement.codeBegin, statement.end);
        return;
    }
}

static void check(const MigrationContext& at, Report& report)
{
    QList<int> additions;
    for (int i = 0; i < at.statements().size(); ++i) {
        const auto* alter = at.statements()[i].as<sql::AlterEnum>();
        if (alter && alter->oldLabel.isEmpty())
            additions << i;
        else if (!additions.isEmpty() && mayUse(at.statements()[i]))
            look(at, report, i, additions);
    }
}

extern const Rule enumValueUsedBeforeCommit {
    .id = "enum-value-used-before-commit",
    .severity = Severity::Error,
    .hazard = "A new enum value is used in the transaction that adds it.",
    .effect = "SQLSTATE 55P04, also as a default, in a CHECK or in a SQL function. Up to 16 even where the type is new too.",
    .safe = "Add the value in one migration and use it in the next.",
    .manual = "sql-altertype.html",
    .checkMigration = check,
    .bad = { { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'x'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; ALTER TABLE t ALTER c SET DEFAULT 'x'", "", Runner::PrismaBatch },
        { "BEGIN; ALTER TYPE e ADD VALUE 'x'; INSERT INTO t VALUES ('x'); COMMIT" },
        { "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x')", "", Runner::PrismaBatch, 15 } },
    .good = { { "ALTER TYPE e ADD VALUE 'x'; ALTER TYPE e ADD VALUE 'y'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'x'", "", Runner::Corridor, 15, "Corridor commits between them" },
        { "ALTER TYPE e ADD VALUE 'x'; COMMIT; UPDATE t SET c = 'x'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'xy'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET c = 'x'; END $$", "", Runner::PrismaBatch },
        { "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x')", "", Runner::PrismaBatch, 17 } },
};

} // namespace corridor::rules
