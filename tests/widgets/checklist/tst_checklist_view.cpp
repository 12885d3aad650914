// SPDX-License-Identifier: MIT
#include "widgets/checklist/checklist_row.h"
#include "widgets/checklist/checklist_view.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

ItemStatus item(const QString& id, ItemState state)
{
    ItemStatus status { .item = { id, u"Item "_s + id, u"because of "_s + id }, .state = state };
    if (state != ItemState::Unticked) {
        status.who = u"ada"_s;
        status.at = QDateTime::fromString(u"2025-02-12T10:00:00Z"_s, Qt::ISODate);
    }
    if (state == ItemState::Stale)
        status.reasons = { u"20250101000000_init changed."_s };
    return status;
}

Checklist sample()
{
    return { { item(u"backup"_s, ItemState::Ticked), item(u"review"_s, ItemState::Stale),
        item(u"window"_s, ItemState::Unticked) } };
}

struct Fixture {
    Fixture()
    {
        view.resize(340, 500);
        view.setChecklist(sample(), u"shop"_s);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        // As the window does: what is asked for is written down, and the list comes back.
        QObject::connect(&view, &ChecklistView::tickRequested, &view,
            [this](const QString& id, bool ticked, const QString& note) {
                Checklist next = view.checklist();
                for (ItemStatus& status : next.items) {
                    if (status.item.id != id)
                        continue;
                    status.state = ticked ? ItemState::Ticked : ItemState::Unticked;
                    status.who = u"ada"_s;
                    status.note = note;
                    status.reasons.clear();
                }
                view.setChecklist(next, u"shop"_s);
            });
    }
    QCheckBox* box(int row) { return view.findChildren<QCheckBox*>().at(row); }
    ItemState state(int row) { return view.checklist().items[row].state; }
    QString text(int row, const QString& name)
    {
        for (QLabel* label : view.findChildren<ChecklistRow*>().at(row)->findChildren<QLabel*>()) {
            if (label->accessibleName() == name && label->isVisible())
                return label->text();
        }
        return {};
    }

    ChecklistView view;
};

} // namespace

class ChecklistViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void showsEachState();
    void ticksByKeys();
    void undoAsksForTheOpposite();
    void undoBelongsToOneDatabase();
    void keepsTheNoteWithTheTick();
    void focusSurvivesAnUpdate();
    void saysWhyItIsEmpty();
    void everythingHasAName();
};

void ChecklistViewTest::showsEachState()
{
    Fixture f;
    QVERIFY(f.box(0)->isChecked());
    QVERIFY(f.text(0, u"Who ticked it"_s).startsWith(u"ada"_s));
    QVERIFY(f.text(0, u"Why"_s).isEmpty()); // done: no need to persuade
    QVERIFY(!f.box(1)->isChecked());
    QCOMPARE(f.text(1, u"Why it counts no more"_s), u"20250101000000_init changed."_s);
    QCOMPARE(f.box(1)->accessibleName(), u"Item review, no longer valid"_s);
    QCOMPARE(f.text(2, u"Why"_s), u"because of window"_s);
}

void ChecklistViewTest::ticksByKeys()
{
    Fixture f;
    QSignalSpy asked(&f.view, &ChecklistView::tickRequested);
    f.box(0)->setFocus();
    QTest::keyClick(f.box(0), Qt::Key_Down);
    QVERIFY(f.box(1)->hasFocus());
    QTest::keyClick(f.box(1), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toString(), u"review"_s);
    QCOMPARE(asked[0][1].toBool(), true);
    QCOMPARE(f.state(1), ItemState::Ticked);
    QTest::keyClick(f.box(1), Qt::Key_Space);
    QCOMPARE(f.state(1), ItemState::Unticked);
    QTest::keyClick(f.box(1), Qt::Key_Up);
    QTest::keyClick(f.box(0), Qt::Key_Up); // the first stays the first
    QVERIFY(f.box(0)->hasFocus());
}

void ChecklistViewTest::undoAsksForTheOpposite()
{
    Fixture f;
    f.box(2)->setFocus();
    QTest::keyClick(f.box(2), Qt::Key_Space);
    QCOMPARE(f.state(2), ItemState::Ticked);
    QTest::keyClick(f.box(2), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.state(2), ItemState::Unticked);
    QTest::keyClick(f.box(2), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.state(2), ItemState::Ticked);
    QVERIFY(f.view.undoStack().undoText().contains(u"Item window"_s));
}

void ChecklistViewTest::undoBelongsToOneDatabase()
{
    Fixture f;
    QTest::keyClick(f.box(2), Qt::Key_Space);
    QVERIFY(f.view.undoStack().canUndo());
    f.view.setChecklist(sample(), u"another"_s);
    QVERIFY(!f.view.undoStack().canUndo());
}

void ChecklistViewTest::keepsTheNoteWithTheTick()
{
    Fixture f;
    f.box(0)->setFocus();
    QTest::keyClick(f.box(0), Qt::Key_Return);
    auto* note = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(note);
    QTest::keyClicks(note, u"pg_restore --list was fine"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QVERIFY(f.box(0)->hasFocus());
    QVERIFY(f.text(0, u"Who ticked it"_s).contains(u"“pg_restore --list was fine”"_s));
    QTest::keyClick(f.box(0), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), u"other"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(f.text(0, u"Who ticked it"_s).contains(u"was fine"_s));
    f.view.undoStack().undo();
    QVERIFY(!f.text(0, u"Who ticked it"_s).contains(u"was fine"_s));
    QVERIFY(f.box(0)->isChecked());
}

void ChecklistViewTest::focusSurvivesAnUpdate()
{
    Fixture f;
    f.view.showItem(u"review"_s);
    QCheckBox* box = f.box(1);
    QVERIFY(box->hasFocus());
    f.view.setChecklist(sample(), u"shop"_s);
    QVERIFY(f.box(1) == box && box->hasFocus());
    Checklist longer = sample();
    longer.items.append(item(u"more"_s, ItemState::Unticked));
    f.view.setChecklist(longer, u"shop"_s);
    QCOMPARE(f.view.findChildren<QCheckBox*>().size(), 4);
}

void ChecklistViewTest::saysWhyItIsEmpty()
{
    Fixture f;
    f.view.setUnavailable(u"Connect first."_s);
    QVERIFY(!f.box(0)->isVisible());
    bool said = false;
    for (QLabel* label : f.view.findChildren<QLabel*>())
        said |= label->isVisible() && label->text() == u"Connect first.";
    QVERIFY(said);
}

void ChecklistViewTest::everythingHasAName()
{
    Fixture f;
    for (QWidget* widget : f.view.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
            widget->metaObject()->className());
    }
}

QTEST_MAIN(ChecklistViewTest)
#include "tst_checklist_view.moc"
