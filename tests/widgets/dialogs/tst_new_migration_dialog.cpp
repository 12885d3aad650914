// SPDX-License-Identifier: MIT
#include "widgets/dialogs/new_migration_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

QString label(const QDialog& dialog, const QString& name)
{
    for (QLabel* candidate : dialog.findChildren<QLabel*>()) {
        if (candidate->accessibleName() == name)
            return candidate->isHidden() ? QString() : candidate->text();
    }
    return {};
}

} // namespace

class NewMigrationDialogTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void showsTheNameWhileTyping_data();
    void showsTheNameWhileTyping();
    void warnsOfALaterName();
    void remembersTheWayBack();
};

void NewMigrationDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"corridor-test"_s);
    QSettings().clear();
}

void NewMigrationDialogTest::showsTheNameWhileTyping_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("slug");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("words") << u"Add users"_s << u"_add_users"_s;
    QTest::newRow("Prisma's example") << u"Init Schema!  v2 — ěš"_s << u"_init_schema_v2_es"_s;
}

void NewMigrationDialogTest::showsTheNameWhileTyping()
{
    QFETCH(QString, title);
    QFETCH(QString, slug);
    NewMigrationDialog dialog(u"/p/migrations"_s, {});
    dialog.findChild<QLineEdit*>()->setText(title);
    const QString name = label(dialog, u"Name of the folder"_s);
    QCOMPARE(name.sliced(14), slug);
    QCOMPARE(dialog.title(), title);
}

void NewMigrationDialogTest::warnsOfALaterName()
{
    const NewMigrationDialog fine(u"/p"_s, { u"20200101000000_a"_s });
    QVERIFY(label(fine, u"Warning"_s).isEmpty());
    const NewMigrationDialog odd(u"/p"_s, { u"20200101000000_a"_s, u"20990101000000_b"_s });
    QVERIFY(label(odd, u"Warning"_s).contains(u"20990101000000_b"_s));
}

void NewMigrationDialogTest::remembersTheWayBack()
{
    NewMigrationDialog dialog(u"/p"_s, {});
    dialog.open();
    QVERIFY(dialog.withDown()); // a migration should have a way back
    dialog.findChild<QCheckBox*>()->setChecked(false);
    QTest::keyClick(dialog.findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QVERIFY(!NewMigrationDialog(u"/p"_s, {}).withDown());
}

QTEST_MAIN(NewMigrationDialogTest)
#include "tst_new_migration_dialog.moc"
