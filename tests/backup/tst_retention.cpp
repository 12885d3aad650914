// SPDX-License-Identifier: MIT
#include "backup/retention.h"
#include "sample_manifest.h"

#include <QTest>

using namespace corridor;

class TestRetention : public QObject {
    Q_OBJECT
private slots:
    void sevenDaysByDefault()
    {
        QCOMPARE(idsOf(expiredBackups({ sampleManifest("new", 1), sampleManifest("edge", 7 * 24),
                                          sampleManifest("old", 7 * 24 + 1), sampleManifest("older", 500) },
                     {}, noon())),
            QStringList({ "older", "old" }));
    }

    void theLastOneStays()
    {
        QVERIFY(expiredBackups({ sampleManifest("old", 999) }, {}, noon()).isEmpty());
        QCOMPARE(idsOf(expiredBackups({ sampleManifest("old", 999), sampleManifest("older", 1000) }, {}, noon())),
            QStringList("older"));
        QCOMPARE(
            idsOf(expiredBackups({ sampleManifest("old", 999) }, { .keepAtLeast = 0 }, noon())), QStringList("old"));
    }

    void databasesAreCountedApart()
    {
        QCOMPARE(idsOf(expiredBackups(
                     { sampleManifest("a", 500, "a"), sampleManifest("b1", 500, "b"), sampleManifest("b2", 1, "b") },
                     {}, noon())),
            QStringList("b1"));
    }

    void isDueEverySixHours()
    {
        QVERIFY(isBackupDue({}, {}, noon()));
        QVERIFY(!isBackupDue({ sampleManifest("a", 500), sampleManifest("b", 5) }, {}, noon()));
        QVERIFY(isBackupDue({ sampleManifest("a", 500), sampleManifest("b", 7) }, {}, noon()));
        QVERIFY(!isBackupDue({ sampleManifest("b", 7) }, { .every = std::chrono::hours(8) }, noon()));
    }

private:
    static QDateTime noon() { return sampleManifest("", 0).startedAt; }

    static QStringList idsOf(const QList<BackupManifest>& backups)
    {
        QStringList ids;
        for (const BackupManifest& backup : backups)
            ids << backup.id;
        return ids;
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
