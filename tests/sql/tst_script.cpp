// SPDX-License-Identifier: MIT
#include "sql/script.h"
#include "sql/statement_reader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace corridor;

class ScriptTest : public QObject {
    Q_OBJECT

private slots:
    void statements_data();
    void statements();
    void problems_data();
    void problems();
    void errorCostsOneStatement();
    void deepNestingIsSafe_data();
    void deepNestingIsSafe();
    void deepCommentsCostNothing_data();
    void deepCommentsCostNothing();
    void largeScriptsAreReadInParts();
    void fingerprints();
    void boundariesOfRealScripts_data();
    void boundariesOfRealScripts();
};

static QString summary(const Script& script)
{
    QStringList parts;
    for (const Statement& statement : script.statements)
        parts << QString("%1@%2-%3").arg(kindWord(statement.kind)).arg(statement.line).arg(statement.endLine);
    return parts.join(' ');
}

void ScriptTest::statements_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("comments only") << QByteArray("-- nothing\n/* here */ ;;") << QString();
    QTest::newRow("two") << QByteArray("SELECT 1;\nSELECT 2") << "SELECT@1-1 SELECT@2-2";
    QTest::newRow("leading comment") << QByteArray("-- CreateTable\nCREATE TABLE a (\n id int\n);\n")
                                     << "CREATE TABLE@2-4";
    QTest::newRow("CR LF") << QByteArray("SELECT 1;\r\nSELECT 2;\r\n") << "SELECT@1-1 SELECT@2-2";
    QTest::newRow("dollar quotes") << QByteArray("DO $$ BEGIN\n PERFORM 1; END $$;\nSELECT 1;") << "DO@1-2 SELECT@3-3";
    QTest::newRow("atomic body") << QByteArray(
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\nVACUUM;")
                                 << "CREATE FUNCTION@1-1 VACUUM@2-2";
    QTest::newRow("kinds") << QByteArray("CREATE INDEX CONCURRENTLY i ON t (a); ALTER TYPE e ADD VALUE 'x'; BEGIN;"
                                         "SELECT a INTO b FROM c; CREATE MATERIALIZED VIEW m AS SELECT 1; DISCARD ALL;")
                           << "CREATE INDEX@1-1 ALTER TYPE@1-1 BEGIN@1-1 CREATE TABLE AS@1-1 "
                              "CREATE MATERIALIZED VIEW@1-1 DISCARD@1-1";
}

void ScriptTest::statements()
{
    QFETCH(QByteArray, text);
    const Script script = parseScript(text);
    QTEST(summary(script), "expected");
    QVERIFY(script.isParsable());
}

void ScriptTest::problems_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("syntax") << QByteArray("SELECT 1;\nSELEC 2;") << "syntax" << 2 << 1;
    QTest::newRow("syntax after wide characters") << QByteArray("SELECT 'é' FROM FROM;") << "syntax" << 1 << 17;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfSELECT 1;") << "byte-order-mark" << 1 << 1;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfeS\0E\0", 6) << "utf-16" << 1 << 1;
    QTest::newRow("NUL") << QByteArray("SELECT 1;\nDROP\0 TABLE a;", 24) << "nul-byte" << 2 << 5;
    QTest::newRow("Latin-1") << QByteArray("SELECT '\xe9';") << "invalid-utf-8" << 1 << 9;
    QTest::newRow("overlong") << QByteArray("SELECT '\xc0\xaf';") << "invalid-utf-8" << 1 << 9;
    QTest::newRow("surrogate") << QByteArray("SELECT '\xed\xa0\x80';") << "invalid-utf-8" << 1 << 9;
    QTest::newRow("meta-command") << QByteArray("SELECT 1;\n\\i other.sql\nSELECT 2;") << "psql-meta-command" << 2 << 1;
    QTest::newRow("COPY data") << QByteArray("COPY a FROM stdin;\n1\tit's\n\\.\nSELECT 1;") << "copy-data" << 2 << 1;
    QTest::newRow("open string") << QByteArray("SELECT 'a;") << "syntax" << 1 << 8;
}

void ScriptTest::problems()
{
    QFETCH(QByteArray, text);
    const Script script = parseScript(text);
    QVERIFY(!script.isParsable());
    QTEST(problemWord(script.problems.first().kind), "word");
    QTEST(script.problems.first().line, "line");
    QTEST(script.problems.first().column, "column");
    QVERIFY(!script.problems.first().message.isEmpty());
}

void ScriptTest::errorCostsOneStatement()
{
    const Script script = parseScript("CREATE TABLE a (i int);\n-- here\nCREAT TABLE b;\nCOPY a FROM stdin;\n"
                                      "1;2\n\\.\nDROP TABLE c;\n");
    QCOMPARE(summary(script), "CREATE TABLE@1-1 unparsed@3-3 COPY@4-4 DROP TABLE@7-7");
    QCOMPARE(script.problems.size(), 2);
    QCOMPARE(script.code(script.statements[1]).toByteArray(), "CREAT TABLE b");
    QCOMPARE(script.leadingComments(script.statements[1]).toByteArray(), "-- here");
}

