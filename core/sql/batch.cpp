// SPDX-License-Identifier: MIT
#include "sql/batch.h"

#include "sql/lexer.h"

namespace corridor {

namespace {

// What has no single WHERE at its end that a range could be added to.
QString obstacle(const Statement& statement, QByteArrayView code, const QString& key)
{
    const auto* change = statement.as<sql::DataChange>();
    using Kind = sql::DataChange::Kind;
    if (!change || (change->kind != Kind::Update && change->kind != Kind::Delete))
        return "Only UPDATE and DELETE can run in batches.";
    if (change->columns.contains(key))
        return QString("The statement changes %1, the key of its own batches.").arg(key);
    if (!statement.changes.isEmpty())
        return "A statement that changes data inside WITH cannot run in batches.";
    Lexer lexer(code);
    int parens = 0;
    bool current = false;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        parens += (token.kind == Token::Kind::OpenParen) - (token.kind == Token::Kind::CloseParen);
        if (parens > 0 || token.kind != Token::Kind::Word)
            continue;
        const QByteArrayView word = token.text(code);
        if (tokenIs(word, "returning"))
            return "A statement with RETURNING cannot run in batches.";
        if (tokenIs(word, "of") && current)
            return "WHERE CURRENT OF cannot run in batches.";
        current = tokenIs(word, "current");
    }
    return {};
}

// The directive's own words after "corridor:"; empty where the line is another comment.
QList<QByteArray> directiveWords(QByteArrayView line)
{
    const QByteArray text = line.trimmed().toByteArray();
    const QByteArray head = "-- corridor: batch";
    return text.startsWith(head) ? text.simplified().split(' ').sliced(2) : QList<QByteArray>();
}

QString unquoted(const QByteArray& word)
{
    const bool quoted = word.size() > 1 && word.startsWith('"') && word.endsWith('"');
    return QString::fromUtf8(quoted ? word.sliced(1, word.size() - 2).replace("\"\"", "\"") : word);
}

BatchDirective read(const QList<QByteArray>& words)
{
    BatchDirective batch;
    bool isNumber = false;
    if (words.size() >= 4 && words[2] == "by") {
        batch.rows = words[1].toLongLong(&isNumber);
        batch.key = unquoted(words[3]);
    }
    bool isPause = words.size() == 4;
    if (words.size() == 6 && words[4] == "pause")
        batch.pauseMs = words[5].toInt(&isPause);
    if (!isNumber || batch.rows < 1 || !isPause || batch.pauseMs < 0)
        batch.problem = "A batch is written as: -- corridor: batch ROWS by COLUMN [pause MILLISECONDS]";
    return batch;
}

QByteArray keyOf(const sql::DataChange& change, const QString& key)
{
    const QString table = change.alias.isEmpty() ? change.table.name : change.alias;
    return (quotedIdentifier(table) + '.' + quotedIdentifier(key)).toUtf8();
}

QByteArray range(const QByteArray& key, const std::optional<QString>& after, const QString& upTo)
{
    QByteArray text = key + " <= " + quotedLiteral(upTo).toUtf8();
    if (after)
        text = key + " > " + quotedLiteral(*after).toUtf8() + " AND " + text;
    return text;
}

// Where the statement's own WHERE begins, -1 where it has none.
qsizetype findWhere(QByteArrayView code)
{
    Lexer lexer(code);
    int parens = 0;
    qsizetype where = -1;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        parens += (token.kind == Token::Kind::OpenParen) - (token.kind == Token::Kind::CloseParen);
        if (parens == 0 && token.kind == Token::Kind::Word && tokenIs(token.text(code), "where"))
            where = token.begin;
    }
    return where;
}

} // namespace

std::optional<BatchDirective> batchDirective(const Statement& statement, QByteArrayView code, QByteArrayView comments)
{
    if (!comments.contains("corridor:"))
        return {};
    std::optional<BatchDirective> found;
    for (qsizetype from = 0; from < comments.size();) {
        qsizetype end = comments.indexOf('\n', from);
        end = end < 0 ? comments.size() : end;
        if (const auto words = directiveWords(comments.sliced(from, end - from)); !words.isEmpty())
            found = read(words);
        from = end + 1;
    }
    if (found && found->problem.isEmpty())
        found->problem = obstacle(statement, code, found->key);
    return found;
}

QByteArray batchStatement(const Statement& statement, QByteArrayView code, const QString& key,
    const std::optional<QString>& after, const QString& upTo)
{
    const QByteArray keys = range(keyOf(*statement.as<sql::DataChange>(), key), after, upTo);
    const qsizetype where = findWhere(code);
    const QByteArray text = code.toByteArray();
    // A comment may end the statement: what follows it stands on a line of its own.
    if (where < 0)
        return text + "\nWHERE " + keys;
    return text.first(where) + "WHERE (" + text.sliced(where + 5) + "\n) AND " + keys;
}

QByteArray batchEndQuery(const Statement& statement, const BatchDirective& batch, const std::optional<QString>& after)
{
    const auto* change = statement.as<sql::DataChange>();
    const QByteArray key = quotedIdentifier(batch.key).toUtf8();
    const QByteArray above = after ? " WHERE " + key + " > " + quotedLiteral(*after).toUtf8() : QByteArray();
    return "SELECT k::text FROM (SELECT " + key + " AS k FROM " + change->table.text().toUtf8() + above + " ORDER BY "
        + key + " LIMIT " + QByteArray::number(batch.rows) + ") AS batch ORDER BY batch.k DESC LIMIT 1";
}

} // namespace corridor
