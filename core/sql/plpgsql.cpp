// SPDX-License-Identifier: MIT
#include "sql/plpgsql.h"

#include "sql/lexer.h"
#include "sql/tree/raw_parser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <pg_query.h>

namespace corridor {

namespace {

// Where the body's text begins in the script, after its opening quote; -1 where it is no dollar string and so may hold
// doubled quotes.
struct Body {
    qsizetype begin = -1;
    qsizetype end = -1;
};

class BodyReader {
public:
    BodyReader(const Script& script, const Statement& statement, Body body)
        : m_script(script)
        , m_statement(statement)
        , m_body(body)
    {
    }
    void read(const QJsonValue& node, bool conditional);
    QList<PlpgsqlPart> parts;

private:
    void readStatement(const QString& kind, const QJsonObject& node, bool conditional);
    void add(PlpgsqlPart::Kind kind, const QJsonObject& node, const QString& query, bool conditional);
    void addAssignment(const QJsonObject& node, const QString& query, bool conditional);
    int lineInScript(int bodyLine) const;

    const Script& m_script;
    const Statement& m_statement;
    Body m_body;
};

} // namespace

// The last dollar string of the statement, or the only one.
static Body findBody(const Script& script, const Statement& statement)
{
    Lexer lexer(QByteArrayView(script.text).first(statement.end), statement.codeBegin);
    Body body;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        if (token.kind != Token::Kind::DollarString)
            continue;
        const qsizetype tag = script.text.indexOf('$', token.begin + 1) + 1 - token.begin;
        body = { token.begin + tag, token.end - tag };
    }
    return body;
}

// PL/pgSQL counts the lines of the body; one that begins with a line break counts from the line after.
int BodyReader::lineInScript(int bodyLine) const
{
    if (m_body.begin < 0)
        return m_statement.line;
    return m_script.lines.lineOf(m_body.begin) + std::max(bodyLine, 1) - 1;
}

void BodyReader::add(PlpgsqlPart::Kind kind, const QJsonObject& node, const QString& query, bool conditional)
{
    PlpgsqlPart part { .kind = kind, .text = query.toUtf8(), .conditional = conditional };
    part.line = lineInScript(node["lineno"].toInt());
    if (m_body.begin >= 0 && !part.text.isEmpty()) {
        const qsizetype from = std::max(m_body.begin, m_script.lines.lineBegin(part.line));
        const qsizetype found = m_script.text.indexOf(part.text, from);
        part.offset = found >= 0 && found + part.text.size() <= m_body.end ? found : -1;
    }
    parts << part;
}

// The parser gives the whole of it: "variable := expression", or with a plain "=".
void BodyReader::addAssignment(const QJsonObject& node, const QString& query, bool conditional)
{
    const qsizetype equals = query.indexOf('=');
    if (equals < 1)
        return;
    add(PlpgsqlPart::Kind::Assign, node, query.sliced(equals + 1).trimmed(), conditional);
    parts.last().variable = query.first(query[equals - 1] == ':' ? equals - 1 : equals).trimmed().toUtf8();
}

static QString queryOf(const QJsonValue& expression)
{
    return expression.toObject()["PLpgSQL_expr"].toObject()["query"].toString();
}

void BodyReader::readStatement(const QString& kind, const QJsonObject& node, bool conditional)
{
    if (kind == "PLpgSQL_stmt_execsql")
        add(PlpgsqlPart::Kind::Sql, node, queryOf(node["sqlstmt"]), conditional);
    else if (kind == "PLpgSQL_stmt_perform" || kind == "PLpgSQL_stmt_call")
        add(PlpgsqlPart::Kind::Sql, node, queryOf(node["expr"]), conditional);
    else if (kind == "PLpgSQL_stmt_dynexecute" || kind == "PLpgSQL_stmt_dynfors")
        add(PlpgsqlPart::Kind::Execute, node, queryOf(node["query"]), conditional);
    else if (kind == "PLpgSQL_stmt_return_query" && node.contains("dynquery"))
        add(PlpgsqlPart::Kind::Execute, node, queryOf(node["dynquery"]), conditional);
    else if (kind == "PLpgSQL_stmt_assign")
        addAssignment(node, queryOf(node["expr"]), conditional);
    else if (kind == "PLpgSQL_stmt_commit")
        add(PlpgsqlPart::Kind::Commit, node, {}, conditional);
    else if (kind == "PLpgSQL_stmt_rollback")
        add(PlpgsqlPart::Kind::Rollback, node, {}, conditional);
}

void BodyReader::read(const QJsonValue& node, bool conditional)
{
    if (node.isArray()) {
        for (const QJsonValue& item : node.toArray())
            read(item, conditional);
        return;
    }
    const QJsonObject object = node.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool statement = it.key().startsWith("PLpgSQL_stmt_");
        if (statement)
            readStatement(it.key(), it->toObject(), conditional);
        const bool plainBlock = it.key() == "PLpgSQL_stmt_block" && !it->toObject()["exceptions"].isObject();
        if (it->isObject() || it->isArray())
            read(*it, conditional || (statement && !plainBlock));
    }
}

QList<PlpgsqlPart> readPlpgsql(const Script& script, const Statement& statement)
{
    const auto* block = statement.as<sql::DoBlock>();
    const auto* function = statement.as<sql::CreateFunction>();
    if ((!block || block->language != "plpgsql") && (!function || function->language != "plpgsql"))
        return {};
    const QByteArray code = script.code(statement).toByteArray();
    const PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(code.constData());
    BodyReader reader(script, statement, findBody(script, statement));
    if (!result.error)
        reader.read(QJsonDocument::fromJson(result.plpgsql_funcs).array(), false);
    pg_query_free_plpgsql_parse_result(result);
    return reader.parts;
}

QList<Statement> statementsOf(const PlpgsqlPart& part, const Script& script, const Statement& statement)
{
    QList<Statement> statements;
    if (part.text.isEmpty() || parseStatements(part.text, std::max<qsizetype>(part.offset, 0), statements))
        return {};
    for (Statement& inner : statements) {
        if (part.offset < 0) {
            inner.begin = inner.codeBegin = statement.codeBegin;
            inner.end = statement.end;
            inner.line = inner.endLine = part.line;
            continue;
        }
        Lexer lexer(QByteArrayView(script.text).first(inner.end), inner.begin);
        inner.codeBegin = lexer.nextCode().begin;
        inner.line = script.lines.lineOf(inner.codeBegin);
        inner.endLine = script.lines.lineOf(inner.end);
    }
    return statements;
}

} // namespace corridor
