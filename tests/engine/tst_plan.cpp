// SPDX-License-Identifier: MIT
#include "engine/plan.h"

#include <QTest>
#include <QTimeZone>

using namespace corridor;

namespace {

Project project(const QString& names)
{
    Project result;
    for (const QString& name : names.split(' ', Qt::SkipEmptyParts)) {
        Migration migration { .name = name.first(1) };
        if (!name.contains('?')) {
            migration.script = "SELECT 1;";
            migration.checksum = prismaChecksum("SELECT 1;");
        }
        if (name.contains('v'))
            migration.down = "SELECT 2;";
        result.migrations << migration;
    }
    return result;
}

// "a+" applied, "a!" failed, "a-" rolled back.
DatabaseState state(const QString& rows)
{
    DatabaseState result { .tableExists = true, .historySchema = "public" };
    const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
    for (const QString& word : rows.split(' ', Qt::SkipEmptyParts)) {
        HistoryRow row { .id = word, .migrationName = word.first(1), .startedAt = start.addSecs(result.rows.size()) };
        if (word.endsWith('+'))
            row.finishedAt = row.startedAt;
        if (word.endsWith('-'))
            row.rolledBackAt = row.startedAt;
        result.rows << row;
    }
    return result;
}

QString names(const Plan& plan)
{
    QStringList list;
    for (const PlannedMigration& migration : plan.migrations)
        list << migration.name;
    return list.join(' ');
}

} // namespace

class TestPlan : public QObject {
    Q_OBJECT
private slots:
    void deploys_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("expected"); // names, or the error's code
        QTest::newRow("everything") << "a b" << "" << "a b";
        QTest::newRow("the rest") << "a b c" << "a+" << "b c";
        QTest::newRow("nothing") << "a" << "a+" << "";
        QTest::newRow("an older one that is new") << "a b c" << "a+ c+" << "b";
        QTest::newRow("a rolled-back one again") << "a b" << "a+ b-" << "b";
        QTest::newRow("failed") << "a b" << "a!" << "P3009";
        QTest::newRow("failed, and gone from the folder") << "b" << "a!" << "P3009";
        QTest::newRow("stops before the missing script") << "a b? c" << "" << "a";
    }

    void deploys()
    {
        QFETCH(QString, folder);
        QFETCH(QString, rows);
        const auto plan = planDeploy(project(folder), state(rows));
        QTEST(plan ? names(*plan) : plan.error().code, "expected");
        if (folder.contains('?'))
            QCOMPARE(plan->stopsAt->code, "P3015");
    }

    void foreignTablesStopAFirstDeploy()
    {
        DatabaseState foreign { .historySchema = "public", .tables = { "users" } };
        const auto plan = planDeploy(project("a"), foreign);
        QCOMPARE(plan.error().code, "P3005");
        QVERIFY(plan.error().detail.contains("users"));
        QVERIFY(!plan.error().hint.isEmpty());
    }

    void rollbacks_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("all");
        QTest::addColumn<QString>("expected");
        QTest::newRow("newest") << "av bv" << "a+ b+" << 1 << "" << false << "b";
        QTest::newRow("two") << "av bv cv" << "a+ b+ c+" << 2 << "" << false << "c b";
        QTest::newRow("more than there are") << "av" << "a+" << 5 << "" << false << "a";
        QTest::newRow("all") << "av bv" << "a+ b+" << 1 << "" << true << "b a";
        QTest::newRow("to") << "av bv cv" << "a+ b+ c+" << 1 << "a" << false << "c b";
        QTest::newRow("in the order of applying") << "av bv" << "b+ a+" << 1 << "" << false << "a";
        QTest::newRow("no way back") << "a" << "a+" << 1 << "" << false << "down-missing";
        QTest::newRow("one of them has no way back") << "av b cv" << "a+ b+ c+" << 3 << "" << false << "down-missing";
        QTest::newRow("folder gone") << "" << "a+" << 1 << "" << false << "migration-missing";
        QTest::newRow("nothing applied") << "av" << "" << 1 << "" << false << "rollback-nothing";
        QTest::newRow("rolled back already") << "av" << "a-" << 1 << "" << false << "rollback-nothing";
        QTest::newRow("to an unknown one") << "av" << "a+" << 1 << "z" << false << "migration-unknown";
        QTest::newRow("failed rows") << "av bv" << "a+ b!" << 1 << "" << false << "P3009";
    }

    void rollbacks()
    {
        QFETCH(QString, folder);
        QFETCH(QString, rows);
        QFETCH(int, steps);
        QFETCH(QString, to);
        QFETCH(bool, all);
        const auto plan = planRollback(project(folder), state(rows), { steps, to, all });
        QTEST(plan ? names(*plan) : plan.error().code, "expected");
    }

    void otherProvidersAreRefused()
    {
        Project mysql = project("a");
        mysql.lockProvider = "mysql";
        QCOMPARE(planDeploy(mysql, state("")).error().code, "P3019");
        QCOMPARE(planReset(mysql, state("")).error().code, "P3019");
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
