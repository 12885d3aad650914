// SPDX-License-Identifier: MIT
// The main job in the window, against a real server: open, connect, deploy, see, roll back, fail, resolve.
#include "window_fixture.h"

#include "journal/journal.h"
#include "support/test_server.h"
#include "widgets/actions/action_registry.h"
#include "widgets/actions/command_palette.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/script_pane.h"
#include "widgets/environment/environment_strip.h"
#include "widgets/profiles/password_dialog.h"
#include "widgets/profiles/profiles_dialog.h"
#include "widgets/review/review_view.h"
#include "widgets/run/run_view.h"
#include "workbench/document_tabs.h"

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QPushButton>
#include <QTest>
#include <future>

using namespace corridor;
using namespace corridor::test;

namespace {

const QList<WindowFixture::Script> scripts {
    { "20250101000000_users", "CREATE TABLE users (id int PRIMARY KEY);", "DROP TABLE users;" },
    { "20250102000000_orders", "CREATE TABLE orders (id int);\nINSERT INTO orders VALUES (1);", "DROP TABLE orders;" },
};
const WindowFixture::Script broken { "20250103000000_broken", "SELECT 1;\nCREATE TABLE users (id int);", {} };

} // namespace

class TestWorkbench : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { START_TEST_SERVER(m_server, 17); }

    void deployAndRollBack()
    {
        WindowFixture fixture;
        open(fixture, scripts);
        QCOMPARE(states(fixture), "Pending Pending");
        run(fixture, Action::Deploy);
        QCOMPARE(states(fixture), "Applied Applied");
        QCOMPARE(fixture.controller.timeline().rowCount(), 2);
        QCOMPARE(reason(fixture, "database.deploy"), "Nothing is pending.");
        run(fixture, Action::Rollback);
        QCOMPARE(states(fixture), "Applied Rolled back");
        QCOMPARE(reason(fixture, "database.deploy"), "");
        QCOMPARE(journalActions(fixture), QStringList({ "rollback", "deploy" }));
    }

    void editedScriptShowsAtOnce()
    {
        WindowFixture fixture;
        open(fixture, scripts);
        run(fixture, Action::Deploy);
        WindowFixture::write(fixture.controller.project()->find(scripts[0].name)->path + "/migration.sql", "SELECT 2;");
        QTRY_COMPARE(states(fixture), "Edited after apply Applied");
    }

    void failureIsShownAtItsPlaceAndResolved()
    {
        WindowFixture fixture;
        open(fixture, scripts + QList { broken });
        run(fixture, Action::Deploy);
        QCOMPARE(states(fixture), "Applied Applied Failed");
        QVERIFY(fixture.controller.messages().find("run"));
        const QModelIndex problem = fixture.controller.problems().index(0, 0);
        QCOMPARE(problem.data(ProblemMigrationRole).toString(), broken.name);
        QCOMPARE(problem.data(ProblemLineRole).toInt(), 2);
        QVERIFY(fixture.window.documents().editorOf(broken.name));
        QCOMPARE(reason(fixture, "database.deploy"), "A migration has failed. Resolve it first.");
        fixture.controller.resolve(Resolution::RolledBack, broken.name);
        QTRY_COMPARE(states(fixture), "Applied Applied Rolled back");
        QVERIFY(!fixture.controller.messages().find("run"));
        QCOMPARE(journalActions(fixture), QStringList({ "resolve", "deploy" }));
    }

    void halfWayScriptGoesOn()
    {
        WindowFixture fixture;
        const WindowFixture::Script steps { "20250104000000_steps",
            "CREATE INDEX CONCURRENTLY a ON orders (id);\nCREATE INDEX CONCURRENTLY b ON later (id);", {} };
        open(fixture, scripts + QList { steps });
        run(fixture, Action::Deploy);
        fixture.controller.messages().solve("run"); // as after a new start: the run's own message is gone
        fixture.controller.refresh();
        QTRY_VERIFY(fixture.controller.messages().find("recovery"));
        QCOMPARE(reason(fixture, "database.recover"), "");
        fixture.window.actions().find("database.recover")->trigger();
        auto* palette = fixture.window.findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(runSql(fixture.controller.connection()->options, "CREATE TABLE later (id int)"));
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return); // the first is to resume
        QVERIFY(ready.wait());
        const PlannedRun resumed = ready.value(0).value(0).value<PlannedRun>();
        QCOMPARE(resumed.plan.migrations.first().progressWord(), "from statement 2 of 2");
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        fixture.controller.carryOut(resumed);
        QVERIFY(finished.wait());
        QVERIFY(!finished.value(0).value(0).value<RunReport>().error);
        QTRY_COMPARE(states(fixture), "Applied Applied Applied");
        QVERIFY(!fixture.controller.messages().find("recovery"));
    }

    // Protection is the database's, not the word's by which it is called.
    void protectionHoldsForABareUrl()
    {
        WindowFixture fixture;
        openProject(fixture, scripts);
        const QString url = m_server.url(m_server.freshDatabase());
        auto store = ProfileStore::open(fixture.controller.profilesPath());
        QVERIFY(store->save({ .name = "live", .url = url, .environment = ProfileEnvironment::Production, .isProtected = true }));
        fixture.controller.connectToUrl(url);
        QTRY_COMPARE(fixture.controller.identity().link, EnvironmentIdentity::Link::Connected);
        QVERIFY(fixture.controller.identity().isProtected);
        QVERIFY(!fixture.controller.mayReset());
        QCOMPARE(deployError(fixture), "gate-closed");
    }

    void planThatChangedIsNotRun()
    {
        WindowFixture fixture;
        open(fixture, scripts);
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(Action::Deploy);
        QVERIFY(ready.wait());
        PlannedRun shown = ready.value(0).value(0).value<PlannedRun>();
        shown.plan.migrations.removeLast(); // as if the last script had come after the plan was shown
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        fixture.controller.carryOut(shown);
        QVERIFY(finished.wait());
        QCOMPARE(finished.value(0).value(0).value<RunReport>().error->code, "plan-changed");
        QTRY_VERIFY(fixture.controller.isIdle());
        QCOMPARE(states(fixture), "Pending Pending");
    }

    void resetIsNotOfferedOnProduction()
    {
        WindowFixture fixture;
        const Profile live { .name = "live", .environment = ProfileEnvironment::Production, .isProtected = true };
        open(fixture, scripts, live);
        QVERIFY(!fixture.window.actions().find("database.reset")->isVisible());
        QCOMPARE(fixture.window.findChild<EnvironmentStrip*>()->identity().kind, ProfileEnvironment::Production);
        QVERIFY(fixture.window.windowTitle().contains("(production)"));
        // Nobody has typed the database's name.
        QCOMPARE(deployError(fixture), "gate-closed");
        QTRY_COMPARE(states(fixture), "Pending Pending");
    }

    // The server trusts its socket, so every password is right.
    void profileIsChosenAndItsPasswordAskedForOnce()
    {
        WindowFixture fixture;
        openProject(fixture, scripts);
        auto store = ProfileStore::open(fixture.controller.profilesPath());
        QVERIFY(store->save({ .name = "stage", .url = m_server.url(m_server.freshDatabase()),
            .environment = ProfileEnvironment::Staging, .secret = SecretSource::Ask }));
        fixture.window.actions().find("database.profiles")->trigger();
        auto* profiles = fixture.window.findChild<ProfilesDialog*>();
        QVERIFY(profiles);
        QTRY_COMPARE(profiles->findChild<QTableView*>()->model()->rowCount(), 1);
        profiles->select("stage");
        QTest::keyClick(profiles->findChild<QTableView*>(), Qt::Key_Return);
        QTRY_VERIFY(fixture.window.findChild<PasswordDialog*>());
        auto* password = fixture.window.findChild<PasswordDialog*>();
        QTest::keyClicks(password->findChild<QLineEdit*>(), "secret");
        QTest::keyClick(password, Qt::Key_Return);
        QTRY_COMPARE(fixture.controller.identity().link, EnvironmentIdentity::Link::Connected);
        QCOMPARE(fixture.controller.identity().profile, "stage");
        QTRY_VERIFY(!fixture.window.findChild<PasswordDialog*>());
        fixture.controller.connectToProfile("stage");
        QTRY_COMPARE(fixture.controller.identity().link, EnvironmentIdentity::Link::Connected);
        QVERIFY(!fixture.window.findChild<PasswordDialog*>());
    }

    void reviewMarksExplainsAndAllows()
    {
        WindowFixture fixture;
        open(fixture, { scripts[0] });
        run(fixture, Action::Deploy);
        const QString name = "20250103000000_index";
        WindowFixture::write(fixture.controller.project()->migrationsPath + "/" + name + "/migration.sql",
            "CREATE INDEX users_next ON users ((id + 1));\n");
        const auto verdict = [&] {
            const int row = fixture.controller.migrations().rowOf(name);
            return row < 0 ? -1 : fixture.controller.migrations().index(row, 0).data(MigrationVerdictRole).toInt();
        };
        QTRY_VERIFY(verdict() >= int(Severity::Warning));
        fixture.window.documents().openMigration(name);
        CodeEditor& editor = fixture.window.documents().editorOf(name)->upPane().editor();
        QTRY_VERIFY(!editor.problemsInLine(1).isEmpty());
        QVERIFY(editor.badges().value(1).text.startsWith("SHARE"));
        auto* view = fixture.window.findChild<ReviewView*>();
        view->showFinding(name, 1);
        QVERIFY(view->current());
        emit view->allowRequested(*view->current());
        auto* question = fixture.window.findChild<QInputDialog*>();
        QVERIFY(question);
        question->setTextValue("the table is small");
        question->accept();
        QTRY_VERIFY(editor.toPlainText().startsWith("-- corridor: allow create-index-blocking because the table is small\n"));
        QTRY_VERIFY(verdict() < int(Severity::Warning));
        editor.undo();
        QTRY_VERIFY(verdict() >= int(Severity::Warning));
    }

    void wrongServerIsTold()
    {
        WindowFixture fixture;
        auto nowhere = parseConnection("postgresql://nobody@localhost/none?host=/nonexistent-folder");
        QVERIFY(nowhere.has_value());
        openProject(fixture, scripts);
        fixture.controller.connectTo({ .options = *nowhere });
        QTRY_VERIFY(fixture.controller.messages().find("connection")
            && fixture.controller.messages().find("connection")->level == MessageLevel::Error);
        QCOMPARE(fixture.controller.identity().link, EnvironmentIdentity::Link::Failed);
        QCOMPARE(reason(fixture, "database.deploy"), "The state of the database is not known.");
    }

    void databaseThatDoesNotExistIsMadeByDeploy()
    {
        WindowFixture fixture;
        openProject(fixture, scripts);
        fixture.controller.connectTo({ .options = m_server.connection("made_by_deploy") });
        QTRY_VERIFY(fixture.controller.snapshot());
        QVERIFY(fixture.controller.snapshot()->databaseMissing);
        run(fixture, Action::Deploy);
        QCOMPARE(states(fixture), "Applied Applied");
    }

    // Paused before it begins, one statement let through, somebody kept waiting, then let go.
    void aRunIsHeldAndLetGo()
    {
        WindowFixture fixture;
        open(fixture,
            { { "20250101000000_first", "CREATE TABLE a (i int);", {} },
                { "20250102000000_second", "ALTER TABLE a ADD j int;\nDO $$BEGIN RAISE NOTICE 'hello'; END$$;\nSELECT 3;", {} } });
        runOne(fixture);
        const RunModel& model = fixture.controller.runModel();
        RunView* view = fixture.window.documents().run();
        fixture.controller.pauseRun(true);
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        start(fixture, Action::Deploy);
        QCOMPARE(fixture.window.documents().currentWidget(), view);
        QTRY_VERIFY(button(*view, "Step")->isEnabled());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(stateOf(model, 1), RunModel::State::Waiting);
        QTest::mouseClick(button(*view, "Step"), Qt::LeftButton);
        QTRY_COMPARE(stateOf(model, 1), RunModel::State::Done);
        QVERIFY(model.permille() > 0 && model.permille() < 1000);
        QTRY_COMPARE(view->lane().locksText(), "ACCESS EXCLUSIVE on a");
        const auto waiting = std::async(std::launch::async,
            [database = fixture.controller.connection()->options] { (void)runSql(database, "SELECT count(*) FROM a"); });
        QTRY_VERIFY2(view->lane().blockedText().startsWith("1 session"), qPrintable(view->lane().blockedText()));
        QVERIFY(finished.isEmpty());
        QTest::mouseClick(button(*view, "Resume"), Qt::LeftButton);
        QVERIFY(finished.wait(20'000));
        QVERIFY(finished.value(0).value(0).value<RunReport>().ok());
        waiting.wait();
        QCOMPARE(model.permille(), 1000);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(3, RunModel::StatementColumn).data().toString(), "NOTICE: hello");
        QVERIFY(!fixture.controller.isPaused());
        QTRY_VERIFY(fixture.controller.isIdle());
    }

    // What one database took, the next may expect.
    void theNextDatabaseHasExpectations()
    {
        WindowFixture fixture;
        open(fixture, { { "20250101000000_slow", "SELECT pg_sleep(0.3);", {} } });
        run(fixture, Action::Deploy);
        fixture.controller.connectTo({ std::nullopt, m_server.freshDatabase() });
        QTRY_COMPARE(states(fixture), "Pending");
        run(fixture, Action::Deploy);
        const QModelIndex expected = fixture.controller.runModel().index(1, RunModel::ExpectedColumn);
        QVERIFY(!expected.data().toString().isEmpty());
        QVERIFY(expected.data(Qt::ToolTipRole).toString().contains("fresh_"));
    }

    void cancelStopsARun()
    {
        WindowFixture fixture;
        open(fixture, { { "20250101000000_slow", "SELECT pg_sleep(60);", {} } });
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(Action::Deploy);
        QVERIFY(ready.wait());
        fixture.controller.carryOut(ready.value(0).value(0).value<PlannedRun>());
        QTRY_COMPARE(states(fixture), "Running");
        fixture.controller.cancelRun();
        QVERIFY(finished.wait(5000));
        QVERIFY(finished.value(0).value(0).value<RunReport>().error);
        QTRY_COMPARE(states(fixture), "Failed");
    }

private:
    static void openProject(WindowFixture& fixture, const QList<WindowFixture::Script>& all)
    {
        fixture.window.show();
        QSignalSpy opened(&fixture.controller, &WorkbenchController::projectOpened);
        fixture.controller.openProject(fixture.makeProject(all));
        QVERIFY(opened.wait());
    }

    void open(
        WindowFixture& fixture, const QList<WindowFixture::Script>& all, const std::optional<Profile>& profile = {})
    {
        openProject(fixture, all);
        fixture.controller.connectTo({ profile, m_server.freshDatabase() });
        QTRY_VERIFY(fixture.controller.snapshot());
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

    // What a deploy without consent ends with.
    static QString deployError(WindowFixture& fixture)
    {
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(Action::Deploy);
        if (!ready.wait())
            return "no plan";
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        fixture.controller.carryOut(ready.value(0).value(0).value<PlannedRun>());
        if (!finished.wait())
            return "no end";
        const auto error = finished.value(0).value(0).value<RunReport>().error;
        return error ? error->code : QString();
    }

    static void start(WindowFixture& fixture, Action action)
    {
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        fixture.controller.plan(action);
        QVERIFY(ready.wait());
        fixture.controller.carryOut(ready.value(0).value(0).value<PlannedRun>());
    }

    // The first of the migrations, by another program.
    static void runOne(WindowFixture& fixture)
    {
        Project first = *fixture.controller.project();
        first.migrations = first.migrations.first(1);
        auto session = Session::open(fixture.controller.connection()->options);
        QVERIFY(deploy(*session, first, {}).ok());
        fixture.controller.refresh();
        QTRY_COMPARE(states(fixture), "Applied Pending");
    }

    static QPushButton* button(const QWidget& view, const char* text)
    {
        for (QPushButton* each : view.findChildren<QPushButton*>()) {
            if (each->text().remove('&') == QLatin1StringView(text))
                return each;
        }
        qFatal("no button %s", text);
    }

    static RunModel::State stateOf(const RunModel& model, int row)
    {
        return RunModel::State(model.index(row, 0).data(RunStateRole).toInt());
    }

    static QString states(WindowFixture& fixture)
    {
        QStringList words;
        const MigrationModel& model = fixture.controller.migrations();
        for (int row = 0; row < model.rowCount(); ++row)
            words << model.index(row, 0).data(MigrationWordRole).toString();
        return words.join(' ');
    }

    static QString reason(WindowFixture& fixture, const char* id)
    {
        const ActionRegistry& actions = fixture.window.actions();
        return actions.unavailableReason(actions.find(QLatin1String(id)));
    }

    static QStringList journalActions(const WindowFixture& fixture)
    {
        QStringList words;
        const auto journal = Journal::open(fixture.folder.filePath("journal.sqlite"));
        const auto runs = journal->runs();
        for (const RunRecord& record : *runs)
            words << record.action;
        return words;
    }

    TestServer m_server;
};

QTEST_MAIN(TestWorkbench)
#include "tst_workbench.moc"
