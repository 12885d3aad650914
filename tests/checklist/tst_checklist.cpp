// SPDX-License-Identifier: MIT
#include "checklist/checklist.h"
#include "journal/journal.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

const QList<CoveredScript> twoScripts { { "1_a", "aa" }, { "2_b", "bb" } };
const ChecklistTemplate twoItems { "", { { "backup", "Create a backup", "why" }, { "staging", "Try it", "why" } } };
const QDateTime noon = QDateTime::fromString("2025-01-08T12:00:00.000Z", Qt::ISODateWithMs);

Tick tick(const QString& item, bool ticked = true, const QList<CoveredScript>& scripts = twoScripts)
{
    return {
        .target = "t", .item = item, .ticked = ticked, .who = "alice", .at = noon, .note = "n", .scripts = scripts
    };
}

} // namespace

class TestChecklist : public QObject {
    Q_OBJECT
private slots:
    void startsUnticked()
    {
        const Checklist list = evaluate(twoItems, {}, twoScripts);
        QCOMPARE(list.count(ItemState::Unticked), 2);
        QVERIFY(list.find("backup")->who.isEmpty());
        QVERIFY(!list.find("nothing"));
    }

    void theNewestTickDecides()
    {
        const Checklist list = evaluate(twoItems,
            { tick("backup", false), tick("backup"), tick("staging"), tick("staging", false), tick("unknown") },
            twoScripts);
        const ItemStatus* backup = list.find("backup");
        QVERIFY(backup->isTicked());
        QCOMPARE(backup->who, QString("alice"));
        QCOMPARE(backup->at, noon);
        QCOMPARE(backup->note, QString("n"));
        QCOMPARE(list.find("staging")->state, ItemState::Unticked);
        QCOMPARE(list.find("staging")->who, QString("alice"));
    }

    void scriptsMakeTicksStale_data()
    {
        QTest::addColumn<QList<CoveredScript>>("pending");
        QTest::addColumn<QStringList>("reasons");
        using Scripts = QList<CoveredScript>;
        QTest::newRow("the same") << twoScripts << QStringList();
        QTest::newRow("another order") << Scripts { twoScripts[1], twoScripts[0] } << QStringList();
        QTest::newRow("changed") << Scripts { { "1_a", "aa" }, { "2_b", "b2" } } << QStringList { "2_b was changed." };
        QTest::newRow("gone") << Scripts { { "1_a", "aa" } } << QStringList { "2_b is no longer pending." };
        QTest::newRow("new") << twoScripts + Scripts { { "3_c", "cc" } } << QStringList { "3_c became pending." };
        QTest::newRow("renamed") << Scripts { { "1_a", "aa" }, { "2_c", "bb" } }
                                 << QStringList { "2_b is no longer pending.", "2_c became pending." };
        QTest::newRow("deployed") << Scripts()
                                  << QStringList { "1_a is no longer pending.", "2_b is no longer pending." };
    }

    void scriptsMakeTicksStale()
    {
        QFETCH(QList<CoveredScript>, pending);
        QFETCH(QStringList, reasons);
        const Checklist list = evaluate(twoItems, { tick("backup") }, pending);
        QCOMPARE(list.find("backup")->reasons, reasons);
        QCOMPARE(list.find("backup")->state, reasons.isEmpty() ? ItemState::Ticked : ItemState::Stale);
        QCOMPARE(combinedChecksum(pending) == combinedChecksum(twoScripts), reasons.isEmpty());
    }

    void theGateSaysWhatIsMissing()
    {
        QVERIFY(gate(evaluate(twoItems, { tick("backup"), tick("staging") }, twoScripts)).open);
        const Gate closed = gate(evaluate(twoItems, { tick("staging") }, { twoScripts[0] }));
        QVERIFY(!closed.open);
        QCOMPARE(closed.reasons,
            QStringList({ "\"Create a backup\" (backup) is not ticked.",
                "\"Try it\" (staging) was ticked, but: 2_b is no longer pending." }));
        QCOMPARE(closed.toJson()["reasons"].toArray().size(), 2);
    }

    void jsonHasEveryItem()
    {
        const QJsonObject json = evaluate(twoItems, { tick("backup") }, twoScripts).toJson();
        QCOMPARE(json["ticked"].toInt(), 1);
        QCOMPARE(json["total"].toInt(), 2);
        const QJsonArray items = json["items"].toArray();
        QCOMPARE(items[0].toObject()["state"].toString(), QString("ticked"));
        QCOMPARE(items[0].toObject()["at"].toString(), QString("2025-01-08T12:00:00.000Z"));
        QCOMPARE(items[1].toObject()["id"].toString(), QString("staging"));
        QVERIFY(items[1].toObject()["who"].isNull());
    }

    void ticksComeThroughTheJournal()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("journal.sqlite");
        QVERIFY(Journal::open(path)->add(tick("backup")));
        const auto ticks = Journal::open(path)->ticks("t");
        QVERIFY(ticks);
        QVERIFY(evaluate(twoItems, *ticks, twoScripts).find("backup")->isTicked());
        QVERIFY(!evaluate(twoItems, *ticks, {}).find("backup")->isTicked());
    }
};

QTEST_GUILESS_MAIN(TestChecklist)
#include "tst_checklist.moc"
