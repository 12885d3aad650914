// SPDX-License-Identifier: MIT
#include "backup/schedule.h"

#include <QTest>

using namespace corridor;

class TestSchedule : public QObject {
    Q_OBJECT
private slots:
    void readsPeriods_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("minutes");
        QTest::newRow("hours") << "6h" << 360;
        QTest::newRow("days") << "7d" << 10080;
        QTest::newRow("minutes") << "30m" << 30;
        QTest::newRow("no unit") << "6" << 0;
        QTest::newRow("nothing") << "" << 0;
        QTest::newRow("zero") << "0h" << 0;
        QTest::newRow("negative") << "-1h" << 0;
        QTest::newRow("unknown unit") << "6y" << 0;
    }

    void readsPeriods()
    {
        QFETCH(QString, text);
        const auto period = periodFromText(text);
        QTEST(int(period ? period->count() : 0), "minutes");
    }

    void cronKnowsWhatDividesADay_data()
    {
        QTest::addColumn<QString>("every");
        QTest::addColumn<QByteArray>("when");
        QTest::newRow("6h") << "6h" << QByteArray("0 */6 * * * ");
        QTest::newRow("30m") << "30m" << QByteArray("*/30 * * * * ");
        QTest::newRow("1d") << "1d" << QByteArray("0 0 * * * ");
        QTest::newRow("7h") << "7h" << QByteArray();
        QTest::newRow("45m") << "45m" << QByteArray();
    }

    void cronKnowsWhatDividesADay()
    {
        QFETCH(QString, every);
        QFETCH(QByteArray, when);
        const auto line = cronLine(
            { .program = "/usr/bin/corridor", .profile = "live", .policy = { .every = *periodFromText(every) } });
        QCOMPARE(line.has_value(), !when.isEmpty());
        if (!line)
            return;
        QVERIFY(line->startsWith(when));
        QVERIFY(line->endsWith("'/usr/bin/corridor' '--profile' 'live' 'backup' 'create' '--why' 'scheduled'"
                               " && '/usr/bin/corridor' 'backup' 'prune' '--keep' '10080m'\n"));
    }

    void quotesWhatSystemdAndCronWouldRead()
    {
        const BackupSchedule schedule {
            .program = "/opt/my $tools/corridor", .profile = "50% \"live\"", .store = "/it's"
        };
        const TimerUnits units = systemdUnits(schedule);
        QCOMPARE(units.name, QString("corridor-backup-50___live_"));
        QVERIFY(units.service.contains(
            "ExecStart=\"/opt/my $$tools/corridor\" \"--profile\" \"50%% \\\"live\\\"\" \"backup\" \"create\""));
        QVERIFY(units.timer.contains("OnUnitActiveSec=360min"));
        QVERIFY(cronLine(schedule)->contains("'50\\% \"live\"'"));
        QVERIFY(cronLine(schedule)->contains("'--store' '/it'\\''s'"));
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
