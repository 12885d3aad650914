// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/lexer.h"

#include <cctype>

namespace corridor::rules {

constexpr qsizetype longest = 63; // NAMEDATALEN - 1

static bool mayContinueName(char c)
{
    return static_cast<uchar>(c) >= 0x80 || std::isalnum(static_cast<uchar>(c)) || c == '_' || c == '$' || c == ' ';
}

// Nearly no statement has one, and looking at bytes is cheaper than cutting tokens.
static bool mayHoldLongName(QByteArrayView code)
{
    qsizetype run = 0;
    for (const char c : code) {
        run = mayContinueName(c) ? run + 1 : 0;
        if (run > longest)
            return true;
    }
    return false;
}

// The parser cuts long names itself, so only the text still has them.
static void check(const StatementContext& at, Report& report)
{
    const QByteArrayView text = QByteArrayView(at.migration.script().text).first(at.statement.end);
    if (at.inBody || !mayHoldLongName(text.sliced(at.statement.codeBegin)))
        return;
    Lexer lexer(text, at.statement.codeBegin);
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        const bool quoted = token.kind == Token::Kind::QuotedWord;
        const QByteArrayView name = quoted ? token.text(text).sliced(1).chopped(1) : token.text(text);
        if ((quoted || token.kind == Token::Kind::Word) && name.size() > longest)
            report.add(at,
                QString("%1 is %2 bytes long and becomes %3.")
                    .arg(code(QString::fromUtf8(name)))
                    .arg(name.size())
                    .arg(code(QString::fromUtf8(name.first(longest)))),
                token.begin);
    }
}

extern const Rule identifierTruncation {
    .id = "identifier-truncation",
    .severity = Severity::Warning,
    .hazard = "A name of more than 63 bytes is cut silently.",
    .effect = "Two long names become one; tools that look for the whole name do not find it.",
    .safe = "A shorter name.",
    .manual = "sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
    .kinds = { Kind::CreateTable, Kind::AlterTable, Kind::CreateIndex, Kind::CreateType, Kind::CreateView,
        Kind::CreateFunction, Kind::CreateSequence, Kind::CreateMaterializedView },
    .check = check,
    .bad = { { "CREATE INDEX a_name_that_is_much_longer_than_postgresql_allows_for_any_name_at_all ON t (a)" } },
    .good = { { "CREATE INDEX i ON t (a)" },
        { "CREATE TABLE t (a text DEFAULT 'a_text_that_is_much_longer_than_postgresql_allows_for_any_name_at_all')" } },
};

} // namespace corridor::rules
