// SPDX-License-Identifier: MIT
// The guide, pressed through button by button against a real server: a failed migration, a baseline, a drift.
#include "window_fixture.h"

#include "support/test_server.h"
#include "widgets/actions/action_registry.h"
#include "widgets/guide/guide_dialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using namespace corridor::test;

namespace {

const WindowFixture::Script users { "20250101000000_users", "CREATE TABLE users (id int PRIMARY KEY);", {} };
const WindowFixture::Script orders { "20250102000000_orders", "CREATE TABLE orders (id int);", {} };
const WindowFixture::Script broken { "20250103000000_broken", "SELECT * FROM nope;", {} };

} // namespace

class TestGuide : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { START_TEST_SERVER(m_server, 17); }

    void correctsAFailedMigration()
    {
        WindowFixture fixture;
        open(fixture, { users, broken });
        deploy(fixture);
        GuideDialog* guide = openGuide(fixture);
        QCOMPARE(guide->flow(), GuideFlow::Failure);
        QCOMPARE(current(guide), "Step 2 of 4, now: Say what is true in the database");
        press(fixture, guide, "Mark as rolled back");
        QTRY_COMPARE(current(guide), "Step 3 of 4, now: Write what corrects it");
        WindowFixture::write(scriptOf(fixture, broken.name), "SELECT 1;");
        QTRY_COMPARE(current(guide), "Step 4 of 4, now: Deploy");
        deployBy(fixture, guide);
        QTRY_COMPARE(current(guide), "");
        QCOMPARE(rows("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"), "2");
    }

    void marksAMigrationThatWasDoneByHand()
    {
        WindowFixture fixture;
        open(fixture, { users, broken });
        deploy(fixture);
        GuideDialog* guide = openGuide(fixture);
        press(fixture, guide, "Mark as applied");
        QTRY_COMPARE(current(guide), ""); // nothing is pending: it was corrected by hand
        QCOMPARE(rows("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"), "2");
    }

    void givesADatabaseItsBaseline()
    {
        WindowFixture fixture;
        open(fixture, { users, orders }, "CREATE TABLE users (id int PRIMARY KEY)");
        GuideDialog* guide = openGuide(fixture);
        QCOMPARE(guide->flow(), GuideFlow::Baseline);
        QCOMPARE(current(guide), "Step 2 of 3, now: Mark what it has already");
        auto* choice = guide->findChild<QComboBox*>();
        QVERIFY(choice);
        choice->setCurrentText(users.name);
        press(fixture, guide, "Mark up to here as applied");
        QTRY_COMPARE(current(guide), "Step 3 of 3, now: Deploy the rest");
        QCOMPARE(rows("SELECT to_regclass('orders') IS NULL"), "t");
        deployBy(fixture, guide);
        QTRY_COMPARE(current(guide), "");
        QCOMPARE(rows("SELECT to_regclass('orders') IS NULL"), "f");
    }

    void takesADriftUp()
    {
        WindowFixture fixture;
        open(fixture, { users });
        deploy(fixture);
        execute("ALTER TABLE users ADD email text");
        GuideDialog* guide = openGuide(fixture);
        QCOMPARE(guide->flow(), GuideFlow::Drift);
        press(fixture, guide, "Compare");
        QTRY_COMPARE_WITH_TIMEOUT(current(guide), "Step 2 of 4, now: Take the difference up", 60'000);
        press(fixture, guide, "Write the migration");
        QTRY_COMPARE(current(guide), "Step 3 of 4, now: Mark it as applied here");
        press(fixture, guide, "Mark as applied");
        QTRY_COMPARE(current(guide), "Step 4 of 4, now: Compare again");
        press(fixture, guide, "Compare");
        QTRY_COMPARE_WITH_TIMEOUT(current(guide), "", 60'000);
        QCOMPARE(rows("SELECT count(*) FROM _prisma_migrations WHERE logs = ''"), "1");
    }

    void saysWhenThereIsNothingToDo()
    {
        WindowFixture fixture;
        open(fixture, { users });
        GuideDialog* guide = openGuide(fixture);
        for (const GuideFlow flow : { GuideFlow::Failure, GuideFlow::Baseline, GuideFlow::Drift }) {
            guide->setFlow(flow);
            QCOMPARE(current(guide), "");
            QVERIFY(guide->findChildren<QPushButton*>().size() <= 1); // Close
        }
    }

    // Every button says what it does to who cannot see it, and the keyboard reaches it.
    void isAccessible()
    {
        WindowFixture fixture;
        open(fixture, { users, broken });
        deploy(fixture);
        GuideDialog* guide = openGuide(fixture);
        for (const QAbstractButton* button : guide->findChildren<QAbstractButton*>()) {
            QVERIFY(!button->text().isEmpty());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
        if (const QString folder = qEnvironmentVariable("CORRIDOR_SCREENSHOTS"); !folder.isEmpty()) // to look at
            for (const Scheme scheme : { Scheme::Light, Scheme::Dark }) {
                fixture.theme().force(scheme);
                QTest::qWait(50);
                QVERIFY(
                    guide->grab().save(folder + (scheme == Scheme::Light ? "/guide-light.png" : "/guide-dark.png")));
            }
    }

private:
    void open(WindowFixture& fixture, const QList<WindowFixture::Script>& all, const QByteArray& sql = {})
    {
        fixture.window.show();
        QSignalSpy opened(&fixture.controller, &WorkbenchController::projectOpened);
        fixture.controller.openProject(fixture.makeProject(all));
        QVERIFY(opened.wait());
        m_database = m_server.freshDatabase();
        if (!sql.isEmpty())
            execute(sql);
        fixture.controller.connectTo({ {}, m_database });
        QTRY_VERIFY(fixture.controller.snapshot());
        QTRY_VERIFY(fixture.controller.isIdle());
    }

    static void carryOut(WindowFixture& fixture, const std::function<void()>& asking)
    {
        QSignalSpy ready(&fixture.controller, &WorkbenchController::planReady);
        asking();
        QTRY_COMPARE(ready.size(), 1);
        QSignalSpy finished(&fixture.controller, &WorkbenchController::runFinished);
        fixture.controller.carryOut(ready.value(0).value(0).value<PlannedRun>());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QTRY_VERIFY(fixture.controller.isIdle());
    }

    static void deploy(WindowFixture& fixture)
    {
        carryOut(fixture, [&] { fixture.controller.plan(Action::Deploy); });
    }

    static void deployBy(WindowFixture& fixture, GuideDialog* guide)
    {
        carryOut(fixture, [&] { press(fixture, guide, "Deploy…"); });
    }

    static GuideDialog* openGuide(WindowFixture& fixture)
    {
        fixture.window.actions().find("database.guide")->trigger();
        return fixture.window.findChild<GuideDialog*>();
    }

    static QPushButton* button(GuideDialog* guide, const QString& text)
    {
        QPushButton* found = nullptr;
        for (QPushButton* one : guide->findChildren<QPushButton*>())
            if (one->text() == text && one->isVisible())
                found = one;
        return found;
    }

    static void press(WindowFixture& fixture, GuideDialog* guide, const QString& text)
    {
        QTRY_VERIFY(fixture.controller.isIdle());
        QTRY_VERIFY(button(guide, text) && button(guide, text)->isEnabled());
        QTest::keyClick(button(guide, text), Qt::Key_Space);
    }

    // What the step that one stands at is called; empty where all are done.
    static QString current(GuideDialog* guide)
    {
        for (const QWidget* step : guide->findChildren<QWidget*>())
            if (step->isVisible() && step->accessibleName().contains(", now: "))
                return step->accessibleName();
        return {};
    }

    void execute(const QByteArray& sql) { QVERIFY(runSql(m_database, sql)); }
    QString rows(const QByteArray& sql)
    {
        const auto result = runSql(m_database, sql);
        return result ? result->text(0, 0) : result.error().message;
    }
    static QString scriptOf(const WindowFixture& fixture, const QString& migration)
    {
        return fixture.controller.project()->find(migration)->path + "/migration.sql";
    }

    TestServer m_server;
    ConnectionOptions m_database;
};

QTEST_MAIN(TestGuide)
#include "tst_guide.moc"
