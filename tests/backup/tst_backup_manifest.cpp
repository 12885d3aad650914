// SPDX-License-Identifier: MIT
#include "sample_manifest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace corridor;

class TestBackupManifest : public QObject {
    Q_OBJECT
private slots:
    void survivesJson()
    {
        BackupManifest manifest = sampleManifest("a");
        const auto read
            = BackupManifest::fromJson(QJsonDocument::fromJson(QJsonDocument(manifest.toJson()).toJson()).object());
        QVERIFY(read);
        QVERIFY(*read == manifest);
        QCOMPARE(read->bytes(), 42);

        manifest.tables.reset(); // not counted is not the same as no tables
        QVERIFY(*BackupManifest::fromJson(manifest.toJson()) == manifest);
        manifest.tables.emplace();
        QVERIFY(*BackupManifest::fromJson(manifest.toJson()) == manifest);
    }

    void refusesOthers_data()
    {
        QTest::addColumn<QJsonObject>("json");
        const QJsonObject good = sampleManifest("a").toJson();
        const auto with = [&](const QString& key, const QJsonValue& value) {
            QJsonObject json = good;
            json[key] = value;
            return json;
        };
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("newer") << with("corridorBackup", 2);
        QTest::newRow("without files") << with("files", QJsonArray());
        QTest::newRow("without id") << with("id", QJsonValue());
        QTest::newRow("without time") << with("startedAt", "yesterday");
    }

    void refusesOthers()
    {
        QFETCH(QJsonObject, json);
        const auto read = BackupManifest::fromJson(json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, QString("backup-manifest-invalid"));
    }
};

QTEST_GUILESS_MAIN(TestBackupManifest)
#include "tst_backup_manifest.moc"
