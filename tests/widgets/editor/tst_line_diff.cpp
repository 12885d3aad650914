// SPDX-License-Identifier: MIT
#include "widgets/editor/line_diff.h"

#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

// One letter a row: "=" same, "~" changed, "-" removed, "+" added.
QString shapeOf(const QList<DiffRow>& rows)
{
    QString shape;
    for (const DiffRow& row : rows)
        shape += u"=~-+"[int(row.kind)];
    return shape;
}

} // namespace

class LineDiffTest : public QObject {
    Q_OBJECT

private slots:
    void compares_data();
    void compares();
    void rowsNameEveryLineOnce();
    void keepsStatementsTogether();
    void findsThePartOfALine();
};

void LineDiffTest::compares_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QString>("shape");
    QTest::newRow("both empty") << QByteArray() << QByteArray() << u""_s;
    QTest::newRow("from empty") << QByteArray() << QByteArray("a\nb\n") << u"++"_s;
    QTest::newRow("to empty") << QByteArray("a\nb\n") << QByteArray() << u"--"_s;
    QTest::newRow("same") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << u"=="_s;
    QTest::newRow("same, no final newline") << QByteArray("a\nb") << QByteArray("a\nb") << u"=="_s;
    QTest::newRow("changed in the middle") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << u"=~="_s;
    QTest::newRow("added first") << QByteArray("a\n") << QByteArray("x\na\n") << u"+="_s;
    QTest::newRow("added last") << QByteArray("a\n") << QByteArray("a\nx\n") << u"=+"_s;
    QTest::newRow("removed first") << QByteArray("x\na\n") << QByteArray("a\n") << u"-="_s;
    QTest::newRow("two for one") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\ny\nc\n") << u"=~+="_s;
    QTest::newRow("one for two") << QByteArray("a\nb\nb2\nc\n") << QByteArray("a\nx\nc\n") << u"=~-="_s;
    QTest::newRow("final newline") << QByteArray("a\nb") << QByteArray("a\nb\n") << u"=~"_s;
    QTest::newRow("line ends") << QByteArray("a\r\nb\n") << QByteArray("a\nb\n") << u"~="_s;
}

void LineDiffTest::compares()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QTEST(shapeOf(diffLines(left, right)), "shape");
}

void LineDiffTest::rowsNameEveryLineOnce()
{
    const QByteArray left = "a\nb\nc\nd\ne\nf\ng\n", right = "b\nX\nY\nd\ne\ng\nh\n";
    int nextLeft = 1, nextRight = 1;
    for (const DiffRow& row : diffLines(left, right)) {
        if (row.left > 0)
            QCOMPARE(row.left, nextLeft++);
        if (row.right > 0)
            QCOMPARE(row.right, nextRight++);
        if (row.kind == DiffRow::Kind::Same)
            QCOMPARE(left.split('\n')[row.left - 1], right.split('\n')[row.right - 1]);
    }
    QCOMPARE(nextLeft, 8);
    QCOMPARE(nextRight, 8);
}

// The shortest diff pairs ");" lines across statements; patience keeps the unique lines together.
void LineDiffTest::keepsStatementsTogether()
{
    const QByteArray users = "CREATE TABLE users (\n  id int\n);\n", posts = "CREATE TABLE posts (\n  id int\n);\n";
    QCOMPARE(shapeOf(diffLines(users, posts + users)), u"+++==="_s);
}

void LineDiffTest::findsThePartOfALine()
{
    const DiffSpan span = diffSpan(u"id integer NOT NULL", u"id bigint NOT NULL");
    QCOMPARE(span.start, 3);
    QCOMPARE(span.leftLength, 7);
    QCOMPARE(span.rightLength, 6);
    const DiffSpan repeated = diffSpan(u"aa", u"aaa");
    QCOMPARE(repeated.leftLength, 0);
    QCOMPARE(repeated.rightLength, 1);
}

QTEST_APPLESS_MAIN(LineDiffTest)
#include "tst_line_diff.moc"
