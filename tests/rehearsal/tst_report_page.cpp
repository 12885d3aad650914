// SPDX-License-Identifier: MIT
#include "rehearsal/report_page.h"

#include "rehearsal/lock_picture.h"

#include <QJsonArray>
#include <QTest>
#include <QXmlStreamReader>

using namespace corridor;

class ReportPageTest : public QObject {
    Q_OBJECT

    static RehearsalReport sample()
    {
        RehearsalReport report { .startedAt = QDateTime::fromSecsSinceEpoch(0, QTimeZone::UTC) };
        TracedMigration migration { .name = "1_<b>", .outcome = "applied", .mode = "atomic", .startMs = 10, .durationMs = 100 };
        migration.locks << TracedLock { "public.\"a&b\"", "table", LockMode::AccessExclusive, 0, 10, 110 };
        TracedStatement statement { .line = 1, .kind = "ALTER TABLE", .sql = "ALTER TABLE \"a&b\" ADD x text DEFAULT '<script>alert(1)</script>'",
            .outcome = "done", .startMs = 10, .durationMs = 90 };
        statement.locks = migration.locks;
        statement.notices << "NOTICE: <i>";
        migration.statements << statement;
        report.migrations << migration;
        report.estimates << QList { estimateStatement(statement, CloneRows::None, {}, {}) };
        report.total = estimateTotal(report.estimates[0]);
        report.checks << CheckResult { "a.sql", { .holds = true }, { .holds = true } };
        report.rollback.verdict = RollbackProof::Verdict::Proved;
        return report;
    }

private slots:
    void everythingIsEscaped()
    {
        const QByteArray page = reportPage(sample());
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains("1_<b>") && !page.contains("<i>"));
        QVERIFY(page.contains("&lt;script&gt;alert(1)"));
        QVERIFY(!page.contains("http")); // nothing is loaded from elsewhere
    }

    void thePictureIsASvgOfTheLocks()
    {
        const QString svg = lockPicture(sample().migrations[0]);
        QXmlStreamReader reader(svg);
        int bars = 0;
        double width = 0;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"rect") {
                ++bars;
                QCOMPARE(reader.attributes().value("class"), u"reads");
                width = reader.attributes().value("width").toDouble();
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(bars, 1);
        QVERIFY(width > 600); // held all the time
        QVERIFY(lockPicture({}).isEmpty());
    }

    void judges()
    {
        RehearsalReport report = sample();
        judge(report);
        QCOMPARE(verdictWord(report.verdict), "passed");
        report.rollback.verdict = RollbackProof::Verdict::NotProved;
        judge(report);
        QCOMPARE(verdictWord(report.verdict), "attention");
        report.checks[0].after = { .holds = false, .rows = 2 };
        judge(report);
        QCOMPARE(verdictWord(report.verdict), "failed");
        QVERIFY2(report.reasons[0].contains("a.sql"), qPrintable(report.reasons[0]));
    }

    void longLocksAreAReason()
    {
        RehearsalReport report = sample();
        report.migrations[0].locks[0].toMs = 5000;
        judge(report);
        QCOMPARE(verdictWord(report.verdict), "attention");
        QVERIFY2(report.reasons[0].contains("readers and writers"), qPrintable(report.reasons[0]));
    }

    void jsonHasTheDocumentedKeys()
    {
        const QJsonObject json = sample().toJson();
        for (const char* key : { "verdict", "reasons", "clone", "migrations", "estimate", "rollback", "checks" })
            QVERIFY2(json.contains(QLatin1StringView(key)), key);
        const QJsonObject statement = json["migrations"][0]["statements"][0].toObject();
        QCOMPARE(statement["locks"][0]["mode"].toString(), "ACCESS EXCLUSIVE");
        QCOMPARE(statement["locks"][0]["blocksReads"], true);
    }
};

QTEST_APPLESS_MAIN(ReportPageTest)
#include "tst_report_page.moc"
