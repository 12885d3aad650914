// SPDX-License-Identifier: MIT
#include "support/test_server.h"
#include "widgets/profiles/password_dialog.h"
#include "widgets/profiles/profile_dialog.h"
#include "widgets/profiles/profiles_dialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
T* named(const QWidget& parent, const QString& name)
{
    for (T* widget : parent.findChildren<T*>()) {
        const QString label = QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).remove(u'&');
        if (label.startsWith(name))
            return widget;
    }
    return nullptr;
}

void unnamedFail(const QWidget& parent)
{
    for (QWidget* widget : parent.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName() == u"qt_scrollarea_viewport")
            continue;
        QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
            widget->metaObject()->className());
    }
}

QList<Profile> stored(const QString& path)
{
    return ProfileStore::open(path)->profiles();
}

} // namespace

class ProfilesDialogTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void savesANewProfile();
    void takesThePasswordOutOfAPastedUrl();
    void productionIsProtected();
    void offersTheVariable();
    void testsTheConnection();
    void saysWhyATestFails();
    void changesAndRenames();
    void removesAndTakesItBack();
    void connects();
    void asksForAPassword();
    void everythingHasAName();

private:
    ProfileDialog* form(const ProfileDraft& draft, const QString& oldName = {}, const QStringList& taken = {});

    TaskList m_tasks;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    Environment m_environment;
};

void ProfilesDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"profiles.toml"_s);
}

void ProfilesDialogTest::cleanup()
{
    QFile::remove(m_path);
    m_environment.clear();
}

ProfileDialog* ProfilesDialogTest::form(const ProfileDraft& draft, const QString& oldName, const QStringList& taken)
{
    auto* dialog = new ProfileDialog({ m_tasks, m_path, taken, m_environment }, draft, oldName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    [&] { QVERIFY(QTest::qWaitForWindowActive(dialog)); }();
    return dialog;
}

void ProfilesDialogTest::savesANewProfile()
{
    ProfileDialog* dialog = form({});
    QSignalSpy saved(dialog, &ProfileDialog::saved);
    QVERIFY(!named<QPushButton>(*dialog, u"Save"_s)->isEnabled());
    QTest::keyClicks(named<QLineEdit>(*dialog, u"Name"_s), u"laptop"_s);
    QTest::keyClicks(named<QLineEdit>(*dialog, u"Connection"_s), u"postgresql://ada@localhost/shop"_s);
    QVERIFY(named<QLabel>(*dialog, u"Where it leads"_s)->text().contains(u"shop"_s));
    QTest::keyClick(named<QLineEdit>(*dialog, u"Connection"_s), Qt::Key_Return);
    QVERIFY(saved.wait());
    QCOMPARE(stored(m_path), QList({ Profile { .name = u"laptop"_s, .url = u"postgresql://ada@localhost/shop"_s } }));
}

void ProfilesDialogTest::takesThePasswordOutOfAPastedUrl()
{
    ProfileDialog* dialog = form({ .name = u"a"_s });
    QLineEdit* url = named<QLineEdit>(*dialog, u"Connection"_s);
    QGuiApplication::clipboard()->setText(u"postgresql://ada:s3cret@localhost/shop"_s);
    url->setFocus();
    QTest::keyClick(url, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(url->text(), u"postgresql://ada@localhost/shop"_s);
    QLineEdit* password = named<QLineEdit>(*dialog, u"Password"_s);
    QVERIFY(password->isVisible());
    QCOMPARE(password->text(), u"s3cret"_s);
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    named<QRadioButton>(*dialog, u"Ask each session"_s)->setChecked(true);
    QSignalSpy saved(dialog, &ProfileDialog::saved);
    QTest::keyClick(url, Qt::Key_Return);
    QVERIFY(saved.wait());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));
    QCOMPARE(stored(m_path)[0].secret, SecretSource::Ask);
}

void ProfilesDialogTest::productionIsProtected()
{
    ProfileDialog* dialog = form({});
    auto* guard = named<QCheckBox>(*dialog, u"Protected"_s);
    QVERIFY(!guard->isChecked());
    named<QRadioButton>(*dialog, u"Production"_s)->click();
    QVERIFY(guard->isChecked());
    guard->click(); // told otherwise
    QVERIFY(!dialog->draft().isProtected);
    named<QRadioButton>(*dialog, u"Staging"_s)->click();
    QVERIFY(!guard->isChecked());
    dialog->close();
}

void ProfilesDialogTest::offersTheVariable()
{
    m_environment = { { u"DATABASE_URL"_s, u"postgresql://ada:s3cret@localhost/shop"_s } };
    ProfileDialog* dialog = form({ .name = u"a"_s, .url = u"env(\"DATABASE_URL\")"_s });
    QCOMPARE(dialog->draft().url, u"env(\"DATABASE_URL\")"_s); // nothing of it is moved or copied
    QCOMPARE(dialog->draft().password, QString());
    const QString place = named<QLabel>(*dialog, u"Where it leads"_s)->text();
    QVERIFY(place.contains(u"shop"_s) && !place.contains(u"s3cret"_s));
    dialog->close();
}

