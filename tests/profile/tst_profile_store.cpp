// SPDX-License-Identifier: MIT
#include "profile/profile_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace corridor;

class TestProfileStore : public QObject {
    Q_OBJECT
private slots:
    void savesAndReads()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("deep/profiles.toml");
        auto store = ProfileStore::open(path);
        QVERIFY(store && store->profiles().isEmpty());
        const Profile live { .name = "live", .url = "postgresql://ann@h/d", .environment = ProfileEnvironment::Production,
            .isProtected = true, .secret = SecretSource::Ask };
        QVERIFY(store->save(live));
        QVERIFY(store->save({ .name = "dev", .url = "env(\"URL\")" }));
        const auto again = ProfileStore::open(path);
        QCOMPARE(*again->find("live"), live);
        QCOMPARE(again->find("dev")->url, "env(\"URL\")");
        QCOMPARE(QFile(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(store->remove("live"));
        QCOMPARE(ProfileStore::open(path)->find("live").error().code, "profile-unknown");
    }

    void keepsWhatOthersWrote()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("p.toml");
        auto mine = ProfileStore::open(path);
        auto theirs = ProfileStore::open(path);
        QVERIFY(theirs->save({ .name = "theirs", .url = "postgresql://h/d" }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("# by hand\n");
        file.close();
        QVERIFY(mine->save({ .name = "mine", .url = "postgresql://h/d" }));
        QVERIFY(mine->find("theirs"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("# Connections of Corridor."));
        QVERIFY(text.contains("# by hand\n"));
    }

    void simultaneousWritersLoseNothing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("p.toml");
        std::vector<std::thread> writers;
        for (int i = 0; i < 8; ++i)
            writers.emplace_back([=] {
                auto store = ProfileStore::open(path);
                (void)store->save({ .name = QString("p%1").arg(i), .url = "postgresql://h/d" });
            });
        for (std::thread& writer : writers)
            writer.join();
        QCOMPARE(ProfileStore::open(path)->profiles().size(), 8);
    }

    void refusals()
    {
        const QTemporaryDir folder;
        auto store = ProfileStore::open(folder.filePath("p.toml"));
        const auto withPassword = store->save({ .name = "a", .url = "postgresql://a:hidden@h/d" });
        QCOMPARE(withPassword.error().code, "profile-invalid");
        QVERIFY(!withPassword.error().toText().contains("hidden"));
        QCOMPARE(store->save({ .name = "a", .url = "postgresql://h/d?sslpassword=x" }).error().code, "profile-invalid");
        QCOMPARE(store->save({ .name = "a", .url = "mysql://h/d" }).error().code, "profile-invalid");
        QCOMPARE(store->save({ .name = "a", .url = "" }).error().code, "profile-invalid");
        QCOMPARE(store->save({ .name = "a", .url = "postgresql://h/d\nx" }).error().code, "profile-invalid");
        QCOMPARE(store->save({ .name = "a b", .url = "postgresql://h/d" }).error().code, "profile-invalid");
        QVERIFY(!QFile::exists(folder.filePath("p.toml")));
    }

    void brokenFilesSayWhere()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath("p.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[profile.a]\nurl = \n");
        file.close();
        const auto store = ProfileStore::open(file.fileName());
        QCOMPARE(store.error().code, "profiles-unreadable");
        QCOMPARE(store.error().line, 2);
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profile_store.moc"
