// SPDX-License-Identifier: MIT
// The window without a database: what it offers, what it says, what a screen reader hears.
#include "window_fixture.h"

#include "widgets/actions/action_registry.h"
#include "widgets/actions/command_palette.h"
#include "widgets/migrations/migration_list.h"
#include "widgets/welcome/welcome_page.h"
#include "workbench/document_tabs.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using namespace corridor::test;

namespace {

const QList<WindowFixture::Script> twoScripts { { "20250101000000_a", "CREATE TABLE a (i int);", "DROP TABLE a;" },
    { "20250102000000_b", "CREATE TABLE b (i int);", {} } };

bool isInteractive(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractItemView*>(widget)
        || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget)
        || qobject_cast<const QPlainTextEdit*>(widget);
}

// Qt's own parts, which name themselves by what they belong to.
bool isInternal(const QWidget* widget)
{
    return widget->objectName().startsWith("qt_") || widget->inherits("QDockWidgetTitleButton")
        || widget->inherits("QTableCornerButton") || widget->inherits("QHeaderView")
        || (widget->focusPolicy() == Qt::NoFocus // Escape and Ctrl+W do what they do
            && (widget->inherits("QLineEditIconButton") || qstrcmp(widget->metaObject()->className(), "CloseButton") == 0));
}

QString spokenName(QWidget* widget)
{
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QStringList nameless(const QWidget& window)
{
    QStringList found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (isInteractive(widget) && !isInternal(widget) && spokenName(widget).isEmpty())
            found << QString("%1 in %2")
                         .arg(widget->metaObject()->className(),
                             widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "nothing");
    }
    return found;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void startsWithThreeDoors()
    {
        WindowFixture fixture;
        fixture.window.show();
        QVERIFY(fixture.window.findChild<WelcomePage*>()->isVisible());
        for (const QDockWidget* dock : fixture.window.findChildren<QDockWidget*>())
            QVERIFY(!dock->isVisible());
        const auto doors = fixture.window.findChild<WelcomePage*>()->findChildren<QAbstractButton*>();
        QCOMPARE(doors.size(), 3);
    }

    void commandsHaveNoConflictsAndSayWhatTheyDo()
    {
        WindowFixture fixture;
        const ActionRegistry& actions = fixture.window.actions();
        QCOMPARE(actions.conflicts(), QStringList());
        for (const QAction* action : actions.actions()) {
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(actions.id(action)));
            QVERIFY2(!actions.group(action).isEmpty(), qPrintable(actions.id(action)));
            QVERIFY2(
                action->isEnabled() || !actions.unavailableReason(action).isEmpty(), qPrintable(actions.id(action)));
        }
    }

    void unavailableCommandsSayWhy()
    {
        WindowFixture fixture;
        const ActionRegistry& actions = fixture.window.actions();
        QCOMPARE(actions.unavailableReason(actions.find("database.deploy")), "Open a project first.");
        openProject(fixture);
        QCOMPARE(actions.unavailableReason(actions.find("database.deploy")), "Connect to a database first.");
    }

    void opensAProject()
    {
        WindowFixture fixture;
        fixture.window.show();
        openProject(fixture);
        QCOMPARE(fixture.controller.migrations().rowCount(), 2);
        QVERIFY(!fixture.controller.migrations().hasStates());
        QVERIFY(fixture.window.findChild<MigrationList*>()->isVisible());
        QVERIFY(!fixture.window.findChild<WelcomePage*>()->isVisible());
        QVERIFY(fixture.window.windowTitle().startsWith("project"));
    }

    void everyInteractiveWidgetHasAName()
    {
        WindowFixture fixture;
        fixture.window.show();
        openProject(fixture);
        fixture.window.documents().openMigration("20250101000000_a");
        fixture.window.actions().find("help.commands")->trigger();
        QCOMPARE(nameless(fixture.window).join("; "), QString());
    }

    void namelessIsFound()
    {
        QWidget window;
        new QLineEdit(&window);
        QCOMPARE(nameless(window).size(), 1);
    }

    void scriptsChangedOnDiskAreSeen()
    {
        WindowFixture fixture;
        openProject(fixture);
        fixture.makeProject({ { "20250103000000_c", "SELECT 1;", {} } });
        QTRY_COMPARE(fixture.controller.migrations().rowCount(), 3);
    }

    void missingProjectIsTold()
    {
        WindowFixture fixture;
        fixture.controller.openProject(fixture.folder.filePath("nowhere"));
        QTRY_VERIFY(fixture.controller.messages().find("project"));
        QVERIFY(!fixture.controller.project());
    }

    void tabsOpenOnceAndClose()
    {
        WindowFixture fixture;
        fixture.window.show();
        openProject(fixture);
        DocumentTabs& documents = fixture.window.documents();
        documents.openMigration("20250101000000_a");
        documents.openMigration("20250102000000_b");
        documents.openMigration("20250101000000_a");
        documents.openMigration("no such");
        QCOMPARE(documents.openMigrations(), QStringList({ "20250101000000_a", "20250102000000_b" }));
        QCOMPARE(fixture.window.findChild<MigrationList*>()->currentMigration(), "20250101000000_a");
        documents.closeCurrent();
        QCOMPARE(documents.openMigrations(), QStringList("20250102000000_b"));
        documents.setCurrentIndex(0);
        documents.closeCurrent(); // the timeline stays
        QCOMPARE(documents.count(), 2);
    }

    void sessionIsRestored()
    {
        WindowFixture fixture;
        fixture.window.show();
        openProject(fixture);
        fixture.window.documents().openMigration("20250102000000_b");
        fixture.window.close();
        WorkbenchController controller(fixture.controller.environment());
        Theme* theme = qApp->findChild<Theme*>();
        MainWindow second(controller, fixture.session, *theme);
        second.restoreSession();
        QTRY_COMPARE(second.documents().openMigrations(), QStringList("20250102000000_b"));
        QVERIFY(second.documents().currentEditor());
    }

    void f6GoesFromPaneToPane()
    {
        WindowFixture fixture;
        fixture.window.show();
        fixture.window.activateWindow();
        openProject(fixture);
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
        QSet<const QWidget*> visited;
        for (int press = 0; press < 8; ++press) {
            fixture.window.actions().find("view.nextPane")->trigger();
            visited << QApplication::focusWidget();
        }
        QVERIFY2(visited.size() >= 4, qPrintable(QString::number(visited.size())));
    }

    void paletteListsEveryVisibleCommand()
    {
        WindowFixture fixture;
        fixture.window.show();
        fixture.window.actions().find("help.commands")->trigger();
        auto* palette = fixture.window.findChild<CommandPalette*>();
        QVERIFY(palette->isVisible());
        const auto* list = palette->findChild<QAbstractItemView*>();
        QCOMPARE(
            list->model()->rowCount(), std::ranges::count_if(fixture.window.actions().actions(), &QAction::isVisible));
    }

private:
    static void openProject(WindowFixture& fixture)
    {
        QSignalSpy opened(&fixture.controller, &WorkbenchController::projectOpened);
        fixture.controller.openProject(fixture.makeProject(twoScripts));
        QVERIFY(opened.wait());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
