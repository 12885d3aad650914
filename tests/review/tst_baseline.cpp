// SPDX-License-Identifier: MIT
#include "review/baseline.h"
#include "sample_review.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestBaseline : public QObject {
    Q_OBJECT
private slots:
    void whatIsKnownIsLeftOut()
    {
        const Review before = sampleReview({ m_old }, { sampleFinding(m_old, "DROP TABLE a", hostileText) });
        QVERIFY(Baseline::of(before).write(path()).has_value());
        const auto baseline = Baseline::read(path());
        QVERIFY2(baseline.has_value(), "what was written is read");
        QCOMPARE(baseline->size(), 1);

        Review after = sampleReview({ m_edited },
            { sampleFinding(m_edited, "DROP TABLE a", hostileText), sampleFinding(m_edited, "DROP TABLE b", "new") });
        baseline->apply(after);
        QCOMPARE(after.known, 1);
        QCOMPARE(after.findings.size(), 1);
        QCOMPARE(after.findings[0].message, "new");
    }

    void theFileIsTheSameEachTime()
    {
        const Finding one = sampleFinding(m_edited, "DROP TABLE a", "x");
        const Finding two = sampleFinding(m_edited, "DROP TABLE b", "y");
        QVERIFY(Baseline::of(sampleReview({ m_edited }, { one, two })).write(path()).has_value());
        const QByteArray first = text();
        QVERIFY(Baseline::of(sampleReview({ m_edited }, { two, one })).write(path()).has_value());
        QCOMPARE(text(), first);
        QCOMPARE(first.count('\n'), 4);
    }

    void whatIsNoBaselineIsNamed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("another document") << QByteArray("{\"findings\": []}");
        QTest::newRow("another version") << QByteArray("{\"corridorBaseline\": 2, \"findings\": []}");
        QTest::newRow("no list") << QByteArray("{\"corridorBaseline\": 1, \"findings\": 3}");
    }

    void whatIsNoBaselineIsNamed()
    {
        QFETCH(QByteArray, content);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto baseline = Baseline::read(path());
        QVERIFY(!baseline);
        QCOMPARE(baseline.error().code, "baseline-unreadable");
        QVERIFY(baseline.error().message.contains(path()));
    }

    void whatIsMissingIsNamed() { QCOMPARE(Baseline::read(path() + "-none").error().code, "baseline-unreadable"); }

private:
    QString path() const { return m_folder.filePath("baseline.json"); }
    QByteArray text() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    const QTemporaryDir m_folder;
    const LintMigration m_old = sampleMigration("m", "DROP TABLE a;");
    const LintMigration m_edited = sampleMigration("m", "-- moved\nDROP TABLE a;\nDROP TABLE b;");
};

QTEST_GUILESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
