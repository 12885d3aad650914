// SPDX-License-Identifier: MIT
#include "sql/modes.h"

#include <QTest>

using namespace corridor;

class ModesTest : public QObject {
    Q_OBJECT

private slots:
    void plans_data();
    void plans();
    void opaqueScripts();
};

static QString summary(const ExecutionPlan& plan)
{
    static constexpr const char* words[] = { "managed", "alone", "written", "first-of-session" };
    QStringList parts { modeWord(plan.mode) };
    for (const TransactionGroup& group : plan.groups)
        parts << QString("%1(%2-%3)").arg(words[static_cast<int>(group.kind)]).arg(group.first).arg(group.last());
    return parts.join(' ');
}

void ModesTest::plans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("major");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, int major, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << major << QString(expected);
    };
    row("empty", "-- nothing", 15, "atomic");
    row("ordinary", "CREATE TABLE a (i int); CREATE INDEX ON a (i); INSERT INTO a VALUES (1);", 15,
        "atomic managed(0-2)");
    row("concurrently alone", "CREATE INDEX CONCURRENTLY i ON a (b);", 15, "stepwise alone(0-0)");
    row("concurrently between", "ALTER TABLE a ADD b int; ANALYZE a; CREATE INDEX CONCURRENTLY i ON a (b); SELECT 1;",
        15, "stepwise managed(0-1) alone(2-2) managed(3-3)");
    row("vacuum", "VACUUM a; VACUUM b;", 15, "stepwise alone(0-0) alone(1-1)");
    row("analyze", "ANALYZE a;", 15, "atomic managed(0-0)");
    row("own transaction", "BEGIN; CREATE TABLE a (i int); COMMIT;", 15, "scripted written(0-2)");
    row("own transaction in the middle", "SELECT 1; SELECT 2; BEGIN; SELECT 3; COMMIT; SELECT 4;", 15,
        "scripted managed(0-1) written(2-4) managed(5-5)");
    row("two own transactions", "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; ROLLBACK;", 15,
        "scripted written(0-2) written(3-5)");
    row("commit and chain", "BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT; SELECT 3;", 15,
        "scripted written(0-4) managed(5-5)");
    row("stray commit", "SELECT 1; COMMIT; SELECT 2;", 15, "scripted managed(0-0) alone(1-1) managed(2-2)");
    row("savepoint", "SAVEPOINT s; SELECT 1; ROLLBACK TO s;", 15, "atomic managed(0-2)");
    row("savepoint in own", "BEGIN; SAVEPOINT s; ROLLBACK TO s; COMMIT;", 15, "scripted written(0-3)");
    row("lock table", "LOCK TABLE a; UPDATE a SET b = 1;", 15, "atomic managed(0-1)");
    row("enum value added", "ALTER TYPE e ADD VALUE 'x'; ALTER TYPE e ADD VALUE 'y';", 15, "atomic managed(0-1)");
    row("enum value added, 11", "ALTER TYPE e ADD VALUE 'x'; SELECT 1;", 11, "stepwise alone(0-0) managed(1-1)");
    row("enum value used", "ALTER TYPE e ADD VALUE 'x'; SELECT 1; ALTER TABLE a ALTER b SET DEFAULT 'x'; SELECT 2;", 15,
        "stepwise managed(0-1) managed(2-3)");
    row("enum value in a comment", "ALTER TYPE e ADD VALUE 'x'; SELECT 1 -- 'x'\n;", 15, "atomic managed(0-1)");
    row("enum value in a block", "ALTER TYPE e ADD VALUE 'x'; DO $$ BEGIN UPDATE a SET b = 'x'; END $$;", 15,
        "stepwise managed(0-0) managed(1-1)");
    row("enum made here, 15",
        "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x');", 15,
        "stepwise managed(0-1) managed(2-2)");
    row("enum made here, 17",
        "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'x'; CREATE TABLE t (c e DEFAULT 'x');", 17,
        "atomic managed(0-2)");
    row("unknown procedure", "CALL p();", 15, "stepwise alone(0-0)");
    row("known procedure", "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; CALL p();", 15, "atomic managed(0-1)");
    row("committing block", "DO $$ BEGIN COMMIT; END $$;", 15, "stepwise alone(0-0)");
    row("timescale update", "ALTER EXTENSION timescaledb UPDATE; SELECT 1;", 15,
        "stepwise first-of-session(0-0) managed(1-1)");
    row("continuous aggregate", "CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT 1;", 15,
        "stepwise alone(0-0)");
    row("continuous aggregate without data",
        "CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT 1 WITH NO DATA;", 15,
        "atomic managed(0-0)");
    row("reindex partitioned", "CREATE TABLE p (i int) PARTITION BY LIST (i); REINDEX TABLE p;", 15,
        "stepwise managed(0-0) alone(1-1)");
}

void ModesTest::plans()
{
    QFETCH(QByteArray, text);
    QFETCH(int, major);
    const ExecutionPlan plan = planScript(parseScript(text), major);
    QTEST(summary(plan), "expected");
    QCOMPARE(plan.reason.isEmpty(), plan.mode == ExecutionMode::Atomic);
}

void ModesTest::opaqueScripts()
{
    const ExecutionPlan plan = planScript(parseScript("SELECT 1;\n\\i other.sql\n"), 15);
    QCOMPARE(plan.mode, ExecutionMode::AsPrisma);
    QVERIFY(plan.groups.isEmpty());
}

QTEST_GUILESS_MAIN(ModesTest)
#include "tst_modes.moc"
