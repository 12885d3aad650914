// SPDX-License-Identifier: MIT
#include "report/quantity_text.h"

#include <QTest>
#include <QTimeZone>

using namespace corridor;

class TestQuantityText : public QObject {
    Q_OBJECT
private slots:
    void durations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << qint64(0) << "0 ms";
        QTest::newRow("milliseconds") << qint64(412) << "412 ms";
        QTest::newRow("seconds") << qint64(3200) << "3.2 s";
        QTest::newRow("never 60.0 s") << qint64(59'960) << "1 min 00 s";
        QTest::newRow("minutes") << qint64(125'000) << "2 min 05 s";
        QTest::newRow("hours") << qint64(3'840'000) << "1 h 04 min";
        QTest::newRow("days") << qint64(3LL * 86'400'000 + 2 * 3'600'000) << "3 d 02 h";
    }

    void durations()
    {
        QFETCH(qint64, milliseconds);
        QTEST(durationText(milliseconds), "expected");
    }

    void sizes_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bytes") << qint64(812) << "812 B";
        QTest::newRow("kilobytes") << qint64(1229) << "1.2 kB";
        QTest::newRow("never 1024.0 kB") << qint64(1'048'560) << "1.0 MB";
        QTest::newRow("gigabytes") << qint64(34) * 1024 * 1024 * 1024 << "34.0 GB";
    }

    void sizes()
    {
        QFETCH(qint64, bytes);
        QTEST(sizeText(bytes), "expected");
    }

    void counts()
    {
        QCOMPARE(countText(1, "row"), QString("1 row"));
        QCOMPARE(countText(0, "row"), QString("0 rows"));
        QCOMPARE(countText(2, "entry", "entries"), QString("2 entries"));
        QCOMPARE(countText(1234567, "row"), QString::fromUtf8("1\u00a0234\u00a0567 rows"));
        QCOMPARE(countText(-123, "row"), QString("-123 rows"));
    }

    void timestampsAreUtc()
    {
        const QDateTime berlin(QDate(2025, 1, 8), QTime(13, 0, 0, 5), QTimeZone::fromSecondsAheadOfUtc(3600));
        QCOMPARE(isoTimestamp(berlin), QString("2025-01-08T12:00:00.005Z"));
        QCOMPARE(isoTimestamp({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestQuantityText)
#include "tst_quantity_text.moc"
