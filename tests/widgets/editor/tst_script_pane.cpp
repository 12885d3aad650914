// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"
#include "widgets/editor/compare_view.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/script_pane.h"

#include <KMessageWidget>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

// Replaces the file as most editors do.
void replaceFile(const QString& path, const QByteArray& bytes)
{
    put(path + u".new"_s, bytes);
    QFile::remove(path);
    QVERIFY(QFile::rename(path + u".new"_s, path));
}

struct Fixture {
    explicit Fixture(const QByteArray& bytes)
    {
        put(path, bytes);
        open();
    }
    void open()
    {
        pane = std::make_unique<ScriptPane>(path, tasks, drafts);
        QSignalSpy loaded(pane.get(), &ScriptPane::loaded);
        pane->load();
        pane->resize(700, 400);
        pane->show();
        QVERIFY(loaded.wait());
        QVERIFY(QTest::qWaitForWindowActive(pane.get()));
        pane->editor().setFocus();
    }
    void type(const QString& text) { QTest::keyClicks(&pane->editor(), text); }
    void save()
    {
        QSignalSpy saved(pane.get(), &ScriptPane::saved);
        QTest::keyClick(&pane->editor(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(saved.wait());
    }
    const Message* message(const QString& cause) { return pane->messages().find(cause); }
    void choose(const QString& cause, const QString& text)
    {
        const Message found = *message(cause);
        for (const MessageAction& action : found.actions) {
            if (action.text == text)
                return action.run();
        }
        QFAIL(qPrintable(u"no such way on: "_s + text));
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"migration.sql"_s);
    TaskList tasks;
    DraftStore drafts { folder.filePath(u"state/drafts"_s) };
    std::unique_ptr<ScriptPane> pane;
};

} // namespace

class ScriptPaneTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void savesOnlyWhatWasChanged_data();
    void savesOnlyWhatWasChanged();
    void savingWithoutChangeWritesNothing();
    void typingWhileItIsSavedIsKept();
    void saysWhyItCannotSave();
    void createsAFile();

    void showsWhatItCannotEdit();
    void convertsUtf16();
    void refusesAHugeFile();

    void asksWhenTheFileChanges_data();
    void asksWhenTheFileChanges();
    void neverOverwritesAChangeSilently();
    void theSameTextOnDiskIsNoChange();
    void offersToSaveARemovedFile();

    void draftIsRestored();
    void draftIsGoneAfterSaving();
    void draftOfAnOlderFileSaysSo();
    void unsavedTextSurvivesAKill();
};

void ScriptPaneTest::savesOnlyWhatWasChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("lf") << QByteArray("SELECT 1;\n") << QByteArray("xSELECT 1;\n");
    QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << QByteArray("xa\r\nb\r\n");
    QTest::newRow("no final newline") << QByteArray("a\nb") << QByteArray("xa\nb");
    QTest::newRow("bom") << QByteArray("\xEF\xBB\xBF" "a\r\n") << QByteArray("\xEF\xBB\xBF" "xa\r\n");
    QTest::newRow("mixed") << QByteArray("a\nb\r\nc") << QByteArray("xa\nb\r\nc");
    QTest::newRow("trailing blanks") << QByteArray("a  \n\t\n\n\n") << QByteArray("xa  \n\t\n\n\n");
}

void ScriptPaneTest::savesOnlyWhatWasChanged()
{
    QFETCH(QByteArray, before);
    Fixture f(before);
    f.type(u"x"_s);
    f.save();
    QTEST(contentOf(f.path), "after");
    QVERIFY(!f.pane->isModified());
    f.pane->editor().undo();
    QVERIFY(f.pane->isModified());
    f.save();
    QCOMPARE(contentOf(f.path), before);
}

