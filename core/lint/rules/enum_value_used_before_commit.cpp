// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/lexer.h"

namespace corridor::rules {

// The additions of the transaction at hand, by the label as a literal.
using Additions = QHash<QByteArray, const sql::AlterEnum*>;

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

// The first addition whose label stands in the statement as a literal, or inside a body between dollars.
static const sql::AlterEnum* usedBy(QByteArrayView text, const Additions& additions)
{
    Lexer lexer(text);
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        if (token.kind == Token::Kind::String) {
            if (const sql::AlterEnum* used = additions.value(token.text(text).toByteArray()))
                return used;
        } else if (token.kind == Token::Kind::DollarString) {
            for (auto it = additions.begin(); it != additions.end(); ++it) {
                if (token.text(text).contains(it.key()))
                    return it.value();
            }
        }
    }
    return nullptr;
}

static void check(const MigrationContext& at, Report& report)
{
    Additions additions;
    int transaction = -1;
    for (int i = 0; i < at.statements().size(); ++i) {
        const Statement& statement = at.statements()[i];
        if (at.transactions[static_cast<size_t>(i)] != transaction)
            additions.clear();
        transaction = at.transactions[static_cast<size_t>(i)];
        const auto* alter = statement.as<sql::AlterEnum>();
        if (alter && alter->oldLabel.isEmpty() && !isUsableAtOnce(at, *alter))
            additions.insert(quotedLiteral(alter->newLabel).toUtf8(), alter);
        else if (const sql::AlterEnum* used = !additions.isEmpty() && mayUse(statement) ? usedBy(at.script().code(statement), additions) : nullptr)
            report.add(at, QString("%1 was added to %2 in the same transaction and cannot be used before it ends.").arg(code(used->newLabel), code(used->name)),
                statement.codeBegin, statement.end);
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
        { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'x'" }, // Corridor commits between them, Prisma does not
        { "BEGIN; ALTER TYPE e ADD VALUE 'x'; INSERT INTO t VALUES ('x'); COMMIT" },
        { "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x')", "", Runner::PrismaBatch, 15 } },
    .good = { { "ALTER TYPE e ADD VALUE 'x'; ALTER TYPE e ADD VALUE 'y'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'x'", "", Runner::PrismaSplit, 15, "each statement commits" },
        { "ALTER TYPE e ADD VALUE 'x'; COMMIT; UPDATE t SET c = 'x'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; UPDATE t SET c = 'xy'", "", Runner::PrismaBatch },
        { "ALTER TYPE e ADD VALUE 'x'; CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET c = 'x'; END $$", "", Runner::PrismaBatch },
        { "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x')", "", Runner::PrismaBatch, 17 } },
};

} // namespace corridor::rules
