// SPDX-License-Identifier: MIT
#include "report/terminal.h"

#include <QTest>
#include <pty.h>
#include <unistd.h>

using namespace corridor;

class TestTerminal : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        winsize size { .ws_row = 24, .ws_col = 97 };
        QCOMPARE(openpty(&m_master, &m_terminal, nullptr, nullptr, &size), 0);
    }

    void cleanupTestCase()
    {
        close(m_terminal);
        close(m_master);
    }

    void colourOnlyWherePeopleRead_data()
    {
        QTest::addColumn<Environment>("environment");
        QTest::addColumn<bool>("colour");
        QTest::newRow("terminal") << Environment { { "TERM", "xterm" } } << true;
        QTest::newRow("NO_COLOR") << Environment { { "TERM", "xterm" }, { "NO_COLOR", "1" } } << false;
        QTest::newRow("empty NO_COLOR") << Environment { { "TERM", "xterm" }, { "NO_COLOR", "" } } << true;
        QTest::newRow("dumb") << Environment { { "TERM", "dumb" } } << false;
    }

    void colourOnlyWherePeopleRead()
    {
        QFETCH(Environment, environment);
        const Terminal terminal = Terminal::of(m_terminal, environment);
        QTEST(terminal.colour, "colour");
        QCOMPARE(terminal.columns, 97);
    }

    void aPipeIsPlain()
    {
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        const Terminal terminal = Terminal::of(ends[1], { { "TERM", "xterm" } });
        QVERIFY(!terminal.colour);
        QCOMPARE(terminal.columns, 0);
        QCOMPARE(terminal.styled("x", TextStyle::Bad), QString("x"));
        close(ends[0]);
        close(ends[1]);
    }

    void stylesAreClosed()
    {
        QCOMPARE(Terminal { .colour = true }.styled("x", TextStyle::Bad), QString("\x1b[31mx\x1b[0m"));
        QCOMPARE(Terminal { .colour = true }.styled("x", TextStyle::Plain), QString("x"));
    }

private:
    int m_master = -1;
    int m_terminal = -1;
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
