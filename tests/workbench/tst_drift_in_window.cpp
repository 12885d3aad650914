// SPDX-License-Identifier: MIT
// A change by hand, in the window: it is looked for, told in a bar, shown, and adopted or taken back by a migration.
#include "window_fixture.h"

#include "journal/journal.h"
#include "sandbox/sandbox.h"
#include "support/test_server.h"
#include "widgets/actions/action_registry.h"
#include "widgets/dialogs/plan_dialog.h"
#include "widgets/dialogs/plan_model.h"
#include "widgets/diff/schema_diff_view.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/compare_view.h"
#include "workbench/document_tabs.h"
#include "workbench/drift_finder.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace corridor;
using namespace corridor::test;

namespace {

const QList<WindowFixture::Script> scripts {
    { "20250101000000_users", "CREATE TABLE users (id int PRIMARY KEY, email text);", "DROP TABLE users;" },
    { "20250102000000_orders", "CREATE TABLE orders (id int);", "DROP TABLE orders;" },
};

} // namespace

class TestDrift : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        START_TEST_SERVER(m_server, 17);
        m_sandbox = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/cd-XXXXXX");
        QFile::setPermissions(m_sandbox->path(), QFile::Permissions(0x7755));
        qputenv("CORRIDOR_SANDBOX_DIR", QFile::encodeName(m_sandbox->path() + "/sb"));
    }
    void cleanupTestCase()
    {
        if (!m_sandbox)
            return;
        if (auto sandbox = Sandbox::locate(systemEnvironment(), 17)) {
            (void)sandbox->reset();
            (void)sandbox->stop();
        }
    }

    void changeByHandIsShownAndAdopted()
    {
        WindowFixture fixture;
        const ConnectionOptions database = deployed(fixture);
        QVERIFY(find(fixture)->level == MessageLevel::Positive);
        QVERIFY(
            runSql(database, "ALTER TABLE users ADD age integer; CREATE INDEX by_hand ON users (email)").has_value());
        const Message* bar = find(fixture);
        QVERIFY(bar && bar->level == MessageLevel::Warning);
        QCOMPARE(bar->actions.size(), 3);

        bar->actions[0].run();
        SchemaDiffView* view = fixture.window.driftFinder().view();
        QVERIFY(view && view->isVisible());
        QCOMPARE(view->model().rowCount(), 1);
        QCOMPARE(view->model().rowCount(view->model().index(0, 0)), 2);
        QTRY_VERIFY(view->compareView().rightEditor().toPlainText().contains("\"age\" integer"));
        QVERIFY(!view->compareView().leftEditor().toPlainText().contains("age"));

        QSignalSpy written(&fixture.window.driftFinder(), &DriftFinder::migrationWritten);
        fixture.window.driftFinder().writeAdoption();
        QVERIFY(written.wait());
        const QString name = written.value(0).value(0).toString();
        QVERIFY(name.endsWith("_adopt_drift"));
        QTRY_VERIFY(fixture.controller.project()->find(name));
        QVERIFY(fixture.controller.project()->find(name)->script->contains("ADD COLUMN \"age\" integer"));
        QTRY_VERIFY(fixture.window.documents().editorOf(name));
    }

    void changeByHandIsTakenBack()
    {
        WindowFixture fixture;
        const ConnectionOptions database = deployed(fixture);
        QVERIFY(runSql(database, "ALTER TABLE users DROP email").has_value());
        QVERIFY(find(fixture));
        QSignalSpy written(&fixture.window.driftFinder(), &DriftFinder::migrationWritten);
        fixture.window.driftFinder().writeRevert();
        QVERIFY(written.wait());
        const QString name = written.value(0).value(0).toString();
        QTRY_VERIFY(fixture.controller.project()->find(name));
        QTRY_VERIFY(fixture.controller.isIdle());
        run(fixture, Action::Deploy);
        QVERIFY(runSql(database, "SELECT email FROM users").has_value());
    }

    void wayBackIsShownWhereItIsNeeded()
    {
        WindowFixture fixture;
        deployed(fixture);
        const MigrationModel& list = fixture.controller.migrations();
        QCOMPARE(list.index(0, 0).data(MigrationWayBackRole).toString(), "way back: not tried");
        auto journal = Journal::open(fixture.folder.filePath("journal.sqlite"));
        QVERIFY(journal.has_value());
        const Migration* orders = fixture.controller.project()->find(scripts[1].name);
        QVERIFY(journal->add(ProofRecord { .migration = orders->name,
            .upChecksum = orders->checksum,
            .downChecksum = prismaChecksum(*orders->down),
            .verdict = "loses-data",
            .why = "Rows go.",
            .serverVersion = "17",
            .at = {} }));
        fixture.controller.refresh();
        QTRY_COMPARE(list.index(1, 0).data(MigrationWayBackRole).toString(), "way back: loses data");
        QVERIFY(list.index(1, 0).data(Qt::ToolTipRole).toString().contains("Rows go."));

        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(Action::Rollback);
        QVERIFY(ready.wait());
        const PlannedRun run = ready.value(0).value(0).value<PlannedRun>();
        PlanDialog dialog(run.plan, fixture.controller.identity());
        dialog.setWaysBack(run.waysBack);
        const auto* table = dialog.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->index(0, PlanModel::WayBackColumn).data().toString(), "loses data");
    }

private:
    ConnectionOptions deployed(WindowFixture& fixture)
    {
        fixture.window.show();
        QSignalSpy opened(&fixture.controller, &WorkbenchController::projectOpened);
        fixture.controller.openProject(fixture.makeProject(scripts));
        if (!opened.wait())
            qFatal("the project does not open");
        const ConnectionOptions database = m_server.freshDatabase();
        fixture.controller.connectTo({ {}, database });
        if (!QTest::qWaitFor([&] { return fixture.controller.snapshot().has_value(); }, 20'000))
            qFatal("no connection");
        run(fixture, Action::Deploy);
        return database;
    }

    static void run(WindowFixture& fixture, Action action)
    {
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(action);
        QVERIFY(ready.wait());
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        fixture.controller.carryOut(ready.value(0).value(0).value<PlannedRun>());
        QVERIFY(finished.wait(20'000));
        QTRY_VERIFY(fixture.controller.isIdle());
    }

    // By the command, as people do it; the bar.
    static const Message* find(WindowFixture& fixture)
    {
        QSignalSpy found(&fixture.window.driftFinder(), &DriftFinder::found);
        fixture.window.actions().find("database.drift")->trigger();
        if (!found.wait(60'000))
            return nullptr;
        return fixture.controller.messages().find("drift");
    }

    TestServer m_server;
    std::unique_ptr<QTemporaryDir> m_sandbox;
};

QTEST_MAIN(TestDrift)
#include "tst_drift_in_window.moc"