void ProfilesDialogTest::testsTheConnection()
{
    TestServer server;
    if (!TestServer::has(17))
        QSKIP("There is no PostgreSQL 17 here.");
    QVERIFY(server.start(17));
    ProfileDialog* dialog = form({ .name = u"a"_s, .url = server.url(server.freshDatabase()) });
    named<QPushButton>(*dialog, u"Test"_s)->click();
    auto* result = named<QLabel>(*dialog, u"Result of the test"_s);
    QTRY_VERIFY(result->text().startsWith(u"PostgreSQL 17."_s));
    QVERIFY(result->text().contains(u"answers in"_s));
    dialog->close();
}

void ProfilesDialogTest::saysWhyATestFails()
{
    ProfileDialog* dialog
        = form({ .name = u"a"_s, .url = u"postgresql://ada:x@localhost/shop?host=%1"_s.arg(m_folder->path()) });
    named<QPushButton>(*dialog, u"Test"_s)->click();
    auto* result = named<QLabel>(*dialog, u"Result of the test"_s);
    QTRY_VERIFY(result->text().contains(u"P1001"_s));
    dialog->close();
}

void ProfilesDialogTest::changesAndRenames()
{
    auto store = ProfileStore::open(m_path);
    QVERIFY(store->save({ .name = u"old"_s, .url = u"postgresql://ada@localhost/shop"_s }));
    ProfileDialog* dialog = form(ProfileDraft::of(stored(m_path)[0]), u"old"_s, { u"other"_s });
    QLineEdit* name = named<QLineEdit>(*dialog, u"Name"_s);
    name->setText(u"other"_s);
    QVERIFY(!named<QPushButton>(*dialog, u"Save"_s)->isEnabled());
    name->setText(u"new"_s);
    QSignalSpy saved(dialog, &ProfileDialog::saved);
    named<QPushButton>(*dialog, u"Save"_s)->click();
    QVERIFY(saved.wait());
    QCOMPARE(stored(m_path).size(), 1);
    QCOMPARE(stored(m_path)[0].name, u"new"_s);
}

void ProfilesDialogTest::removesAndTakesItBack()
{
    auto store = ProfileStore::open(m_path);
    QVERIFY(store->save({ .name = u"a"_s, .url = u"postgresql://ada@localhost/a"_s }));
    QVERIFY(store->save({ .name = u"b"_s, .url = u"postgresql://ada@localhost/b"_s }));
    ProfilesDialog dialog(m_tasks, m_path, {});
    dialog.open();
    auto* table = dialog.findChild<QTableView*>();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    dialog.select(u"b"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(stored(m_path).size(), 1);
    const MessageAction undo = dialog.messages().find(u"removed"_s)->actions.first();
    undo.run();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(stored(m_path)[1].name, u"b"_s);
}

void ProfilesDialogTest::connects()
{
    auto store = ProfileStore::open(m_path);
    QVERIFY(store->save({ .name = u"a"_s, .url = u"postgresql://ada@localhost/a"_s }));
    ProfilesDialog dialog(m_tasks, m_path, {});
    QSignalSpy asked(&dialog, &ProfilesDialog::connectRequested);
    dialog.open();
    QTRY_COMPARE(dialog.findChild<QTableView*>()->model()->rowCount(), 1);
    QTRY_VERIFY(named<QPushButton>(dialog, u"Connect"_s)->isEnabled());
    QTest::keyClick(dialog.findChild<QTableView*>(), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<Profile>().name, u"a"_s);
    QVERIFY(!dialog.isVisible());
}

void ProfilesDialogTest::asksForAPassword()
{
    EnvironmentIdentity where { .kind = ProfileEnvironment::Staging, .profile = u"staging"_s, .role = u"deploy"_s };
    PasswordDialog dialog(where, u"The keyring has none."_s, false);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto* field = dialog.findChild<QLineEdit*>();
    QVERIFY(field->hasFocus());
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClick(field, Qt::Key_Return); // nothing typed, nothing done
    QVERIFY(dialog.isVisible());
    QTest::keyClicks(field, u"s3cret"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.password(), u"s3cret"_s);
    QVERIFY(!dialog.keep());
}

void ProfilesDialogTest::everythingHasAName()
{
    ProfilesDialog list(m_tasks, m_path, {});
    list.open();
    unnamedFail(list);
    ProfileDialog* dialog = form({ .secret = SecretSource::Ask });
    unnamedFail(*dialog);
    dialog->close();
}

QTEST_MAIN(ProfilesDialogTest)
#include "tst_profiles_dialog.moc"
