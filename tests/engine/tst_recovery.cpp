// SPDX-License-Identifier: MIT
// What is offered for a migration that did not finish, and that each offer does what it says.
#include "engine/recovery.h"
#include "history/history_table.h"
#include "history/progress_mark.h"
#include "support/test_server.h"

#include <QTemporaryDir>

using namespace corridor;

namespace {

using enum RecoveryWay;

Migration migration(const QByteArray& script, const std::optional<QByteArray>& down = {})
{
    return { .name = "1_m", .script = script, .down = down, .checksum = prismaChecksum(script) };
}

Project project(const QByteArray& script, const std::optional<QByteArray>& down = {})
{
    Project result;
    result.migrations << migration(script, down);
    return result;
}

const QByteArray three = "CREATE TABLE t(i int);\nCREATE INDEX CONCURRENTLY t_i ON t(i);\nSELECT nope;";

void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

QString prefixOf(const QByteArray& script, int count)
{
    const Script parsed = parseScript(script);
    return scriptPrefix(QByteArrayView(script).first(parsed.statements[count - 1].end));
}

DatabaseState failedRow(const QByteArray& script, const std::optional<QString>& logs)
{
    return { .target = { .serverVersion = 170000 },
        .tableExists = true,
        .rows = { { .id = "r", .checksum = prismaChecksum(script), .migrationName = "1_m", .logs = logs } } };
}

QStringList wordsOf(const Recovery& recovery, bool certain)
{
    QStringList words;
    for (const RecoveryOption& option : recovery.options) {
        if (option.certain == certain)
            words << recoveryWord(option.way);
    }
    return words;
}

RunReport deployTo(const ConnectionOptions& database, const Project& project)
{
    auto session = Session::open(database);
    return deploy(*session, project, {});
}

RunReport recoverBy(const ConnectionOptions& database, const Project& project, RecoveryWay way)
{
    auto session = Session::open(database);
    return recover(*session, project, "1_m", way, {});
}

QList<HistoryRow> rowsOf(const ConnectionOptions& database)
{
    auto session = Session::open(database);
    return *HistoryTable::find(*session)->read();
}

Recovery readOne(const ConnectionOptions& database, const Project& project)
{
    auto session = Session::open(database);
    const QList<Recovery> all = recoveryOptions(project, *inspect(*session, project));
    return all.isEmpty() ? Recovery() : all.first();
}

} // namespace

#define VERIFY_RAN(report) QVERIFY2((report).ok(), (report).error ? qPrintable((report).error->toText()) : "")

class TestRecovery : public QObject {
    Q_OBJECT
private slots:
    void offers_data()
    {
        QTest::addColumn<QString>("logs");
        QTest::addColumn<bool>("down");
        QTest::addColumn<QStringList>("certain");
        QTest::addColumn<QStringList>("uncertain");
        const ProgressMark none { .mode = "stepwise", .total = 3 };
        const ProgressMark two {
            .mode = "stepwise", .done = 2, .total = 3, .prefix = prefixOf(three, 2), .error = "it failed"
        };
        const ProgressMark other {
            .mode = "stepwise", .done = 2, .total = 3, .prefix = "0000000000000000", .error = "it failed"
        };
        const ProgressMark running {
            .mode = "stepwise", .done = 1, .total = 3, .running = true, .prefix = prefixOf(three, 1)
        };
        QTest::newRow("interrupted before anything")
            << none.toLogs() << true << QStringList { "retry", "rolled-back" } << QStringList { "applied" };
        QTest::newRow("failed, nothing kept")
            << withNothingKept("text") << true << QStringList { "retry", "rolled-back" } << QStringList { "applied" };
        QTest::newRow("two of three") << two.toLogs() << true << QStringList { "resume" }
                                      << QStringList { "roll-back", "rolled-back", "applied" };
        QTest::newRow("no way back") << two.toLogs() << false << QStringList { "resume" }
                                     << QStringList { "rolled-back", "applied" };
        QTest::newRow("one was running") << running.toLogs() << false << QStringList { "resume" }
                                         << QStringList { "rolled-back", "applied" };
        QTest::newRow("another script") << other.toLogs() << false << QStringList()
                                        << QStringList { "rolled-back", "applied" };
        QTest::newRow("Prisma's") << "A migration failed to apply." << true << QStringList()
                                  << QStringList { "retry", "roll-back", "rolled-back", "applied" };
    }

    void offers()
    {
        QFETCH(QString, logs);
        QFETCH(bool, down);
        const Project folder = project(three, down ? std::optional<QByteArray>("DROP TABLE t;") : std::nullopt);
        const QList<Recovery> all = recoveryOptions(folder, failedRow(three, logs));
        QCOMPARE(all.size(), 1);
        QTEST(wordsOf(all[0], true), "certain");
        QTEST(wordsOf(all[0], false), "uncertain");
    }

    void aMissingFolderLeavesOneWay()
    {
        const auto all = recoveryOptions(
            Project(), failedRow(three, ProgressMark { .mode = "stepwise", .done = 2, .total = 3 }.toLogs()));
        QCOMPARE(wordsOf(all[0], false), QStringList { "rolled-back" });
        QCOMPARE(wordsOf(all[0], true), QStringList());
    }

    void whatIsNotOfferedIsRefused()
    {
        const Project folder = project(three);
        const DatabaseState state = failedRow(three, withNothingKept("text"));
        QCOMPARE(planRecovery(folder, state, "1_m", Resume).error().code, "recovery-wrong");
        QCOMPARE(planRecovery(folder, state, "2_other", Retry).error().code, "recovery-unknown");
    }

