// SPDX-License-Identifier: MIT
#include "backup/backup_store.h"
#include "sample_manifest.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestBackupStore : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_temporary.emplace();
        m_store.emplace(m_temporary->filePath("new/backups"));
    }

    void folderComesFromTheEnvironment()
    {
        QCOMPARE(BackupStore::defaultFolder({ { "CORRIDOR_BACKUPS", "/x" } }), QString("/x"));
        QVERIFY(BackupStore::defaultFolder({}).endsWith("/corridor/backups"));
    }

    void aBackupAppearsWhole()
    {
        const auto folder = m_store->begin();
        QVERIFY(folder);
        QVERIFY(m_store->list().isEmpty());
        const Backup made = make("shop/ßx");
        QCOMPARE(made.manifest.id, QString::fromUtf8("20250108T120000Z-shop_ßx"));
        const auto list = m_store->list();
        QCOMPARE(list.size(), 1);
        QVERIFY(list.first().manifest == made.manifest);
        QCOMPARE(list.first().folder, made.folder);
        QVERIFY(!list.first().verifiedAt);
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther;
        QVERIFY(!(QFileInfo(made.folder).permissions() & others));
    }

    void twoOfOneSecondHaveTwoNames()
    {
        QCOMPARE(make("shop").manifest.id, QString("20250108T120000Z-shop"));
        QCOMPARE(make("shop").manifest.id, QString("20250108T120000Z-shop-2"));
        QCOMPARE(m_store->list().size(), 2);
    }

    void newestFirst()
    {
        make("old", 50);
        make("new", 1);
        make("middle", 7);
        QStringList databases;
        for (const Backup& backup : m_store->list())
            databases << backup.manifest.database;
        QCOMPARE(databases, QStringList({ "new", "middle", "old" }));
    }

    void strayFoldersAreNamed()
    {
        make("shop");
        QVERIFY(QDir(m_store->folder()).mkdir("stray"));
        QVERIFY(QDir(m_store->folder()).mkdir("broken"));
        write(m_store->folder() + "/broken/manifest.json", "{");
        QList<Error> problems;
        QCOMPARE(m_store->list(&problems).size(), 1);
        QCOMPARE(problems.size(), 2);
        for (const Error& problem : problems)
            QCOMPARE(problem.code, QString("backup-manifest-invalid"));
    }

    void onlyIdsLeadToABackup_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("nothing") << "";
        QTest::newRow("unknown") << "nobody";
        QTest::newRow("elsewhere") << "../backups/20250108T120000Z-shop";
        QTest::newRow("dot") << ".";
    }

    void onlyIdsLeadToABackup()
    {
        QFETCH(QString, id);
        make("shop");
        QCOMPARE(m_store->find(id).error().code, QString("backup-unknown"));
        QCOMPARE(m_store->remove(id).error().code, QString("backup-unknown"));
        QCOMPARE(m_store->list().size(), 1);
    }

    void pruneRemovesTheOldAndTheUnfinished()
    {
        const Backup old = make("shop", 500);
        make("shop", 1);
        const auto fresh = m_store->begin();
        const auto stale = m_store->begin();
        QVERIFY(fresh && stale);
        const auto now = QDateTime::currentDateTimeUtc();
        QFile touched(*stale + "/x");
        QVERIFY(touched.open(QFile::WriteOnly));
        const auto removed = m_store->prune({}, sampleManifest("", 0).startedAt);
        QVERIFY(removed);
        QCOMPARE(removed->size(), 1);
        QVERIFY(!QFileInfo::exists(old.folder));
        QCOMPARE(m_store->list().size(), 1);
        QVERIFY(QFileInfo::exists(*fresh));
        QVERIFY(m_store->prune({}, now.addDays(2)));
        QVERIFY(!QFileInfo::exists(*fresh) && !QFileInfo::exists(*stale));
    }

    void verificationIsRemembered()
    {
        const Backup made = make("shop");
        const auto at = QDateTime::fromString("2025-01-09T00:00:00.000Z", Qt::ISODateWithMs);
        QVERIFY(m_store->markVerified(made.manifest.id, at));
        QCOMPARE(m_store->find(made.manifest.id)->verifiedAt, std::optional(at));
    }

    void changesOfFilesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        QTest::newRow("the same") << QByteArray("0123456789") << "";
        QTest::newRow("shorter") << QByteArray("01234") << "archive-truncated";
        QTest::newRow("changed") << QByteArray("0123456780") << "backup-file-changed";
        QTest::newRow("longer") << QByteArray("0123456789x") << "backup-file-changed";
        QTest::newRow("gone") << QByteArray() << "backup-file-missing";
    }

    void changesOfFilesAreNamed()
    {
        QFETCH(QByteArray, content);
        const Backup backup = make("shop");
        const QString file = backup.folder + "/database/toc.dat";
        if (content.isEmpty())
            QVERIFY(QFile::remove(file));
        else
            write(file, content);
        qint64 done = 0;
        const auto checked
            = checkFiles(backup, CancelToken::never(), [&](const BackupProgress& progress) { done = progress.done; });
        QTEST(checked ? QString() : checked.error().code, "code");
        if (checked)
            QCOMPARE(done, backup.manifest.bytes());
    }

    void hashingCanBeCancelled()
    {
        const Backup backup = make("shop");
        const CancelToken token;
        token.cancel();
        QCOMPARE(checkFiles(backup, token).error().code, QString("cancelled"));
    }

    void anUnwritableFolderIsNamed()
    {
        write(m_temporary->filePath("file"), "x");
        const auto folder = BackupStore(m_temporary->filePath("file/backups")).begin();
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, QString("backup-folder-unwritable"));
    }

private:
    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(content);
    }

    Backup make(const QString& database, int hoursAgo = 0)
    {
        const QString folder = m_store->begin().value_or("");
        QDir(folder).mkdir("database");
        write(folder + "/database/toc.dat", "0123456789");
        write(folder + "/database/1.dat.gz", "x");
        BackupManifest manifest = sampleManifest("", hoursAgo, database);
        manifest.files = hashFiles(folder).value_or(QList<BackupFile>());
        const auto backup = m_store->commit(folder, manifest);
        if (!backup)
            qFatal("%s", qPrintable(backup.error().toText()));
        return *backup;
    }

    std::optional<QTemporaryDir> m_temporary;
    std::optional<BackupStore> m_store;
};

QTEST_GUILESS_MAIN(TestBackupStore)
#include "tst_backup_store.moc"
