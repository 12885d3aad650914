// SPDX-License-Identifier: MIT
#include "project/new_migration.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class NewMigrationTest : public QObject {
    Q_OBJECT

private slots:
    void makesWhatPrismaMakes();
    void makesAWayBack();
    void leavesTheLockFileAlone();
    void refusesTheSameNameTwice();
    void saysWhatCannotBeWritten();

private:
    const QDateTime m_now = QDateTime::fromString("2025-03-04T05:06:07Z", Qt::ISODate);
};

void NewMigrationTest::makesWhatPrismaMakes()
{
    QTemporaryDir project;
    const QString migrations = project.filePath("prisma/migrations");
    const auto folder = createMigration(migrations, "Add user's e-mail!", false, m_now);
    QVERIFY(folder);
    QCOMPARE(*folder, migrations + "/20250304050607_add_user_s_e_mail");
    QCOMPARE(contentOf(*folder + "/migration.sql"), "-- This is an empty migration."); // no newline, as Prisma
    QCOMPARE(QDir(*folder).entryList(QDir::Files), QStringList("migration.sql"));
    QVERIFY(contentOf(migrations + "/migration_lock.toml").endsWith("provider = \"postgresql\"\n"));
}

void NewMigrationTest::makesAWayBack()
{
    QTemporaryDir project;
    const auto folder = createMigration(project.path(), "x", true, m_now);
    QVERIFY(folder);
    QVERIFY(QFile::exists(*folder + "/down.sql"));
}

void NewMigrationTest::leavesTheLockFileAlone()
{
    QTemporaryDir project;
    QFile lock(project.filePath("migration_lock.toml"));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("provider = \"postgresql\" # ours\n");
    lock.close();
    QVERIFY(createMigration(project.path(), "x", false, m_now));
    QCOMPARE(contentOf(lock.fileName()), "provider = \"postgresql\" # ours\n");
}

void NewMigrationTest::refusesTheSameNameTwice()
{
    QTemporaryDir project;
    QVERIFY(createMigration(project.path(), "x", false, m_now));
    const auto again = createMigration(project.path(), "X", false, m_now);
    QVERIFY(!again);
    QCOMPARE(again.error().code, "migration-exists");
}

void NewMigrationTest::saysWhatCannotBeWritten()
{
    QTemporaryDir project;
    QFile file(project.filePath("migrations")); // a file where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto folder = createMigration(file.fileName(), "x", false, m_now);
    QVERIFY(!folder);
    QCOMPARE(folder.error().code, "file-not-written");
}

QTEST_APPLESS_MAIN(NewMigrationTest)
#include "tst_new_migration.moc"
