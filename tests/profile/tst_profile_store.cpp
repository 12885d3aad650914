// SPDX-License-Identifier: MIT
#include "profile/profile_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestProfileStore : public QObject {
    Q_OBJECT
private slots:
    void splitsPasswords_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("without");
        QTest::addColumn<QString>("password");
        QTest::newRow("none") << "postgresql://ann@h/d" << "postgresql://ann@h/d" << "";
        QTest::newRow("in the URL") << "postgresql://ann:s%40cret@h:1/d?schema=x" << "postgresql://ann@h:1/d?schema=x" << "s@cret";
        QTest::newRow("as a parameter") << "postgresql://ann@h/d?password=x&schema=y" << "postgresql://ann@h/d?schema=y" << "x";
        QTest::newRow("keywords") << "host=h password='it is' dbname=d" << "host=h dbname=d" << "it is";
        QTest::newRow("reference") << "env(\"DATABASE_URL\")" << "env(\"DATABASE_URL\")" << "";
    }

    void splitsPasswords()
    {
        QFETCH(QString, url);
        const SplitUrl split = withoutPassword(url);
        QTEST(split.url, "without");
        QTEST(split.password, "password");
    }

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

    void refusals()
    {
        const QTemporaryDir folder;
        auto store = ProfileStore::open(folder.filePath("p.toml"));
        const auto withPassword = store->save({ .name = "a", .url = "postgresql://a:hidden@h/d" });
        QCOMPARE(withPassword.error().code, "profile-invalid");
        QVERIFY(!withPassword.error().toText().contains("hidden"));
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
