// SPDX-License-Identifier: MIT
#include "rehearsal/estimate.h"

#include <QTest>

using namespace corridor;

class EstimateTest : public QObject {
    Q_OBJECT

    static TracedStatement scanning(qint64 bytes)
    {
        TracedStatement statement { .durationMs = 101, .newBytes = 1000, .tempBytes = 10 };
        statement.accesses << TracedAccess { .relation = "public.item", .scans = 1, .rowsRead = 10, .bytes = bytes };
        return statement;
    }

private slots:
    void growsWithTheTable()
    {
        const Estimate estimate = estimateStatement(scanning(1000), CloneRows::Full, {}, { { "public.item", 10'000, 0, -1 } });
        QVERIFY(estimate.known);
        QCOMPARE(estimate.factor, 10);
        QCOMPARE(estimate.expectedMs, 1001);
        QVERIFY(estimate.lowMs < 501 && estimate.highMs > 2001);
        QCOMPARE(estimate.diskBytes, 10'100);
        QVERIFY(estimate.basis.contains("public.item"));
    }

    void aCatalogChangeDoesNotGrow()
    {
        const Estimate estimate = estimateStatement({ .durationMs = 3 }, CloneRows::None, {}, { { "public.item", 10'000, 0, -1 } });
        QVERIFY(estimate.known);
        QCOMPARE(estimate.expectedMs, 3);
    }

    void withoutRowsNothingIsKnown_data()
    {
        QTest::addColumn<CloneRows>("rows");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("structure only") << CloneRows::None << qint64(0);
        QTest::newRow("statistics only") << CloneRows::Stats << qint64(0);
        QTest::newRow("an empty table") << CloneRows::Full << qint64(0);
    }
    void withoutRowsNothingIsKnown()
    {
        QFETCH(CloneRows, rows);
        QFETCH(qint64, bytes);
        const Estimate estimate = estimateStatement(scanning(bytes), rows, {}, { { "public.item", 10'000, 0, -1 } });
        QVERIFY(!estimate.known);
        QVERIFY(estimateTotal({ estimate }).basis.contains("1 of 1"));
    }

    void theCopysSizeStandsInForProductions()
    {
        const Estimate estimate = estimateStatement(scanning(1000), CloneRows::Full, {}, {});
        QVERIFY(estimate.known);
        QCOMPARE(estimate.factor, 1);
        QVERIFY(estimate.basis.contains("unknown"));
    }

    void aSampleIsRefused()
    {
        QCOMPARE(cloneRows("sample:5%").error().code, "rehearse-rows-unsupported");
        QCOMPARE(cloneRows("many").error().code, "usage");
        QCOMPARE(cloneRows("full").value(), CloneRows::Full);
    }
};

QTEST_APPLESS_MAIN(EstimateTest)
#include "tst_estimate.moc"
