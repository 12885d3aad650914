// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/failure_panel.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/script_pane.h"

#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView script = "CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\n";

MigrationStatus statusOf(MigrationState state, const QByteArray& applied)
{
    HistoryRow row { .id = u"1"_s, .checksum = prismaChecksum(applied), .migrationName = u"20240101000000_init"_s };
    row.startedAt = QDateTime::fromString(u"2024-01-01T10:00:00Z"_s, Qt::ISODate);
    if (state == MigrationState::Applied || state == MigrationState::Edited)
        row.finishedAt = row.startedAt.addMSecs(34);
    MigrationStatus status { .name = row.migrationName, .state = state };
    if (state != MigrationState::Pending)
        status.rows = { row };
    return status;
}

struct Fixture {
    explicit Fixture(const QByteArray& up = script.toByteArray(), const std::optional<QByteArray>& down = {})
    {
        QVERIFY(QDir(folder.path()).mkpath(migration.name));
        migration.path = folder.filePath(migration.name);
        migration.script = up;
        migration.down = down;
        put(u"migration.sql"_s, up);
        if (down)
            put(u"down.sql"_s, *down);
        open();
    }
    void put(const QString& name, const QByteArray& bytes)
    {
        QFile file(migration.path + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray on(const QString& name)
    {
        QFile file(migration.path + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void open()
    {
        editor = std::make_unique<MigrationEditor>(migration, tasks, drafts);
        editor->resize(1000, 600);
        editor->show();
        QTRY_VERIFY(editor->upPane().isLoaded());
        QVERIFY(QTest::qWaitForWindowActive(editor.get()));
        text().setFocus();
    }
    CodeEditor& text() { return editor->upPane().editor(); }
    const Message* message(const QString& cause) { return editor->upPane().messages().find(cause); }
    QString label(const QString& name)
    {
        for (QLabel* candidate : editor->findChildren<QLabel*>()) {
            if (candidate->accessibleName() == name)
                return candidate->text();
        }
        return u"(none)"_s;
    }
    QPushButton* button(const QString& word)
    {
        for (QPushButton* candidate : editor->findChildren<QPushButton*>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&').startsWith(word))
                return candidate;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    TaskList tasks;
    DraftStore drafts { folder.filePath(u"state"_s) };
    Migration migration { .name = u"20240101000000_init"_s };
    std::unique_ptr<MigrationEditor> editor;
};

} // namespace

class MigrationEditorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void lockFollowsTheState_data();
    void lockFollowsTheState();
    void typingIntoALockedScriptSaysWhy();
    void editingShowsAtOnce();
    void lineEndsAloneAreNoEdit();
    void anEditBehindItsBackShows();
    void theWayBackIsBeside();
    void writesAWayBack();
    void aBegunWayBackSurvives();
    void showsAFailureAtItsLine();
    void readsTheFailureOfAnEarlierRun();
    void aFailureOfTheDownScript();
    void everythingHasAName();
};

void MigrationEditorTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
}

void MigrationEditorTest::lockFollowsTheState_data()
{
    QTest::addColumn<MigrationState>("state");
    QTest::addColumn<bool>("locked");
    QTest::newRow("applied") << MigrationState::Applied << true;
    QTest::newRow("pending") << MigrationState::Pending << false;
    QTest::newRow("failed") << MigrationState::Failed << false;
}

void MigrationEditorTest::lockFollowsTheState()
{
    QFETCH(MigrationState, state);
    Fixture f;
    QVERIFY(!f.editor->isLocked()); // no database, no lock
    f.editor->setStatus(statusOf(state, script.toByteArray()));
    QTEST(f.editor->isLocked(), "locked");
    QCOMPARE(f.message(u"lock"_s) != nullptr, f.editor->isLocked());
    QCOMPARE(f.editor->shownState(), state);
    QTest::keyClicks(&f.text(), u"x"_s);
    QCOMPARE(f.editor->isModified(), !f.editor->isLocked());
    f.editor->setStatus(std::nullopt);
    QVERIFY(!f.editor->isLocked());
    QVERIFY(!f.editor->shownState());
}

void MigrationEditorTest::typingIntoALockedScriptSaysWhy()
{
    Fixture f;
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    f.editor->upPane().messages().solve(u"lock"_s); // closed by the user
    QTest::keyClicks(&f.text(), u"x"_s);
    QVERIFY(f.message(u"lock"_s));
    QSignalSpy asked(f.editor.get(), &MigrationEditor::newMigrationRequested);
    const MessageAction write = f.message(u"lock"_s)->actions.first();
    write.run();
    QCOMPARE(asked.count(), 1);
}

void MigrationEditorTest::editingShowsAtOnce()
{
    Fixture f;
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    f.editor->unlock();
    QVERIFY(!f.message(u"lock"_s));
    QCOMPARE(f.editor->shownState(), MigrationState::Applied);
    QTest::keyClicks(&f.text(), u"x"_s);
    QCOMPARE(f.editor->shownState(), MigrationState::Edited); // with the key, not after a pause
    QVERIFY(f.message(u"edited"_s));
    QTest::keyClick(&f.text(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.editor->shownState(), MigrationState::Applied);
    QVERIFY(!f.message(u"edited"_s));
    QTest::keyClicks(&f.text(), u"x"_s);
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray())); // a refresh changes neither
    QVERIFY(!f.editor->isLocked());
    QCOMPARE(f.editor->shownState(), MigrationState::Edited);
    QVERIFY(f.label(u"Checksum"_s).startsWith(u"Applied as "_s + prismaChecksum(script.toByteArray()).left(12)));
}

// Prisma takes a script whose line ends were flipped by git for the same one.
void MigrationEditorTest::lineEndsAloneAreNoEdit()
{
    QByteArray windows = script.toByteArray();
    windows.replace("\n", "\r\n");
    Fixture f(windows);
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    QCOMPARE(f.editor->shownState(), MigrationState::Applied);
}

void MigrationEditorTest::anEditBehindItsBackShows()
{
    Fixture f;
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    f.put(u"migration.sql"_s, "SELECT 1;\n");
    QTRY_VERIFY(f.message(u"disk"_s));
    const MessageAction reload = f.message(u"disk"_s)->actions.first();
    reload.run();
    QTRY_COMPARE(f.editor->shownState(), MigrationState::Edited);
}

void MigrationEditorTest::theWayBackIsBeside()
{
    Fixture f(script.toByteArray(), "DROP TABLE users;\n");
    QTRY_VERIFY(f.editor->downPane().isLoaded());
    QVERIFY(f.editor->downPane().isVisible());
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    f.editor->downPane().editor().setFocus();
    QTest::keyClicks(&f.editor->downPane().editor(), u"x"_s); // no checksum covers it: never locked
    QVERIFY(f.editor->isModified());
    QCOMPARE(f.editor->shownState(), MigrationState::Applied);
    QCOMPARE(&f.editor->currentPane(), &f.editor->downPane());
    f.editor->save();
    QTRY_VERIFY(!f.editor->isModified());
    QCOMPARE(f.on(u"down.sql"_s), "xDROP TABLE users;\n");
    QCOMPARE(f.on(u"migration.sql"_s), script);
    f.editor->showDownScript(false);
    QVERIFY(!f.editor->downPane().isVisible());
}

void MigrationEditorTest::writesAWayBack()
{
    Fixture f;
    QVERIFY(!f.editor->hasDownScript());
    f.editor->showDownScript(true);
    QTest::keyClick(f.button(u"Write down.sql"_s), Qt::Key_Space);
    QVERIFY(f.editor->downPane().isVisible());
    QTest::keyClicks(&f.editor->downPane().editor(), u"DROP TABLE users;"_s);
    f.editor->save();
    QTRY_VERIFY(f.on(u"down.sql"_s).endsWith("DROP TABLE users;"));
}

void MigrationEditorTest::aBegunWayBackSurvives()
{
    Fixture f;
    f.editor->addDownScript();
    QTest::keyClicks(&f.editor->downPane().editor(), u"DROP TABLE users;"_s);
    f.editor->storeDrafts();
    f.drafts.waitForWritten();
    f.open();
    QVERIFY(f.editor->hasDownScript());
    QVERIFY(f.editor->downPane().bytes().endsWith("DROP TABLE users;"));
    QVERIFY(f.editor->downPane().messages().find(u"draft"_s)->details.isEmpty());
    QVERIFY(f.on(u"down.sql"_s).isEmpty());
}

void MigrationEditorTest::showsAFailureAtItsLine()
{
    Fixture f;
    f.editor->setStatus(statusOf(MigrationState::Pending, {}));
    Error error { .code = u"P3018"_s, .message = u"duplicate key"_s, .detail = u"Key (id)=(1) exists."_s };
    error.sqlstate = u"23505"_s;
    error.migration = u"20240101000000_init"_s;
    error.line = 2;
    error.column = 13;
    f.editor->setFailure(error, false);
    auto* panel = f.editor->findChild<FailurePanel*>();
    QVERIFY(panel->isVisible());
    QVERIFY(f.label(u"What failed"_s).contains(u"23505"_s));
    QVERIFY(f.label(u"Details of the failure"_s).contains(u"Key (id)=(1) exists."_s));
    QCOMPARE(f.text().currentLine(), 2);
    QCOMPARE(f.text().problemsInLine(2).size(), 1);

    f.editor->setStatus(statusOf(MigrationState::Failed, script.toByteArray())); // the refresh after it keeps the details
    QVERIFY(f.label(u"What failed"_s).contains(u"23505"_s));
    QSignalSpy rolledBack(f.editor.get(), &MigrationEditor::markRolledBackRequested);
    QSignalSpy applied(f.editor.get(), &MigrationEditor::markAppliedRequested);
    QTest::mouseClick(f.button(u"Mark as Rolled Back"_s), Qt::LeftButton);
    QTest::mouseClick(f.button(u"Mark as Applied"_s), Qt::LeftButton);
    QCOMPARE(rolledBack.value(0).value(0).toString(), u"20240101000000_init"_s);
    QCOMPARE(applied.count(), 1);
    f.text().goTo(1);
    QTest::mouseClick(f.button(u"Go to the Line"_s), Qt::LeftButton);
    QCOMPARE(f.text().currentLine(), 2);

    f.editor->setStatus(statusOf(MigrationState::Pending, {})); // resolved
    QVERIFY(!panel->isVisible());
    QVERIFY(f.text().problemsInLine(2).isEmpty());
}

void MigrationEditorTest::readsTheFailureOfAnEarlierRun()
{
    Fixture f;
    MigrationStatus status = statusOf(MigrationState::Failed, script.toByteArray());
    status.rows[0].logs = u"Migration name: x\n\nDatabase error code: 42P01\n\nDatabase error:\nERROR: relation "
                          "\"users\" does not exist\n\nDbError { position: Some(Original(42)), }"_s;
    f.editor->setStatus(status);
    QVERIFY(f.label(u"What failed"_s).contains(u"42P01"_s));
    QCOMPARE(f.text().problemsInLine(2).size(), 1);
    status.rows[0].logs.reset(); // a process that was killed leaves none
    f.editor->setStatus(status);
    QVERIFY(f.label(u"What failed"_s).contains(u"did not finish"_s));
    QVERIFY(!f.button(u"Go to the Line"_s));
}

void MigrationEditorTest::aFailureOfTheDownScript()
{
    Fixture f(script.toByteArray(), "DROP TABLE nothing;\n");
    QTRY_VERIFY(f.editor->downPane().isLoaded());
    f.editor->setFailure({ .code = u"P3018"_s, .message = u"no such table"_s, .line = 1, .column = 12 }, true);
    QCOMPARE(f.editor->downPane().editor().problemsInLine(1).size(), 1);
    QVERIFY(f.text().problemsInLine(1).isEmpty());
}

void MigrationEditorTest::everythingHasAName()
{
    Fixture f(script.toByteArray(), "x;\n");
    f.editor->setStatus(statusOf(MigrationState::Applied, script.toByteArray()));
    f.editor->upPane().openReplace();
    f.editor->upPane().openGoToLine();
    for (QWidget* widget : f.editor->findChildren<QWidget*>()) {
        const bool interactive = widget->focusPolicy() != Qt::NoFocus || qobject_cast<QAbstractButton*>(widget);
        if (!interactive || !widget->isVisible() || widget->objectName() == u"qt_scrollarea_viewport")
            continue;
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(accessible);
        QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(MigrationEditorTest)
#include "tst_migration_editor.moc"
