// SPDX-License-Identifier: MIT
#include "widgets/actions/action_registry.h"
#include "widgets/actions/command_palette.h"
#include "widgets/actions/fuzzy_match.h"
#include "widgets/actions/palette_model.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;

class TestActions : public QObject {
    Q_OBJECT
private slots:
    void registersAndTriggers()
    {
        ActionRegistry registry;
        int runs = 0;
        QAction* action = registry.add(deploy(), this, [&] { ++runs; });
        QCOMPARE(registry.find("database.deploy"), action);
        QCOMPARE(action->shortcut(), QKeySequence("Ctrl+Shift+Return"));
        QVERIFY(action->toolTip().contains("Apply"));
        action->trigger();
        QCOMPARE(runs, 1);
        QCOMPARE(registry.recent(), QStringList("database.deploy"));
        QVERIFY(registry.conflicts().isEmpty());
    }

    void namesConflicts()
    {
        ActionRegistry registry;
        registry.add(deploy(), this, [] { });
        QAction* second = registry.add({ .id = "other", .text = "Other", .shortcut = deploy().shortcut }, this, [] { });
        QCOMPARE(registry.conflicts().size(), 1);
        QVERIFY(second->shortcut().isEmpty());
        registry.add(deploy(), this, [] { });
        QCOMPARE(registry.conflicts().size(), 3); // its key and its id
    }

    void oneKeyInTwoViewsIsNoConflict()
    {
        ActionRegistry registry;
        registry.add({ .id = "a", .text = "A", .shortcut = QKeySequence("Ctrl++"), .scope = "editor" }, this, [] { });
        registry.add({ .id = "b", .text = "B", .shortcut = QKeySequence("Ctrl++"), .scope = "timeline" }, this, [] { });
        QVERIFY(registry.conflicts().isEmpty());
    }

    void saysWhyItCannot()
    {
        ActionRegistry registry;
        QAction* action = registry.add(deploy(), this, [] { });
        registry.setUnavailable("database.deploy", "Not connected.");
        QVERIFY(!action->isEnabled());
        QVERIFY(action->toolTip().contains("Not connected."));
        QCOMPARE(commandEntries(registry).first().reason, "Not connected.");
        registry.setUnavailable("database.deploy", {});
        QVERIFY(action->isEnabled());
        QVERIFY(commandEntries(registry).first().reason.isEmpty());
    }

    void fuzzy_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse"); // may not match at all
        QTest::newRow("initials") << "dd" << "Database Deploy" << "Added field";
        QTest::newRow("prefix") << "roll" << "Roll back" << "Control all";
        QTest::newRow("no match") << "xyz" << "" << "Deploy";
        QTest::newRow("shorter") << "reset" << "Reset" << "Reset the layout of the window";
        QTest::newRow("blank in pattern") << "data dep" << "Database Deploy" << "Database Roll back";
        QTest::newRow("case") << "DEPLOY" << "Deploy" << "Debug employ";
    }

    void fuzzy()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const FuzzyMatch best = fuzzyMatch(pattern, better), rest = fuzzyMatch(pattern, worse);
        QCOMPARE(best.matched, !better.isEmpty());
        if (best.matched && rest.matched)
            QVERIFY(best.score > rest.score);
    }

    void paletteModelIsSound()
    {
        PaletteModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(threeEntries());
        QCOMPARE(model.rowCount(), 3);
        model.setPattern("roll");
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), "Database: Roll back");
        model.setPattern("nothing like it");
        QCOMPARE(model.rowCount(), 0);
    }

    void paletteRunsTheChosenAndRefusesTheUnavailable()
    {
        QWidget window;
        window.resize(800, 600);
        QLineEdit other(&window);
        CommandPalette palette(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        other.setFocus();
        palette.popUp("Type a command", threeEntries());
        QVERIFY(palette.isVisible());
        auto* line = palette.findChild<QLineEdit*>();
        QTest::keyClicks(line, "reset");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_ran, QString());
        QVERIFY(palette.isVisible());
        line->clear();
        QTest::keyClick(line, Qt::Key_Down);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_ran, "Roll back");
        QVERIFY(!palette.isVisible());
        QCOMPARE(window.focusWidget(), &other);
    }

    void escapeCloses()
    {
        QWidget window;
        window.resize(800, 600);
        CommandPalette palette(&window);
        window.show();
        palette.popUp("Type a command", threeEntries());
        QTest::keyClick(palette.findChild<QLineEdit*>(), Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

private:
    static ActionSpec deploy()
    {
        return { .id = "database.deploy",
            .text = "&Deploy…",
            .group = "Database",
            .help = "Apply what is pending",
            .iconName = QLatin1StringView("deploy"),
            .shortcut = QKeySequence("Ctrl+Shift+Return") };
    }

    QList<PaletteEntry> threeEntries()
    {
        const auto entry = [this](const QString& text, const QString& reason = {}) {
            return PaletteEntry { .id = text, .group = "Database", .text = text, .reason = reason, .run = [this, text] {
                                     m_ran = text;
                                 } };
        };
        return { entry("Deploy"), entry("Roll back"), entry("Reset", "Not on production.") };
    }

    QString m_ran;
};

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