void ScriptPaneTest::savingWithoutChangeWritesNothing()
{
    Fixture f("SELECT 1;\n");
    const QDateTime written = QFileInfo(f.path).lastModified();
    QSignalSpy saved(f.pane.get(), &ScriptPane::saved);
    QTest::keyClick(&f.pane->editor(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!saved.wait(150));
    QCOMPARE(QFileInfo(f.path).lastModified(), written);
}

void ScriptPaneTest::typingWhileItIsSavedIsKept()
{
    Fixture f("SELECT 1;\n");
    f.type(u"a"_s);
    QSignalSpy saved(f.pane.get(), &ScriptPane::saved);
    f.pane->save();
    f.type(u"b"_s); // before the worker is done
    QVERIFY(saved.wait());
    QCOMPARE(contentOf(f.path), "aSELECT 1;\n");
    QVERIFY(f.pane->isModified());
    f.pane->save();
    f.pane->save(); // a second one while the first runs
    QTRY_VERIFY(!f.pane->isSaving() && !f.pane->isModified());
    QCOMPARE(contentOf(f.path), "abSELECT 1;\n");
}

void ScriptPaneTest::saysWhyItCannotSave()
{
    Fixture f("SELECT 1;\n");
    f.type(u"x"_s);
    QVERIFY(QDir(f.folder.path()).rename(u"migration.sql"_s, u"kept"_s));
    QVERIFY(QDir(f.folder.path()).mkdir(u"migration.sql"_s)); // cannot be replaced by a file
    f.pane->save();
    QTRY_VERIFY(f.message(u"save"_s));
    QVERIFY(f.message(u"save"_s)->headline.contains(u"cannot be written"_s));
    QVERIFY(f.pane->isModified());
    QDir(f.folder.path()).rmdir(u"migration.sql"_s);
    f.choose(u"save"_s, u"Try Again"_s);
    QTRY_VERIFY(!f.message(u"save"_s));
    QCOMPARE(contentOf(f.path), "xSELECT 1;\n");
}

void ScriptPaneTest::createsAFile()
{
    QTemporaryDir folder;
    TaskList tasks;
    DraftStore drafts(folder.filePath(u"drafts"_s));
    const QString path = folder.filePath(u"down.sql"_s);
    ScriptPane pane(path, tasks, drafts);
    pane.begin(u"-- the way back\n"_s);
    QVERIFY(pane.isModified());
    QVERIFY(!QFile::exists(path));
    QSignalSpy saved(&pane, &ScriptPane::saved);
    pane.save();
    QVERIFY(saved.wait());
    QCOMPARE(contentOf(path), "-- the way back\n");
}

void ScriptPaneTest::showsWhatItCannotEdit()
{
    Fixture f("SELECT 'caf\xE9';\n");
    QVERIFY(f.message(u"obstacle"_s)->headline.startsWith(u"Line 1 is not valid UTF-8"_s));
    f.type(u"x"_s);
    QVERIFY(f.pane->editor().toPlainText().startsWith(u"SELECT"_s));
    f.pane->setLocked(false); // who locks for other reasons cannot unlock this
    f.type(u"x"_s);
    QVERIFY(!f.pane->isModified());
}

void ScriptPaneTest::convertsUtf16()
{
    Fixture f(QByteArray("\xFF\xFE" "a\0;\0\r\0\n\0", 10));
    QCOMPARE(f.pane->editor().toPlainText(), u"a;\n"_s);
    f.choose(u"obstacle"_s, u"Convert to UTF-8"_s);
    QVERIFY(!f.message(u"obstacle"_s));
    f.save();
    QCOMPARE(contentOf(f.path), "a;\r\n");
}

void ScriptPaneTest::refusesAHugeFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"migration.sql"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(largestEditableFile + 1));
    TaskList tasks;
    DraftStore drafts(folder.filePath(u"drafts"_s));
    ScriptPane pane(path, tasks, drafts);
    pane.load();
    QTRY_VERIFY(pane.messages().find(u"load"_s));
    QVERIFY(pane.messages().find(u"load"_s)->headline.contains(u"too large"_s));
    QVERIFY(pane.editor().isReadOnly());
}

void ScriptPaneTest::asksWhenTheFileChanges_data()
{
    QTest::addColumn<bool>("typed");
    QTest::addColumn<bool>("replaced");
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("savedText");
    for (const bool typed : { false, true }) {
        for (const bool replaced : { false, true }) {
            const QByteArray mine = typed ? "xmine\r\n" : "mine\r\n";
            const QByteArray name = QByteArray(typed ? "typed" : "untouched") + (replaced ? ", replaced" : ", written");
            QTest::addRow("%s, reload", name.constData()) << typed << replaced << u"Reload"_s << QByteArray("theirs\n")
                                             << QByteArray("theirs\n");
            QTest::addRow("%s, keep", name.constData()) << typed << replaced << u"Keep"_s << mine << mine;
        }
    }
}

void ScriptPaneTest::asksWhenTheFileChanges()
{
    QFETCH(bool, typed);
    QFETCH(bool, replaced);
    QFETCH(QString, choice);
    QFETCH(QByteArray, text);
    Fixture f("mine\r\n");
    if (typed)
        f.type(u"x"_s);
    replaced ? replaceFile(f.path, "theirs\n") : put(f.path, "theirs\n");
    QTRY_VERIFY(f.message(u"disk"_s));
    QVERIFY(f.pane->editor().toPlainText().contains(u"mine"_s)); // nothing happens by itself
    f.choose(u"disk"_s, choice);
    QVERIFY(!f.message(u"disk"_s));
    QCOMPARE(f.pane->bytes(), text);
    QCOMPARE(f.pane->isModified(), choice == u"Keep");
    if (f.pane->isModified())
        f.save();
    QTEST(contentOf(f.path), "savedText");
    QTest::qWait(250); // and it does not ask again about our own save
    QVERIFY(!f.message(u"disk"_s));
}

void ScriptPaneTest::neverOverwritesAChangeSilently()
{
    Fixture f("mine\n");
    f.type(u"x"_s);
    put(f.path, "theirs\n");
    f.pane->save();
    QTRY_VERIFY(f.message(u"disk"_s));
    QCOMPARE(contentOf(f.path), "theirs\n");
    f.choose(u"disk"_s, u"Compare"_s);
    auto* compare = f.pane->findChild<CompareView*>();
    QVERIFY(compare);
    QTRY_COMPARE(compare->differences(), 1);
    QCOMPARE(compare->leftEditor().toPlainText(), u"theirs"_s);
    QCOMPARE(compare->rightEditor().toPlainText(), u"xmine"_s);
}

