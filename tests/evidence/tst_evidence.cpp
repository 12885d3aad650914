// SPDX-License-Identifier: MIT
#include "evidence/evidence.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace corridor;

namespace {

const QDateTime now(QDate(2025, 1, 8), QTime(12, 0), QTimeZone::UTC);
const TargetIdentity live { "db.example", "5432", "shop" };
const QList<CoveredScript> scripts { { "2_email", "c2" }, { "3_index", "c3" } };

Backup backupOf(const QDateTime& at, bool verified = true)
{
    Backup backup { .folder = "/backups/b1" };
    backup.manifest.id = "b1";
    backup.manifest.host = live.host;
    backup.manifest.port = live.port;
    backup.manifest.database = live.database;
    backup.manifest.migrations = { "1_initial" };
    backup.manifest.startedAt = at;
    if (verified)
        backup.verifiedAt = at.addSecs(60);
    return backup;
}

} // namespace

class TestEvidence : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        m_journal.emplace(*Journal::open(m_folder->filePath("journal.sqlite")));
    }
    void cleanup() { m_journal.reset(); }

    void backups_data()
    {
        QTest::addColumn<QList<Backup>>("backups");
        QTest::addColumn<QString>("missing"); // part of the reason; empty where it holds
        QTest::newRow("none") << QList<Backup>() << "There is no backup";
        QTest::newRow("young and verified") << QList { backupOf(now.addSecs(-3600)) } << "";
        QTest::newRow("old") << QList { backupOf(now.addSecs(-7 * 3600)) } << "older than 360 minutes";
        QTest::newRow("not verified") << QList { backupOf(now.addSecs(-3600), false) } << "not verified";
        Backup other = backupOf(now.addSecs(-3600));
        other.manifest.database = "elsewhere";
        QTest::newRow("of another database") << QList { other } << "There is no backup";
        Backup before = backupOf(now.addSecs(-3600));
        before.manifest.migrations.clear();
        QTest::newRow("from before a migration") << QList { before } << "before 1_initial was applied";
        QTest::newRow("the newest counts") << QList { backupOf(now.addSecs(-60), false), backupOf(now.addSecs(-3600)) } << "not verified";
    }

    void backups()
    {
        QFETCH(QList<Backup>, backups);
        expect({ .id = "backup", .text = "Backup", .probe = "backup", .within = "6h" }, "missing", backups);
    }

    void deploysElsewhere_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("checksum");
        QTest::addColumn<QString>("missing");
        QTest::newRow("staged") << "staging" << "done" << "c3" << "";
        QTest::newRow("failed there") << "staging" << "failed" << "c3" << "2_email, 3_index";
        QTest::newRow("another place") << "development" << "done" << "c3" << "2_email, 3_index";
        QTest::newRow("changed since") << "staging" << "done" << "other" << "as it is now: 3_index";
    }

    void deploysElsewhere()
    {
        QFETCH(QString, environment);
        QFETCH(QString, outcome);
        QFETCH(QString, checksum);
        record("deploy", environment, { "stage.example", "5432", "shop" }, outcome, { { "2_email", "c2" }, { "3_index", checksum } });
        expect({ .id = "staging", .text = "Staging", .probe = "staging" }, "missing");
    }

    void aDeployToTheTargetItselfIsNoProof()
    {
        record("deploy", "staging", live, "done", scripts);
        QVERIFY(!stateOf({ .id = "staging", .text = "Staging", .probe = "staging" }).isTicked());
    }

    void rehearsalsNeedRows_data()
    {
        QTest::addColumn<QString>("rows");
        QTest::addColumn<bool>("ticked");
        QTest::newRow("structure") << "none" << false;
        QTest::newRow("sample") << "sample:10%" << true;
        QTest::newRow("full") << "full" << true;
    }

    void rehearsalsNeedRows()
    {
        QFETCH(QString, rows);
        record("rehearse", {}, live, "done", scripts, { { "rows", rows } });
        QTEST(stateOf({ .id = "volume", .text = "Volume", .probe = "rehearsal" }).isTicked(), "ticked");
    }

    void aPersonsNoHolds()
    {
        record("prove-rollback", {}, live, "done", scripts);
        const ChecklistItem item { .id = "way-back", .text = "Way back", .probe = "rollback-proof" };
        QVERIFY(stateOf(item).proven);
        QVERIFY(m_journal->add({ .target = live.key(), .item = "way-back", .ticked = false, .who = "bob", .scripts = scripts }));
        QVERIFY(!stateOf(item).isTicked());
    }

    void windows_data()
    {
        QTest::addColumn<QString>("window");
        QTest::addColumn<int>("inside"); // -1: no window
        QTest::newRow("inside") << "11:00-13:00" << 1;
        QTest::newRow("its start") << "12:00-13:00" << 1;
        QTest::newRow("its end") << "11:00-12:00" << 0;
        QTest::newRow("over midnight, outside") << "22:00-04:00" << 0;
        QTest::newRow("over midnight, inside") << "22:00-12:30" << 1;
        QTest::newRow("no time") << "night" << -1;
        QTest::newRow("nothing long") << "12:00-12:00" << -1;
    }

    void windows()
    {
        QFETCH(QString, window);
        const auto inside = isInWindow(window, now.time());
        QTEST(inside ? int(*inside) : -1, "inside");
    }

    void approvalsAreCountedByPerson()
    {
        const auto approve = [&](const QString& who, const QList<CoveredScript>& covered, bool yes = true) {
            QVERIFY(m_journal->add({ .target = live.key(), .item = approvalItem, .ticked = yes, .who = who, .scripts = covered }));
        };
        const Profile twoPeople { .name = "live", .isProtected = true, .approvals = 2 };
        QTemporaryDir project;
        QFile list(project.filePath(checklistFileName));
        QVERIFY(list.open(QFile::WriteOnly));
        list.write("[[item]]\nid = \"window\"\ntext = \"Window\"\nprobe = \"low-traffic\"\nwindow = \"11:00-13:00\"\n");
        list.close();
        const auto state = [&] { return *readGate(project.path(), sources({}), &twoPeople); };
        approve("alice", scripts);
        approve("alice", scripts);
        QVERIFY(!state().gate.open);
        QVERIFY(state().gate.reasons.first().startsWith("1 of 2 people"));
        approve("bob", { { "2_email", "before the change" }, { "3_index", "c3" } });
        QVERIFY(!state().gate.open);
        approve("bob", scripts);
        QVERIFY(state().gate.open);
        approve("alice", scripts, false);
        QVERIFY(!state().gate.open);
    }

    // What a rehearsal proved ticks the items that ask for it, and nothing else does.
    void rehearsalsProve_data()
    {
        QTest::addColumn<QString>("probe");
        QTest::addColumn<QString>("action");
        QTest::newRow("compatibility") << "compatibility" << "prove-compatibility";
        QTest::newRow("no blocking") << "no-blocking" << "prove-no-blocking";
    }
    void rehearsalsProve()
    {
        QFETCH(QString, probe);
        QFETCH(QString, action);
        const ChecklistItem item { .id = "it", .text = "It", .why = {}, .probe = probe };
        record("rehearse", "staging", live, "done", scripts, { { "rows", "full" } });
        QVERIFY(!stateOf(item).isTicked());
        record(action, "staging", live, "done", { { "2_email", "another" }, { "3_index", "c3" } });
        QVERIFY(!stateOf(item).isTicked());
        record(action, "staging", live, "done", scripts);
        QVERIFY(stateOf(item).isTicked() && stateOf(item).proven);
    }

    void aTamperedJournalKeepsTheGateClosed()
    {
        record("deploy", "staging", { "stage.example", "5432", "shop" }, "failed", scripts);
        m_journal.reset();
        {
            auto database = QSqlDatabase::addDatabase("QSQLITE", "tamper");
            database.setDatabaseName(m_folder->filePath("journal.sqlite"));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec("UPDATE runs SET outcome = 'done'"));
            database.close();
        }
        QSqlDatabase::removeDatabase("tamper");
        m_journal.emplace(*Journal::open(m_folder->filePath("journal.sqlite")));
        QTemporaryDir project;
        const auto state = readGate(project.path(), sources({}), nullptr);
        QVERIFY(state);
        QVERIFY(!state->gate.open);
        QVERIFY2(state->gate.reasons.last().startsWith("Somebody has changed the journal"), qPrintable(state->gate.reasons.last()));
    }

