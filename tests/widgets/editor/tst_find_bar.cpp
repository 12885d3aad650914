// SPDX-License-Identifier: MIT
#include "sample_sql.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/go_to_line_bar.h"
#include "widgets/editor/text_file.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    explicit Fixture(const QByteArray& sql)
        : editor(new CodeEditor)
        , bar(new FindBar(editor))
        , line(new GoToLineBar(editor))
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(editor);
        layout->addWidget(line);
        layout->addWidget(bar);
        editor->load(decodeText(sql));
        window.resize(700, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bar->openFind();
    }

    QLineEdit* field(const QString& name) const
    {
        for (QLineEdit* edit : window.findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        return nullptr;
    }
    QString count() const
    {
        for (QLabel* label : bar->findChildren<QLabel*>()) {
            if (label->accessibleName() == u"Matches")
                return label->text();
        }
        return {};
    }
    QString selected() const { return editor->textCursor().selectedText(); }

    QWidget window;
    CodeEditor* editor;
    FindBar* bar;
    GoToLineBar* line;
};

} // namespace

class FindBarTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void counts_data();
    void counts();
    void findsWhileTyping();
    void walksByKeys();
    void replaces_data();
    void replaces();
    void replacesOneByOne();
    void leavesALockedTextAlone();
    void aHopelessPatternDoesNotHoldTheWindow();
    void countsALongScriptInSlices();
    void matchesFollowEdits();
    void escapeGivesBackTheEditor();
    void goesToALine();
};

void FindBarTest::counts_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<bool>("caseSensitive");
    QTest::addColumn<bool>("wholeWord");
    QTest::addColumn<QString>("count");
    QTest::newRow("plain") << u"user"_s << false << false << false << u"1 of 5"_s;
    QTest::newRow("case") << u"USER"_s << false << true << false << u"1 of 1"_s;
    QTest::newRow("word") << u"users"_s << false << false << true << u"1 of 2"_s;
    QTest::newRow("word that is part") << u"use"_s << false << false << true << u"No match"_s;
    QTest::newRow("special characters are plain") << u"(id"_s << false << false << false << u"1 of 1"_s;
    QTest::newRow("regex") << u"user[s_]"_s << true << false << false << u"1 of 4"_s;
    QTest::newRow("regex at line starts") << u"^\\w+"_s << true << false << false << u"1 of 3"_s;
    QTest::newRow("regex over lines") << u"ť\\nDROP"_s << true << true << false << u"1 of 1"_s;
    QTest::newRow("regex of nothing") << u"q*"_s << true << false << false << u"No match"_s;
    QTest::newRow("no pattern") << u"user("_s << true << false << false << u"Not a pattern"_s;
    QTest::newRow("outside ASCII") << u"ŽLUŤ"_s << false << false << false << u"1 of 1"_s;
    QTest::newRow("empty") << u""_s << false << false << false << u""_s;
}

void FindBarTest::counts()
{
    Fixture f("CREATE TABLE users (id int, \"USER\" text); -- žluť\nDROP TABLE user_roles, users2;\nSELECT users;\n");
    QFETCH(QString, pattern);
    QFETCH(bool, regex);
    QFETCH(bool, caseSensitive);
    QFETCH(bool, wholeWord);
    f.bar->setQuery({ pattern, regex, caseSensitive, wholeWord });
    QTEST(f.count(), "count");
}

void FindBarTest::findsWhileTyping()
{
    Fixture f("alpha beta\nalphabet beta\n");
    QTest::keyClicks(f.field(u"Find"_s), u"beta"_s);
    QCOMPARE(f.editor->textCursor().selectionStart(), 6);
    QTest::keyClicks(f.field(u"Find"_s), u"x"_s);
    QCOMPARE(f.count(), u"No match"_s);
    QTest::keyClick(f.field(u"Find"_s), Qt::Key_Backspace);
    QCOMPARE(f.count(), u"1 of 2"_s);
}

void FindBarTest::walksByKeys()
{
    Fixture f("a x a x a");
    f.bar->setQuery({ u"x"_s });
    QLineEdit* find = f.field(u"Find"_s);
    QCOMPARE(f.editor->textCursor().selectionStart(), 2);
    QTest::keyClick(find, Qt::Key_Return);
    QCOMPARE(f.editor->textCursor().selectionStart(), 6);
    QTest::keyClick(find, Qt::Key_F3); // past the end is the beginning
    QCOMPARE(f.editor->textCursor().selectionStart(), 2);
    QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(f.editor->textCursor().selectionStart(), 6);
    QCOMPARE(f.count(), u"2 of 2"_s);
}

