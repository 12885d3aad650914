// SPDX-License-Identifier: MIT
#include "sample_history.h"
#include "widgets/style/plain_table.h"
#include "widgets/timeline/timeline_model.h"
#include "widgets/timeline/timeline_page.h"
#include "widgets/timeline/timeline_view.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <ctime>
#include <utility>

using namespace corridor;
using namespace corridor::test;

namespace {

// a: failed, resolved, then applied; b: applied and taken back; c: marked; d: pending.
Diagnosis eventful()
{
    return diagnosis({ "a", "b", "c", "d" },
        { { "a", 0, -1, 5000, 0 }, { "a", 9000, 9100 }, { "b", 9200, 9500, 60'000 }, { "c", 70'000, 70'000, -1, 0 } });
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private slots:
    void attemptsTellThePast()
    {
        const QList<Attempt> all = attempts(eventful());
        QStringList told;
        for (const Attempt& attempt : all)
            told << attempt.migration + ": " + outcomeLook(attempt.outcome).word;
        QCOMPARE(told,
            QStringList({ "a: Failed, resolved", "a: Applied", "b: Rolled back", "c: Marked as applied", "b: Pending",
                "d: Pending" }));
    }

    void modelIsSound()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAttempts(attempts(eventful()));
        QCOMPARE(model.index(2, 0).data(Qt::AccessibleTextRole).toString(),
            "Rolled back: b, started 2025-01-08 09:00:09, 300 ms, rolled back 2025-01-08 09:01:00");
        model.setAttempts({});
    }

    void scaleFoldsIdleTime()
    {
        const FoldedScale scale({ { 1'000'000, 1'000'100 }, { 0, 100 }, { 1600, 1700 }, { 150, 200 } }, 0.1, 50);
        QCOMPARE(scale.width(), 20.0 + 50 + 10 + 50 + 10); // the gap of 50 ms is no idle time, that of 1.4 s is
        QCOMPARE(scale.pieces().size(), 5);
        QCOMPARE(scale.x(0), 0.0);
        QCOMPARE(scale.x(100), 10.0);
        QCOMPARE(scale.x(1'000'000), 130.0);
        QCOMPARE(scale.x(1'000'050), 135.0);
        QCOMPARE(scale.time(135), 1'000'050);
        QCOMPARE(scale.x(-5), 0.0);
        QCOMPARE(scale.x(9'000'000), scale.width());
    }

    void scaleFits_data()
    {
        QTest::addColumn<int>("spans");
        QTest::addColumn<qint64>("gap");
        QTest::newRow("one") << 1 << qint64(0);
        QTest::newRow("close together") << 20 << qint64(10);
        QTest::newRow("seconds apart") << 20 << qint64(3000);
        QTest::newRow("far apart") << 20 << qint64(86'400'000);
        QTest::newRow("many") << 5000 << qint64(86'400'000);
    }

    void scaleFits()
    {
        QFETCH(int, spans);
        QFETCH(qint64, gap);
        QList<TimeSpan> times;
        for (int at = 0; at < spans; ++at)
            times << TimeSpan { at * (gap + 100), at * (gap + 100) + 100 };
        const double width = FoldedScale::fitting(times, 1000, 60).width();
        QVERIFY2(width > 900 && width <= 1001, qPrintable(QString::number(width)));
    }

    void scaleOfNothing()
    {
        const FoldedScale scale = FoldedScale::fitting({}, 100, 10);
        QCOMPARE(scale.width(), 0.0);
        QCOMPARE(scale.x(5), 0.0);
        const FoldedScale moment = FoldedScale::fitting({ { 5, 5 } }, 100, 10);
        QCOMPARE(moment.x(5), 0.0);
    }

    void lanesKeepNamesApart()
    {
        const FoldedScale scale({ { 0, 1000 } }, 1, 50);
        const auto item = [](int row, qint64 begin, qint64 end) {
            return TimelineItem { .row = row, .time = { begin, end }, .labelWidth = 80 };
        };
        const TimelineMetrics metrics { .minBarWidth = 4, .labelGap = 6, .lanes = 2 };
        const QList<TimelineBar> bars
            = layOut({ item(0, 0, 10), item(1, 20, 30), item(2, 50, 51), item(3, 900, 1000) }, scale, metrics);
        QCOMPARE(bars.size(), 4);
        QCOMPARE(bars[0].lane, 0);
        QCOMPARE(bars[1].lane, 1);
        QVERIFY(bars[1].labelled);
        QCOMPARE(bars[2].lane, 0); // both are taken by names: the first one is cut short
        QVERIFY(bars[0].labelled);
        QVERIFY(bars[0].right() <= bars[2].x);
        QCOMPARE(bars[2].width, 4.0);
        QCOMPARE(bars[3].lane, 0);
        QVERIFY(bars[3].labelled);
    }

    void oneSelectionForBoth()
    {
        TimelineModel model;
        model.setAttempts(attempts(eventful()));
        TimelinePage page(model);
        page.resize(900, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_VERIFY(!page.timeline()->scene().isEmpty());
        QSignalSpy current(&page, &TimelinePage::currentMigrationChanged);
        QTest::keyClick(page.timeline(), Qt::Key_Home);
        QCOMPARE(page.table()->currentIndex().row(), 0);
        QTest::keyClick(page.timeline(), Qt::Key_End);
        QCOMPARE(page.table()->currentIndex().row(), 3);
        QVERIFY(page.timeline()->accessibleDescription().startsWith("Marked as applied: c"));
        page.table()->selectRow(2);
        QVERIFY(page.timeline()->accessibleDescription().startsWith("Rolled back: b"));
        QCOMPARE(current.count(), 3);
        QSignalSpy opened(&page, &TimelinePage::migrationActivated);
        QTest::keyClick(page.timeline(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), "b");
    }

    void filterAndSortKeepBothInStep()
    {
        TimelineModel model;
        model.setAttempts(attempts(eventful()));
        TimelinePage page(model);
        page.resize(900, 600);
        page.show();
        page.table()->sortByColumn(TimelineModel::DurationColumn, Qt::DescendingOrder);
        QTest::keyClicks(page.findChild<QLineEdit*>(), "a");
        QTRY_COMPARE(page.timeline()->scene().bars().size(), 2);
        page.timeline()->grab();
        QTest::keyClick(page.timeline(), Qt::Key_Home); // the earliest, wherever the table has it
        QCOMPARE(page.table()->currentIndex().siblingAtColumn(TimelineModel::OutcomeColumn).data().toString(),
            "Failed, resolved");
    }

    void zoomKeepsTheTimeUnderThePointer()
    {
        TimelineModel model;
        model.setAttempts(attempts(longHistory(300, 300)));
        TimelinePage page(model);
        page.resize(900, 600);
        page.show();
        TimelineView* view = page.timeline();
        QTRY_VERIFY(!view->scene().isEmpty());
        const double before = view->scene().width();
        QTest::keyClick(view, Qt::Key_Plus);
        QTest::keyClick(view, Qt::Key_Plus);
        QVERIFY(view->scene().width() > before);
        QVERIFY(view->horizontalScrollBar()->maximum() > 0);
        QTest::keyClick(view, Qt::Key_0);
        QCOMPARE(view->zoom(), 1.0);
    }

    void tenThousandArePaintedAtOnce()
    {
        TimelineModel model;
        model.setAttempts(attempts(longHistory(10'000, 9'990)));
        TimelinePage page(model);
        page.resize(1400, 900);
        page.ensurePolished();
        // Processor time, which other programs on the machine do not change.
        auto milliseconds = [last = std::clock()]() mutable {
            const std::clock_t before = std::exchange(last, std::clock());
            return 1000.0 * double(last - before) / CLOCKS_PER_SEC;
        };
        QImage image(page.size(), QImage::Format_ARGB32_Premultiplied);
        page.render(&image);
        const double first = milliseconds();
        page.render(&image);
        const double again = milliseconds();
        page.timeline()->setZoom(400);
        page.timeline()->horizontalScrollBar()->setValue(page.timeline()->horizontalScrollBar()->maximum() / 2);
        page.timeline()->grab();
        qInfo("first paint %.0f ms, again %.0f ms, zoomed and scrolled %.0f ms", first, again, milliseconds());
        QVERIFY(first <= 5000);
        QVERIFY(again <= 5000);
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