private:
    EvidenceSources sources(const QList<Backup>& backups) const
    {
        return { .journal = *m_journal, .backups = backups, .target = live, .pending = scripts, .applied = { "1_initial" }, .now = now };
    }

    ItemStatus stateOf(const ChecklistItem& item, const QList<Backup>& backups = {}) const
    {
        const auto checklist = withEvidence(evaluate({ {}, { item } }, *m_journal->ticks(live.key()), scripts), sources(backups));
        return checklist->items.first();
    }

    void expect(const ChecklistItem& item, const char* column, const QList<Backup>& backups = {}) const
    {
        const QString missing = *static_cast<QString*>(QTest::qData(column, qMetaTypeId<QString>()));
        const ItemStatus status = stateOf(item, backups);
        QCOMPARE(status.isTicked(), missing.isEmpty());
        QCOMPARE(status.proven, missing.isEmpty());
        QVERIFY2(status.reasons.join(' ').contains(missing), qPrintable(status.reasons.join(' ')));
        QCOMPARE(status.note.isEmpty(), !missing.isEmpty());
    }

    void record(const QString& action, const QString& environment, const TargetIdentity& target, const QString& outcome,
        const QList<CoveredScript>& covered, QJsonObject plan = {})
    {
        QJsonArray migrations;
        for (const CoveredScript& script : covered)
            migrations << QJsonObject { { "name", script.name }, { "checksum", script.checksum } };
        plan["migrations"] = migrations;
        RunRecord run = newRunRecord({});
        run.action = action;
        run.environment = environment;
        run.target = target;
        run.plan = plan;
        const auto id = m_journal->begin(run);
        QVERIFY2(id, id ? "" : qPrintable(id.error().toText()));
        QVERIFY(m_journal->finish(*id, outcome));
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<Journal> m_journal;
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