void ScriptPaneTest::theSameTextOnDiskIsNoChange()
{
    Fixture f("mine\n");
    f.type(u"x"_s);
    put(f.path, "xmine\n");
    QTRY_VERIFY(!f.pane->isModified());
    QVERIFY(!f.message(u"disk"_s));
}

void ScriptPaneTest::offersToSaveARemovedFile()
{
    Fixture f("SELECT 1;\n");
    QFile::remove(f.path);
    QTRY_VERIFY(f.message(u"disk"_s));
    QVERIFY(f.pane->isModified());
    QSignalSpy saved(f.pane.get(), &ScriptPane::saved);
    f.choose(u"disk"_s, u"Save It Again"_s);
    QVERIFY(saved.wait());
    QCOMPARE(contentOf(f.path), "SELECT 1;\n");
}

void ScriptPaneTest::draftIsRestored()
{
    Fixture f("SELECT 1;\r\n");
    f.type(u"x"_s);
    QTRY_VERIFY_WITH_TIMEOUT(f.drafts.find(f.path), 4'000); // two seconds after the last key
    QCOMPARE(f.drafts.find(f.path)->text, "xSELECT 1;\r\n");
    QCOMPARE(f.drafts.paths(), QStringList(f.path));
    f.pane.reset(); // as the session ends
    f.open();
    QVERIFY(f.message(u"draft"_s));
    QCOMPARE(f.pane->bytes(), "xSELECT 1;\r\n");
    QVERIFY(f.pane->isModified());
    f.choose(u"draft"_s, u"Discard"_s);
    QCOMPARE(f.pane->bytes(), "SELECT 1;\r\n");
    QVERIFY(!f.pane->isModified());
    f.drafts.waitForWritten();
    QVERIFY(!f.drafts.find(f.path));
    f.pane->editor().undo(); // discarding is not the end either
    QCOMPARE(f.pane->bytes(), "xSELECT 1;\r\n");
}

void ScriptPaneTest::draftIsGoneAfterSaving()
{
    Fixture f("SELECT 1;\n");
    f.type(u"x"_s);
    f.pane->storeDraft();
    f.save();
    f.drafts.waitForWritten();
    QVERIFY(!f.drafts.find(f.path));
    f.type(u"y"_s);
    f.pane->storeDraft();
    f.pane->editor().undo(); // back to what is saved: nothing is unsaved
    f.drafts.waitForWritten();
    QVERIFY(!f.drafts.find(f.path));
}

void ScriptPaneTest::draftOfAnOlderFileSaysSo()
{
    Fixture f("SELECT 1;\n");
    f.type(u"x"_s);
    f.pane->storeDraft();
    f.drafts.waitForWritten();
    f.pane.reset();
    put(f.path, "SELECT 2;\n");
    f.open();
    QVERIFY(f.message(u"draft"_s)->details.join(u' ').contains(u"has changed since"_s));
    f.choose(u"draft"_s, u"Compare"_s);
    auto* compare = f.pane->findChild<CompareView*>();
    QTRY_COMPARE(compare->differences(), 1);
}

// This program starts itself, types and is killed; what it typed must be there.
void ScriptPaneTest::unsavedTextSurvivesAKill()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"migration.sql"_s);
    put(path, "SELECT 1;\n");
    QProcess victim;
    victim.start(QCoreApplication::applicationFilePath(), { u"--victim"_s, path, folder.filePath(u"drafts"_s) });
    QVERIFY(victim.waitForStarted());
    QVERIFY(victim.waitForReadyRead(20'000)); // it has typed
    const DraftStore drafts(folder.filePath(u"drafts"_s));
    QTRY_VERIFY_WITH_TIMEOUT(drafts.find(path), 10'000);
    victim.kill();
    victim.waitForFinished();
    QCOMPARE(contentOf(path), "SELECT 1;\n");

    TaskList tasks;
    DraftStore store(folder.filePath(u"drafts"_s));
    ScriptPane pane(path, tasks, store);
    pane.load();
    QTRY_COMPARE(pane.bytes(), "unsavedSELECT 1;\n");
}

static int beVictim(const QStringList& arguments)
{
    TaskList tasks;
    DraftStore drafts(arguments[3]);
    ScriptPane pane(arguments[2], tasks, drafts);
    QObject::connect(&pane, &ScriptPane::loaded, &pane, [&pane] {
        QTest::keyClicks(&pane.editor(), u"unsaved"_s);
        puts("typed");
        fflush(stdout);
    });
    pane.load();
    pane.show();
    return QCoreApplication::exec();
}

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    if (app.arguments().value(1) == u"--victim")
        return beVictim(app.arguments());
    ScriptPaneTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_script_pane.moc"