    void aRepairedScriptGoesOnWhereItFailed()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        QCOMPARE(deployTo(database, project(three)).error->code, "P3018");
        QByteArray repaired = three;
        repaired.replace("nope", "42");
        const Recovery recovery = readOne(database, project(repaired));
        QCOMPARE(recovery.done, 2);
        QCOMPARE(recovery.line, 3);
        QVERIFY(recovery.scriptChanged);
        VERIFY_RAN(recoverBy(database, project(repaired), Resume));
        const QList<HistoryRow> rows = rowsOf(database);
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows[0].isApplied());
        QCOMPARE(rows[0].checksum, prismaChecksum(repaired));
        QVERIFY(!rows[0].logs);
        QVERIFY(deployTo(database, project(repaired)).migrations.isEmpty());
    }

    void anEditAboveTheFailureDoesNotGoOn()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        (void)deployTo(database, project(three));
        QByteArray edited = three;
        edited.replace("i int", "i bigint");
        QVERIFY(!readOne(database, project(edited)).find(Resume));
        QCOMPARE(recoverBy(database, project(edited), Resume).error->code, "recovery-wrong");
    }

    void anAtomicFailureIsRetried()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const QByteArray script = "CREATE TABLE t(i int);\nSELECT nope;";
        (void)deployTo(database, project(script));
        QVERIFY(readOne(database, project(script)).find(Retry)->certain);
        QByteArray repaired = script;
        repaired.replace("nope", "42");
        VERIFY_RAN(recoverBy(database, project(repaired), Retry));
        const QList<HistoryRow> rows = rowsOf(database);
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0].isRolledBack());
        QVERIFY(rows[1].isApplied());
    }

    void whatWasAppliedIsRolledBack()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const Project folder = project(three, "DROP TABLE IF EXISTS t;");
        (void)deployTo(database, folder);
        VERIFY_RAN(recoverBy(database, folder, RollBack));
        QVERIFY(rowsOf(database)[0].isRolledBack());
        QVERIFY(runSql(database, "SELECT to_regclass('t')")->isNull(0, 0));
    }

    // The way back of what is committed lies beside down.sql, which undoes all of it.
    void whatIsCommittedHasAWayBackOfItsOwn()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        QTemporaryDir folder;
        Project wrong = project(three, "SELECT this_is_for_all_of_it;");
        wrong.migrations[0].path = folder.path();
        (void)deployTo(database, wrong);
        QVERIFY(!readOne(database, wrong).find(RollBack)->certain);
        QVERIFY(readOne(database, wrong).find(RollBack)->text.contains("--after 2"));
        writeFile(folder.filePath("down.after-1.sql"), "SELECT this_is_for_one;");
        writeFile(folder.filePath("down.after-2.sql"), "DROP INDEX CONCURRENTLY t_i;\nDROP TABLE t;");
        const Recovery recovery = readOne(database, wrong);
        QVERIFY(recovery.find(RollBack)->certain);
        QVERIFY2(recovery.find(RollBack)->text.contains("down.after-2.sql"), qPrintable(recovery.find(RollBack)->text));
        VERIFY_RAN(recoverBy(database, wrong, RollBack));
        QVERIFY(rowsOf(database)[0].isRolledBack());
        QVERIFY(runSql(database, "SELECT to_regclass('t')")->isNull(0, 0));
    }

    void aWayBackOfItsOwnThatStopsGoesOnAsThatOne()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        QTemporaryDir folder;
        Project broken = project(three);
        broken.migrations[0].path = folder.path();
        (void)deployTo(database, broken);
        writeFile(folder.filePath("down.after-2.sql"), "DROP INDEX CONCURRENTLY t_i;\nDROP TABLE nope;");
        QVERIFY(recoverBy(database, broken, RollBack).error);
        QCOMPARE(deployTo(database, broken).error->code, "P3009");
        Recovery half = readOne(database, broken);
        QCOMPARE(half.direction, Action::Rollback);
        QCOMPARE(half.done, 1);
        QVERIFY(half.find(Resume)->text.contains("down.after-2.sql"));
        writeFile(folder.filePath("down.after-2.sql"), "DROP INDEX CONCURRENTLY t_i;\nDROP TABLE t;");
        VERIFY_RAN(recoverBy(database, broken, Resume));
        QVERIFY(rowsOf(database)[0].isRolledBack());
        QVERIFY(runSql(database, "SELECT to_regclass('t')")->isNull(0, 0));
    }

    void aHalfRollbackGoesOn()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const QByteArray up = "CREATE TABLE t(i int);\nCREATE INDEX t_i ON t(i);";
        VERIFY_RAN(deployTo(database, project(up)));
        const QByteArray down = "DROP INDEX CONCURRENTLY t_i;\nDROP TABLE nope;";
        auto session = Session::open(database);
        QVERIFY(rollback(*session, project(up, down), {}, {}).error);
        QByteArray repaired = down;
        repaired.replace("nope", "t");
        const Recovery recovery = readOne(database, project(up, repaired));
        QCOMPARE(recovery.direction, Action::Rollback);
        QCOMPARE(recovery.done, 1);
        VERIFY_RAN(recoverBy(database, project(up, repaired), Resume));
        QVERIFY(rowsOf(database)[0].isRolledBack());
    }

    void marksSayWhatIsTrue()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        (void)deployTo(database, project(three));
        auto session = Session::open(database);
        QVERIFY(markRecovered(*session, project(three), "1_m", MarkRolledBack, {}));
        QVERIFY(rowsOf(database)[0].isRolledBack());
        (void)runSql(database, "DROP TABLE t");
        (void)deployTo(database, project(three));
        QVERIFY(markRecovered(*session, project(three), "1_m", MarkApplied, {}));
        QVERIFY(rowsOf(database).last().isApplied());
        QCOMPARE(readOne(database, project(three)).migration, "");
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
