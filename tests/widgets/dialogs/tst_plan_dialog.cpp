// SPDX-License-Identifier: MIT
#include "widgets/dialogs/plan_dialog.h"
#include "widgets/dialogs/plan_model.h"
#include "widgets/editor/code_editor.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

Plan planOf(Action action, int migrations)
{
    Plan plan { .action = action };
    plan.target.database = u"shop"_s;
    for (int i = 1; i <= migrations; ++i)
        plan.migrations.append({ .name = u"m%1"_s.arg(i), .script = "SELECT " + QByteArray::number(i) + ";\n" });
    if (action == Action::Reset)
        plan.dropsSchemas = { u"public"_s };
    return plan;
}

EnvironmentIdentity where(ProfileEnvironment kind)
{
    return { .kind = kind, .database = u"shop"_s, .isProtected = kind == ProfileEnvironment::Production };
}

QPushButton* runButton(const PlanDialog& dialog)
{
    for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (!button->text().contains(u"Cancel"))
            return button;
    }
    return nullptr;
}

QLineEdit* field(const PlanDialog& dialog, const QString& name)
{
    for (QLineEdit* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->accessibleName().startsWith(name))
            return edit;
    }
    return nullptr;
}

} // namespace

class PlanDialogTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void saysWhatItWillDo_data();
    void saysWhatItWillDo();
    void developmentRunsWithReturn();
    void nothingToDoCannotRun();
    void dangerAsksForTheName_data();
    void dangerAsksForTheName();
    void aClosedGateNeedsAReason();
    void showsEachScript();
    void theModelIsSound();
    void everythingHasAName();
};

void PlanDialogTest::saysWhatItWillDo_data()
{
    QTest::addColumn<Action>("action");
    QTest::addColumn<int>("migrations");
    QTest::addColumn<ProfileEnvironment>("kind");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("button");
    const auto dev = ProfileEnvironment::Development, prod = ProfileEnvironment::Production;
    QTest::newRow("one") << Action::Deploy << 1 << dev << u"Deploy 1 migration to shop"_s << u"Deploy"_s;
    QTest::newRow("three") << Action::Deploy << 3 << dev << u"Deploy 3 migrations to shop"_s << u"Deploy"_s;
    QTest::newRow("none") << Action::Deploy << 0 << dev << u"shop is up to date"_s << u"Deploy"_s;
    QTest::newRow("back") << Action::Rollback << 2 << dev << u"Roll back 2 migrations on shop"_s << u"Roll Back"_s;
    QTest::newRow("reset") << Action::Reset << 2 << dev << u"Reset shop"_s << u"Reset"_s;
    QTest::newRow("prod") << Action::Deploy << 1 << prod << u"Deploy 1 migration to shop"_s << u"Deploy on Production"_s;
}

void PlanDialogTest::saysWhatItWillDo()
{
    QFETCH(Action, action);
    QFETCH(int, migrations);
    QFETCH(ProfileEnvironment, kind);
    PlanDialog dialog(planOf(action, migrations), where(kind));
    QTEST(dialog.windowTitle(), "title");
    QTEST(runButton(dialog)->text(), "button");
}

void PlanDialogTest::developmentRunsWithReturn()
{
    PlanDialog dialog(planOf(Action::Deploy, 2), where(ProfileEnvironment::Development));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(dialog.confirmedDatabase(), QString());
}

void PlanDialogTest::nothingToDoCannotRun()
{
    PlanDialog dialog(planOf(Action::Deploy, 0), where(ProfileEnvironment::Development));
    QVERIFY(!runButton(dialog)->isEnabled());
    QCOMPARE(runButton(dialog)->toolTip(), u"There is nothing to do."_s);
}

void PlanDialogTest::dangerAsksForTheName_data()
{
    QTest::addColumn<Action>("action");
    QTest::addColumn<ProfileEnvironment>("kind");
    QTest::newRow("deploy to production") << Action::Deploy << ProfileEnvironment::Production;
    QTest::newRow("roll back on production") << Action::Rollback << ProfileEnvironment::Production;
    QTest::newRow("reset in development") << Action::Reset << ProfileEnvironment::Development;
}

void PlanDialogTest::dangerAsksForTheName()
{
    QFETCH(Action, action);
    QFETCH(ProfileEnvironment, kind);
    PlanDialog dialog(planOf(action, 2), where(kind));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QLineEdit* name = field(dialog, u"Name of the database"_s);
    QVERIFY(name && name->hasFocus());
    QTest::keyClick(name, Qt::Key_Return);
    QTest::keyClicks(name, u"Shop"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(accepted.count(), 0);
    QVERIFY(!runButton(dialog)->isEnabled());
    name->clear();
    QTest::keyClicks(name, u"shop"_s);
    QVERIFY(runButton(dialog)->isEnabled());
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(dialog.confirmedDatabase(), u"shop"_s);
}

void PlanDialogTest::aClosedGateNeedsAReason()
{
    PlanDialog dialog(planOf(Action::Deploy, 1), where(ProfileEnvironment::Production), { u"Backup is not ticked."_s });
    dialog.open();
    QLineEdit* reason = field(dialog, u"Reason"_s);
    QVERIFY(reason);
    QTest::keyClicks(field(dialog, u"Name of the database"_s), u"shop"_s);
    QVERIFY(!runButton(dialog)->isEnabled());
    QTest::keyClicks(reason, u"  "_s);
    QVERIFY(!runButton(dialog)->isEnabled());
    QTest::keyClicks(reason, u"hotfix, agreed with Ada"_s);
    QVERIFY(runButton(dialog)->isEnabled());
    QCOMPARE(dialog.overrideReason(), u"hotfix, agreed with Ada"_s);
    // The gate is for deploys to protected targets.
    const PlanDialog back(planOf(Action::Rollback, 1), where(ProfileEnvironment::Production), { u"Backup is not ticked."_s });
    QVERIFY(!field(back, u"Reason"_s));
}

void PlanDialogTest::showsEachScript()
{
    PlanDialog dialog(planOf(Action::Deploy, 3), where(ProfileEnvironment::Development));
    dialog.open();
    auto* table = dialog.findChild<QTableView*>();
    auto* script = dialog.findChild<CodeEditor*>();
    QCOMPARE(script->toPlainText(), u"SELECT 1;\n"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(script->toPlainText(), u"SELECT 2;\n"_s);
    QVERIFY(script->isReadOnly());
}

void PlanDialogTest::theModelIsSound()
{
    PlanModel model(planOf(Action::Deploy, 3));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.index(1, PlanModel::NameColumn).data(Qt::AccessibleTextRole).toString(), u"2 of 3: m2, one message"_s);
    QCOMPARE(model.index(2, PlanModel::LinesColumn).data().toInt(), 1);
}

void PlanDialogTest::everythingHasAName()
{
    PlanDialog dialog(planOf(Action::Deploy, 2), where(ProfileEnvironment::Production), { u"Backup is not ticked."_s });
    dialog.open();
    for (QWidget* widget : dialog.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName() == u"qt_scrollarea_viewport")
            continue;
        QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
            widget->metaObject()->className());
    }
}

QTEST_MAIN(PlanDialogTest)
#include "tst_plan_dialog.moc"
