// SPDX-License-Identifier: MIT
#include "backup/pgbackrest.h"

#include <QTest>

using namespace corridor;

class PgBackRestConfigTest : public QObject {
    Q_OBJECT

    static ArchiveSetup folderSetup()
    {
        return { .dataFolder = "/data",
            .socketFolder = "/run",
            .port = 5433,
            .repository = { .path = "/repo" },
            .keepDays = 14,
            .stateFolder = "/state" };
    }

private slots:
    void writesAndReads()
    {
        const auto text = pgBackRestConfig(folderSetup());
        QVERIFY(
            text->contains("[main]\npg1-path=/data\npg1-port=5433\n") && text->contains("repo1-retention-full=14\n"));
        QCOMPARE(*pgBackRestConfig(archiveSetupFrom(*text)), *text);
    }

    // Keys and passphrases are named, never written.
    void keepsSecretsOut()
    {
        ArchiveSetup setup = folderSetup();
        setup.repository
            = { .path = "/pg", .bucket = "backups", .endpoint = "s3.example", .region = "eu-1", .encrypted = true };
        QCOMPARE(secretVariables(setup),
            (QStringList {
                "PGBACKREST_REPO1_S3_KEY", "PGBACKREST_REPO1_S3_KEY_SECRET", "PGBACKREST_REPO1_CIPHER_PASS" }));
        const auto text = pgBackRestConfig(setup);
        QVERIFY(text->contains("repo1-cipher-type=aes-256-cbc") && text->contains("repo1-s3-bucket=backups"));
        QVERIFY(!text->contains("repo1-s3-key") && !text->contains("cipher-pass="));
        QCOMPARE(*pgBackRestConfig(archiveSetupFrom(*text)), *text);
    }

    void refusesWhatIsNotWhole_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("bucket");
        QTest::addColumn<QString>("complains");
        QTest::newRow("no repository") << QString() << QString() << "repository";
        QTest::newRow("two lines") << "/repo\nrepo1-type=s3" << QString() << "more than one line";
        QTest::newRow("half of S3") << "/repo" << "bucket" << "endpoint";
    }
    void refusesWhatIsNotWhole()
    {
        QFETCH(QString, path);
        QFETCH(QString, bucket);
        QFETCH(QString, complains);
        ArchiveSetup setup = folderSetup();
        setup.repository.path = path;
        setup.repository.bucket = bucket;
        const auto text = pgBackRestConfig(setup);
        QCOMPARE(text.error().code, "archive-setup");
        QVERIFY(text.error().message.contains(complains));
    }

    void quotesForTheShell()
    {
        QCOMPARE(archiveCommand("/a b/it's", "/c", "main"),
            "'/a b/it'\\''s' --config='/c' --stanza='main' archive-push \"%p\"");
    }

    void readsTheList()
    {
        const auto list = baseBackupsIn(
            R"([{"name":"other","backup":[{}]},{"name":"main","backup":[{"label":"20260102-030405F","type":"full",
            "timestamp":{"start":1767323045,"stop":1767323050},"info":{"size":5000,"repository":{"delta":700}}}]}])",
            "main");
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().startedAt.toString(Qt::ISODate), "2026-01-02T03:04:05Z");
        QCOMPARE(list->first().repositoryBytes, 700);
        QCOMPARE(baseBackupsIn("[]", "main")->size(), 0);
        QCOMPARE(baseBackupsIn("no", "main").error().code, "archive-failed");
    }
};

QTEST_GUILESS_MAIN(PgBackRestConfigTest)
#include "tst_pgbackrest_config.moc"
