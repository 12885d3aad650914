// SPDX-License-Identifier: MIT
#include "sql/lexer.h"
#include "sql/splitter.h"

#include <QTest>

using namespace corridor;

class LexerTest : public QObject {
    Q_OBJECT

private slots:
    void tokens_data();
    void tokens();
    void pieces_data();
    void pieces();
};

static QString spelled(const QByteArray& text)
{
    static constexpr const char* words[] = { "end", "comment", "comment", "word", "quoted", "string", "dollar",
        "number", "parameter", "op", "(", ")", ";", "meta", "data", "invalid" };
    QStringList parts;
    Lexer lexer(text);
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next())
        parts << QString("%1:%2").arg(words[static_cast<int>(token.kind)], QString::fromUtf8(token.text(text)));
    return parts.join('|');
}

void LexerTest::tokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("words") << QByteArray("select A_1, \"b\"\"c\"") << "word:select|word:A_1|op:,|quoted:\"b\"\"c\"";
    QTest::newRow("strings") << QByteArray("'it''s' E'a\\'b' x'1F'") << "string:'it''s'|string:E'a\\'b'|string:x'1F'";
    QTest::newRow("unicode") << QByteArray("U&'a' U&\"b\"") << "string:U&'a'|quoted:U&\"b\"";
    QTest::newRow("dollar") << QByteArray("$a$ $b$ $a$ $1 a$b") << "dollar:$a$ $b$ $a$|parameter:$1|word:a$b";
    QTest::newRow("comments") << QByteArray("a--b\n/* /* c */ */d")
                              << "word:a|comment:--b|comment:/* /* c */ */|word:d";
    QTest::newRow("operators") << QByteArray("a::int>=-1--x") << "word:a|op:::|word:int|op:>=-|number:1|comment:--x";
    QTest::newRow("numbers") << QByteArray("1.5e-3 .5 1..2") << "number:1.5e-3|number:.5|number:1|op:.|number:.2";
    QTest::newRow("meta") << QByteArray("\\d a;b\nselect 1;\\q") << "meta:\\d a;b|word:select|number:1|;:;|meta:\\q";
    QTest::newRow("copy data") << QByteArray("copy a from stdin;\nx'\n\\.\nz")
                               << "word:copy|word:a|word:from|word:stdin|;:;|data:x'\n\\.\n|word:z";
    QTest::newRow("not copy data") << QByteArray("copy a from 'stdin';\nx")
                                   << "word:copy|word:a|word:from|string:'stdin'|;:;|word:x";
    QTest::newRow("unterminated") << QByteArray("'a") << "invalid:'a";
    QTest::newRow("wide") << QByteArray("é = 'ü'") << "word:é|op:=|string:'ü'";
}

void LexerTest::tokens()
{
    QFETCH(QByteArray, text);
    QTEST(spelled(text), "expected");
}

void LexerTest::pieces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("plain") << QByteArray("a;; b ;-- c\n") << QStringList { "a", "b" };
    QTest::newRow("atomic") << QByteArray("create or replace function f() begin atomic select case when a then 1 end; "
                                          "end; b")
                            << QStringList {
                                   "create or replace function f() begin atomic select case when a then 1 end; end", "b"
                               };
    QTest::newRow("rule") << QByteArray("create rule r as on update to t do (a; b); c")
                          << QStringList { "create rule r as on update to t do (a; b)", "c" };
    QTest::newRow("unbalanced") << QByteArray("select (1; select 2") << QStringList { "select (1", "select 2" };
    QTest::newRow("begin of a transaction") << QByteArray("begin; a; end;") << QStringList { "begin", "a", "end" };
}

void LexerTest::pieces()
{
    QFETCH(QByteArray, text);
    Splitter splitter(text);
    QStringList found;
    while (const auto piece = splitter.next())
        found << QString::fromUtf8(text.sliced(piece->codeBegin, piece->end - piece->codeBegin).trimmed());
    QTEST(found, "expected");
}

QTEST_GUILESS_MAIN(LexerTest)
#include "tst_lexer.moc"
