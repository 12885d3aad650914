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

    void statisticsGiveGeneralRates()
    {
        const QList<RelationSize> production { { "public.item", 400'000'000, 40'000'000, -1 } };
        const Estimate scan = estimateStatement(scanning(0), CloneRows::Stats, {}, production);
        TracedStatement rewrite = scanning(0);
        rewrite.rewritten << "public.item";
        const Estimate anew = estimateStatement(rewrite, CloneRows::Stats, {}, production);
        QVERIFY(scan.known && anew.known && anew.expectedMs > 4 * scan.expectedMs && scan.highMs >= 24 * scan.lowMs);
        QVERIFY(anew.diskBytes > 400'000'000 && scan.diskBytes < 2000);
        QVERIFY(scan.basis.contains("nothing was measured"));
        QVERIFY(!estimateStatement(scanning(0), CloneRows::Stats, {}, {}).known);
    }

    void theCopysSizeStandsInForProductions()
    {
        const Estimate estimate = estimateStatement(scanning(1000), CloneRows::Full, {}, {});
        QVERIFY(estimate.known);
        QCOMPARE(estimate.factor, 1);
        QVERIFY(estimate.basis.contains("unknown"));
    }

    void readsHowManyRows_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("answer");
        QTest::newRow("none") << "none" << "none";
        QTest::newRow("full") << "full" << "full";
        QTest::newRow("a sample") << "sample:5%" << "sample:5%";
        QTest::newRow("half a per cent") << "sample:0.5" << "sample:0.5%";
        QTest::newRow("too much") << "sample:101%" << "usage";
        QTest::newRow("nothing") << "sample:0%" << "usage";
        QTest::newRow("another word") << "many" << "usage";
        QTest::newRow("statistics") << "stats" << "stats";
    }
    void readsHowManyRows()
    {
        QFETCH(QString, word);
        const auto choice = rowChoice(word);
        QTEST(choice ? choice->word() : choice.error().code, "answer");
    }
};

QTEST_APPLESS_MAIN(EstimateTest)
#include "tst_estimate.moc"
