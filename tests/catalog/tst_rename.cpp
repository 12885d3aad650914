// SPDX-License-Identifier: MIT
#include "schema_tools.h"

using namespace corridor;

// Renames, known by identity in one database, are replayed on another: nothing is dropped, the rows stay.
class RenameTest : public QObject {
    Q_OBJECT

    static constexpr char schema[] = R"(
CREATE SCHEMA other;
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE a (id serial PRIMARY KEY, x integer, y integer CHECK (y > 0), k kind DEFAULT 'a');
CREATE TABLE b (id serial PRIMARY KEY, a_id integer REFERENCES a (id), x integer);
CREATE INDEX one ON a (x);
CREATE INDEX two ON a (y);
CREATE VIEW seen AS SELECT a.id, a.x FROM a;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
INSERT INTO a (x, y) VALUES (1, 2);
INSERT INTO b (a_id, x) VALUES (1, 3);
)";

private slots:
    void isReplayed_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<QString>("sql");
        const std::pair<const char*, const char*> changes[] {
            { "table", "ALTER TABLE a RENAME TO z" },
            { "two tables swap names", "ALTER TABLE a RENAME TO t; ALTER TABLE b RENAME TO a; ALTER TABLE t RENAME TO b" },
            { "two columns swap names", "ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME y TO x; ALTER TABLE a RENAME t TO y" },
            { "two indexes swap names", "ALTER INDEX one RENAME TO t; ALTER INDEX two RENAME TO one; ALTER INDEX t RENAME TO two" },
            { "columns swap in a renamed table", "ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME y TO x;"
                                                 "ALTER TABLE a RENAME t TO y; ALTER TABLE a RENAME TO z" },
            { "a circle of three", "ALTER INDEX one RENAME TO t; ALTER INDEX two RENAME TO one;"
                                   "ALTER INDEX a_pkey RENAME TO two; ALTER INDEX t RENAME TO a_pkey" },
            { "a chain", "ALTER TABLE b RENAME TO c; ALTER TABLE a RENAME TO b" },
            { "an old name is used again", "ALTER TABLE a RENAME TO z; CREATE TABLE a (q integer)" },
            { "column", "ALTER TABLE a RENAME x TO w" },
            { "column and its table", "ALTER TABLE a RENAME x TO w; ALTER TABLE a RENAME TO z" },
            { "column and its type", "ALTER TABLE a RENAME y TO w; ALTER TABLE a ALTER w TYPE bigint" },
            { "enum", "ALTER TYPE kind RENAME TO sort" },
            { "enum value", "ALTER TYPE kind RENAME VALUE 'a' TO 'c'" },
            { "constraint", "ALTER TABLE a RENAME CONSTRAINT a_y_check TO positive" },
            { "view", "ALTER VIEW seen RENAME TO watched" },
            { "function", "ALTER FUNCTION f() RENAME TO g" },
            { "schema of a table", "ALTER TABLE b SET SCHEMA other" },
            { "schema", "ALTER SCHEMA other RENAME TO third" },
            { "sequence", "ALTER SEQUENCE a_id_seq RENAME TO numbers" },
        };
        for (const int major : { 15, 17 })
            for (const auto& [name, sql] : changes)
                if (TestServer::has(major))
                    QTest::addRow("%s on %d", name, major) << major << QString(sql);
    }
    void isReplayed()
    {
        QFETCH(int, major);
        QFETCH(QString, sql);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions one = server.freshDatabase(), two = server.freshDatabase();
        QVERIFY(runSql(one, schema).has_value() && runSql(two, schema).has_value());
        const Snapshot before = snapshotOf(one);
        QVERIFY(runSql(one, sql.toUtf8()).has_value());
        const Snapshot after = snapshotOf(one);
        const QList<Change> changes = diff(before, after);
        for (const Change& change : changes)
            QVERIFY2(change.losses.isEmpty(), qPrintable(change.summary()));
        const auto script = render(changes);
        QVERIFY2(script.has_value(), script ? "" : qPrintable(script.error().toText()));
        const auto done = runSql(two, script->toUtf8());
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().toText() + "\n" + *script));
        QCOMPARE(difference(after, snapshotOf(two)), QString());
        QVERIFY(difference(dumpOf(server, one), dumpOf(server, two)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(RenameTest)
#include "tst_rename.moc"
