// SPDX-License-Identifier: MIT
#include "engine/script_position.h"

#include <QTest>

using namespace corridor;

class TestScriptPosition : public QObject {
    Q_OBJECT
private slots:
    void places_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("characters");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("none") << QByteArray("SELECT 1;") << 0 << 0 << 0;
        QTest::newRow("first") << QByteArray("SELECT 1;") << 1 << 1 << 1;
        QTest::newRow("second line") << QByteArray("a\nbc\nd") << 4 << 2 << 2;
        QTest::newRow("crlf") << QByteArray("a\r\nbc") << 4 << 2 << 1;
        QTest::newRow("characters are not bytes") << QByteArray("-- ěščř\nx y") << 11 << 2 << 3;
        QTest::newRow("beyond the end") << QByteArray("a\nb") << 99 << 2 << 2;
    }

    void places()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, characters);
        const auto position = positionInScript(script, characters);
        QTEST(position.line, "line");
        QTEST(position.column, "column");
    }
};

QTEST_GUILESS_MAIN(TestScriptPosition)
#include "tst_script_position.moc"