void ScriptTest::deepNestingIsSafe_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("operators") << "SELECT " + QByteArray("1+").repeated(100'000) + "1;";
    QTest::newRow("operators in a default")
        << "CREATE TABLE t (a text DEFAULT " + QByteArray("'a'||").repeated(50'000) + "'b');";
    QTest::newRow("unions") << QByteArray("SELECT 1 UNION ALL ").repeated(50'000) + "SELECT 1;";
    QTest::newRow("parentheses") << "SELECT " + QByteArray(200'000, '(') + "1" + QByteArray(200'000, ')') + ";";
    QTest::newRow("calls") << "SELECT " + QByteArray("f(").repeated(50'000) + "1" + QByteArray(50'000, ')') + ";";
    QTest::newRow("comments") << QByteArray("/*").repeated(5000) + "SELECT 1;";
    QTest::newRow("one long line") << "SELECT '" + QByteArray(20'000'000, 'x') + "';";
}

void ScriptTest::deepNestingIsSafe()
{
    QFETCH(QByteArray, text);
    const Script script = parseScript(text);
    QVERIFY(script.statements.size() <= 1);
    if (text.startsWith("SELECT 1"))
        QVERIFY(script.isParsable());
}

void ScriptTest::largeScriptsAreReadInParts()
{
    QByteArray text;
    for (int i = 0; text.size() < 3'500'000; ++i)
        text += "-- row\nINSERT INTO t (a, b) VALUES (" + QByteArray::number(i) + ", 'a;b');\n";
    text += "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;";
    StatementReader reader(text);
    int count = 0;
    qsizetype end = 0;
    for (Statement statement; reader.next(statement); ++count) {
        QVERIFY(statement.begin >= end);
        QVERIFY(statement.isParsed());
        QCOMPARE(statement.line, statement.kind == StatementKind::Insert ? 2 * count + 2 : 2 * count + 1);
        end = statement.end;
    }
    QCOMPARE(count, text.count('\n') / 2 + 1);
    QVERIFY(reader.problems().isEmpty());
}

void ScriptTest::fingerprints()
{
    QVERIFY(!fingerprint("SELECT 1").isEmpty());
    QCOMPARE(fingerprint("select   2 -- two"), fingerprint("SELECT 1"));
    QVERIFY(fingerprint("SELECT a") != fingerprint("SELECT 1"));
    QVERIFY(fingerprint("SELEC").isEmpty());
}

static QString sharedFolder()
{
    const QString set = qEnvironmentVariable("CORRIDOR_SHARED");
    return set.isEmpty() ? QDir::cleanPath(QStringLiteral(CORRIDOR_SOURCE_DIR "/../shared")) : set;
}

void ScriptTest::boundariesOfRealScripts_data()
{
    QTest::addColumn<QString>("list");
    const QDir folder(sharedFolder() + "/corpora/boundaries");
    for (const QString& name : folder.entryList({ "*.jsonl" }, QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    if (folder.isEmpty())
        QSKIP("The corpora of real migrations are not beside the project.");
}

static QString boundaries(const Script& script)
{
    QStringList ranges;
    for (const Statement& statement : script.statements)
        ranges << QString("[%1,%2]").arg(statement.begin).arg(statement.length());
    return ranges.join(',');
}

static QString expectedBoundaries(const QJsonArray& list)
{
    QStringList ranges;
    for (const QJsonValue& range : list)
        ranges << QString("[%1,%2]").arg(range[0].toInteger()).arg(range[1].toInteger());
    return ranges.join(',');
}

void ScriptTest::boundariesOfRealScripts()
{
    QFETCH(QString, list);
    QFile lines(list);
    QVERIFY(lines.open(QIODevice::ReadOnly));
    int compared = 0;
    while (!lines.atEnd()) {
        const QJsonObject entry = QJsonDocument::fromJson(lines.readLine()).object();
        QFile file(sharedFolder() + "/corpora/" + entry["file"].toString());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const Script script = parseScript(file.readAll());
        if (!entry["parser"].isArray())
            continue;
        const QString wanted = expectedBoundaries(entry["parser"].toArray());
        QVERIFY2(boundaries(script) == wanted,
            qPrintable(entry["file"].toString() + "\n" + boundaries(script) + "\n" + wanted));
        ++compared;
    }
    QVERIFY(compared > 0);
}

void ScriptTest::deepCommentsCostNothing_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("closed") << QByteArray("*/").repeated(100'000);
    QTest::newRow("open") << QByteArray();
}

void ScriptTest::deepCommentsCostNothing()
{
    QFETCH(QByteArray, end);
    QElapsedTimer timer;
    timer.start();
    const Script script
        = parseScript("SELECT 1;\n" + QByteArray("/*").repeated(100'000) + end + "\nSELECT '/*';");
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(script.isParsable(), !end.isEmpty());
    QCOMPARE(script.statements.size(), 2);
    if (!end.isEmpty())
        QCOMPARE(script.code(script.statements[1]).toByteArray(), "SELECT '/*'");
}

QTEST_GUILESS_MAIN(ScriptTest)
#include "tst_script.moc"
