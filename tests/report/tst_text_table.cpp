// SPDX-License-Identifier: MIT
#include "report/text_table.h"
#include "report/text_width.h"

#include <QTest>

using namespace corridor;

class TestTextTable : public QObject {
    Q_OBJECT
private slots:
    void width_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("latin") << "größe" << 5;
        QTest::newRow("combining") << QString::fromUtf8("e\u0301") << 1;
        QTest::newRow("wide") << QString::fromUtf8("移行") << 4;
        QTest::newRow("emoji") << QString::fromUtf8("🐘") << 2;
        QTest::newRow("zero width joiner") << QString::fromUtf8("a\u200db") << 2;
        QTest::newRow("halfwidth kana") << QString::fromUtf8("ｱ") << 1;
        QTest::newRow("empty") << "" << 0;
    }

    void width()
    {
        QFETCH(QString, text);
        QTEST(textWidth(text), "width");
    }

    void elides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fits") << "abc" << 3 << "abc";
        QTest::newRow("cut") << "abcdef" << 4 << QString::fromUtf8("abc…");
        QTest::newRow("never half a wide one") << QString::fromUtf8("移行移") << 4 << QString::fromUtf8("移…");
        QTest::newRow("one column") << "abc" << 1 << QString::fromUtf8("…");
        QTest::newRow("none") << "abc" << 0 << "";
    }

    void elides()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QTEST(elided(text, width), "expected");
    }

    void alignsColumns()
    {
        TextTable table({ { "Name" }, { "Rows", TableColumn::Align::Right }, { "Note" } });
        table.addRow({ "a", "12", "x" });
        table.addRow({ QString::fromUtf8("移行"), "3456", "" });
        table.addRow({ "b", "", "only a note" });
        QCOMPARE(table.toText(),
            QString::fromUtf8("Name  Rows  Note\na       12  x\n移行  3456\nb           only a note\n"));
    }

    void cutsTheLastColumnToTheTerminal()
    {
        TextTable table({ { "Id" }, { "Text" } });
        table.addRow({ "1", "a long text that does not fit" });
        QCOMPARE(table.toText({ .columns = 16 }), QString::fromUtf8("Id  Text\n1   a long text…\n"));
    }

    void coloursDoNotDisturbTheColumns()
    {
        TextTable table({ { "A" }, { "B" } });
        table.addRow({ { "ok", TextStyle::Good }, "x" });
        QCOMPARE(
            table.toText({ .colour = true }), QString("\x1b[1mA\x1b[0m   \x1b[1mB\x1b[0m\n\x1b[32mok\x1b[0m  x\n"));
    }

    void textOfTheServerCannotSteerTheTerminal()
    {
        TextTable table({ { "A" } });
        table.addRow({ "x\r\ny\x1b[2Jz\u009b" });
        QCOMPARE(table.toText(), QString("A\nx y [2Jz \n"));
    }
};

QTEST_GUILESS_MAIN(TestTextTable)
#include "tst_text_table.moc"
