// SPDX-License-Identifier: MIT
#include "engine/prisma_forecast.h"

#include <QTest>

using namespace corridor;

class TestPrismaForecast : public QObject {
    Q_OBJECT
private slots:
    void choosesTheRunner_data();
    void choosesTheRunner();
    void tells_data();
    void tells();
};

void TestPrismaForecast::choosesTheRunner_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("runner");
    QTest::newRow("6") << "6.19.3" << "one-message";
    QTest::newRow("7.3") << "7.3.0" << "one-message";
    QTest::newRow("7.4") << "7.4.0" << "split";
    QTest::newRow("7.10") << "7.10.1" << "split";
    QTest::newRow("none") << "" << "split";
}

void TestPrismaForecast::choosesTheRunner()
{
    QFETCH(QString, version);
    QTEST(runnerWord(prismaRunner(version)), "runner");
}

// PRISMA, section 5: one message (<= 7.3) beside split (7.4+).
void TestPrismaForecast::tells_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("split");
    const auto row = [](const char* name, const char* script, const char* whole, const char* split) {
        QTest::newRow(name) << QByteArray(script) << QString(whole) << QString(split);
    };
    const char* divisible = "statement by statement: a failure would leave what ran before it";
    const char* concurrently = "CREATE INDEX CONCURRENTLY i ON t (a);";
    row("one statement", "CREATE TABLE t (a int);", "alone, safe", "alone, safe");
    row("concurrently alone", concurrently, "alone, safe", "alone, safe");
    row("vacuum alone", "VACUUM t;", "alone, safe", "alone, safe");
    row("nothing", "-- nothing\n", "in one transaction, safe", "in one transaction, safe");
    row("two tables", "CREATE TABLE t (a int);\nCREATE TABLE u (a int);", "in one transaction, safe", divisible);
    row("one block", "BEGIN;\nCREATE TABLE t (a int);\nCREATE TABLE u (a int);\nCOMMIT;", "in one transaction, safe",
        "in one transaction, safe");
    row("concurrently beside others", "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY i ON t (a);",
        "would be rolled back whole (line 2)*", divisible);
    row("commit before it", "CREATE TABLE t (a int);\nSELECT 1;\nCOMMIT;\nCREATE INDEX CONCURRENTLY i ON t (a);",
        "would stop half-way after statement 3 (line 4)*", divisible);
    row("dropped concurrently", "SELECT 1;\nDROP INDEX CONCURRENTLY i;", "would be rolled back whole (line 2)*",
        "would be rolled back whole (line 2)*");
    row("in a block", "SELECT 1;\nBEGIN;\nVACUUM t;\nCOMMIT;", "would be rolled back whole (line 3)*",
        "would stop half-way after statement 1 (line 3)*");
    row("new enum value used", "ALTER TYPE e ADD VALUE 'b';\nINSERT INTO t VALUES ('b');",
        "would be rolled back whole (line 2)*", divisible);
    row("left open", "BEGIN;\nCREATE TABLE t (a int);", "would mislead (line 1)*", "would mislead (line 1)*");
    row("search_path lost", "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.t (a int);",
        "would mislead (line 1)*", "would mislead (line 1)*");
    row("search_path set and reset", "SET search_path TO a;\nCREATE TABLE t (a int);\nRESET search_path;",
        "in one transaction, safe", divisible);
    row("role left set", "CREATE TABLE t (a int);\nSET ROLE joe;", "would mislead (line 2)*",
        "would mislead (line 2)*");
    row("role set and reset", "SET ROLE joe;\nCREATE TABLE t (a int);\nRESET ROLE;", "in one transaction, safe",
        divisible);
    row("rolled back in the middle", "CREATE TABLE t (a int);\nROLLBACK;\nCREATE TABLE u (a int);",
        "would mislead (line 2)*", "*");
    row("no SQL", "CREATE TABLE t (a int,,);", "cannot be told (line 1)*", "cannot be told (line 1)*");
}

static bool matches(const QString& text, const QString& pattern)
{
    return pattern.endsWith(u'*') ? text.startsWith(pattern.chopped(1)) : text == pattern;
}

void TestPrismaForecast::tells()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, whole);
    QFETCH(QString, split);
    const QString atOnce = forecastPrisma(script, 17, PrismaRunner::OneMessage).text();
    const QString oneByOne = forecastPrisma(script, 17, PrismaRunner::Split).text();
    QVERIFY2(matches(atOnce, whole), qPrintable(atOnce));
    QVERIFY2(matches(oneByOne, split), qPrintable(oneByOne));
}

QTEST_GUILESS_MAIN(TestPrismaForecast)
#include "tst_prisma_forecast.moc"