void FindBarTest::replaces_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("with");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("plain") << u"int"_s << u"bigint"_s << false << QByteArray("a bigint,\nb bigint\xC2\xA0;");
    QTest::newRow("dollar is plain") << u"int"_s << u"$1\\n"_s << false << QByteArray("a $1\\n,\nb $1\\n\xC2\xA0;");
    QTest::newRow("groups") << u"(\\w) int"_s << u"$1_id \\1"_s << true << QByteArray("a_id a,\nb_id b\xC2\xA0;");
    QTest::newRow("new line") << u", *"_s << u",\\n"_s << true << QByteArray("a int,\n\nb int\xC2\xA0;");
    QTest::newRow("join lines") << u",\\n"_s << u", "_s << true << QByteArray("a int, b int\xC2\xA0;");
    QTest::newRow("whole context") << u"(?<=a )int"_s << u"text"_s << true << QByteArray("a text,\nb int\xC2\xA0;");
}

void FindBarTest::replaces()
{
    const QByteArray before = "a int,\nb int\xC2\xA0;";
    Fixture f(before);
    QFETCH(QString, pattern);
    QFETCH(QString, with);
    QFETCH(bool, regex);
    f.bar->openReplace();
    f.bar->setQuery({ pattern, regex });
    f.field(u"Replace with"_s)->setText(with);
    f.bar->replaceAll();
    QTEST(encodeText(*f.editor->document(), {}), "after");
    f.editor->undo();
    QCOMPARE(encodeText(*f.editor->document(), {}), before);
}

void FindBarTest::replacesOneByOne()
{
    Fixture f("x x x");
    f.bar->openReplace();
    f.bar->setQuery({ u"x"_s });
    QLineEdit* with = f.field(u"Replace with"_s);
    with->setFocus();
    QTest::keyClicks(with, u"yy"_s);
    QTest::keyClick(with, Qt::Key_Return);
    QCOMPARE(f.editor->toPlainText(), u"yy x x"_s);
    QCOMPARE(f.editor->textCursor().selectionStart(), 3);
    QTest::keyClick(with, Qt::Key_Return);
    QTest::keyClick(with, Qt::Key_Return);
    QCOMPARE(f.editor->toPlainText(), u"yy yy yy"_s);
    QCOMPARE(f.count(), u"No match"_s);
}

void FindBarTest::leavesALockedTextAlone()
{
    Fixture f("x x");
    f.editor->setLocked(true);
    f.bar->openReplace();
    QVERIFY(!f.field(u"Replace with"_s)->isVisible());
    f.bar->setQuery({ u"x"_s });
    f.bar->replaceAll();
    f.bar->replaceOne();
    QCOMPARE(f.editor->toPlainText(), u"x x"_s);
}

void FindBarTest::aHopelessPatternDoesNotHoldTheWindow()
{
    Fixture f(QByteArray(60, 'a') + "!");
    QElapsedTimer clock;
    clock.start();
    f.bar->setQuery({ u"(a+a+)+b"_s, true });
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
}

void FindBarTest::countsALongScriptInSlices()
{
    Fixture f(test::sampleSql(1'000'000));
    QElapsedTimer clock;
    clock.start();
    f.bar->setQuery({ u"[a-z]+_[a-z]+"_s, true });
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(!f.selected().isEmpty());
    QTRY_VERIFY(!f.bar->isCounting());
    QVERIFY(f.bar->matchCount() > 5'000);
    f.bar->setQuery({ u"e"_s });
    QTRY_VERIFY(!f.bar->isCounting());
    QCOMPARE(f.bar->matchCount(), 50'000); // and no more
    QVERIFY(f.count().endsWith(u'+'));
}

void FindBarTest::matchesFollowEdits()
{
    Fixture f("x\nx\n");
    f.bar->setQuery({ u"x"_s });
    f.editor->setFocus();
    QTextCursor cursor(f.editor->document());
    cursor.insertText(u"x x "_s);
    QTRY_COMPARE(f.bar->matchCount(), 4);
}

void FindBarTest::escapeGivesBackTheEditor()
{
    Fixture f("x");
    QTest::keyClick(f.field(u"Find"_s), Qt::Key_Escape);
    QVERIFY(!f.bar->isVisible());
    QVERIFY(f.editor->hasFocus());
}

void FindBarTest::goesToALine()
{
    Fixture f("one\ntwo\nthree\n");
    f.line->openBar();
    QLineEdit* field = f.field(u"Line, or line:column"_s);
    QTest::keyClicks(field, u"3:2"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.editor->currentLine(), 3);
    QCOMPARE(f.editor->currentColumn(), 2);
    QVERIFY(f.editor->hasFocus());
    f.line->openBar();
    QTest::keyClicks(field, u"1"_s);
    QCOMPARE(f.editor->currentLine(), 1);
    QTest::keyClick(field, Qt::Key_Escape); // back to where one was
    QCOMPARE(f.editor->currentLine(), 3);
}

QTEST_MAIN(FindBarTest)
#include "tst_find_bar.moc"
