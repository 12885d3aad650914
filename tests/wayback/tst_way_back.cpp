// SPDX-License-Identifier: MIT
// The way back of single migrations: it restores the schema, and says what does not come back.
#include "support/test_server.h"
#include "wayback/trial.h"

using namespace corridor;

namespace {

const char* const shop
    = "CREATE TYPE mood AS ENUM ('sad', 'ok');"
      "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text, mood mood DEFAULT 'ok', "
      "moods mood[] DEFAULT ARRAY[]::mood[] CHECK (moods >= ARRAY[]::mood[]), age "
      "bigint);"
      "CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), note varchar(20));"
      "CREATE VIEW names AS SELECT id, name FROM users;"
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
      "CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();";

Result<Trial> trialOf(const QByteArray& before, const QByteArray& up, TrialOptions options = {})
{
    const int major = TestServer::has(17) ? 17 : 15;
    auto ladder = Ladder::open(TestServer::shared(major).connection("postgres"));
    CORRIDOR_TRY(ladder);
    CORRIDOR_TRY(ladder->climb({ .name = "1_before", .script = before }));
    return tryWayBack(*ladder, { .name = "2_up", .script = up }, options);
}

} // namespace

class TestWayBack : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!TestServer::has(17) && !TestServer::has(15))
            QSKIP("No PostgreSQL is here.");
    }

    void comesBack_data()
    {
        QTest::addColumn<QByteArray>("up");
        QTest::addColumn<QString>("loss"); // a part of the only loss, or nothing
        const auto row = [](const char* name, const char* up, const char* loss = "") {
            QTest::newRow(name) << QByteArray(up) << QString(loss);
        };
        row("nothing", "-- nothing at all");
        row("new table", "CREATE TABLE tags (id serial PRIMARY KEY, label text)");
        row("new column", "ALTER TABLE users ADD COLUMN nick text");
        row("dropped column", "ALTER TABLE users DROP COLUMN email", "the data of column public.users.email");
        row("dropped table", "DROP TABLE orders", "the rows of table public.orders");
        row("renamed column", "ALTER TABLE users RENAME COLUMN email TO mail");
        row("renamed column with a default", "ALTER TABLE users RENAME COLUMN mood TO temper");
        row("renamed table", "ALTER TABLE orders RENAME TO purchases");
        row("column made anew", "ALTER TABLE users DROP COLUMN age, ADD COLUMN age bigint", "made anew");
        row("copied and dropped",
            "ALTER TABLE users ADD COLUMN years bigint; UPDATE users SET years = age; ALTER TABLE users DROP COLUMN "
            "age");
        row("wider type", "ALTER TABLE orders ALTER note TYPE text");
        row("narrower type", "ALTER TABLE users ALTER age TYPE integer", "integer cannot hold");
        row("type by an expression", "ALTER TABLE users ALTER age TYPE bigint USING age * 2", "USING");
        row("new label", "ALTER TYPE mood ADD VALUE 'great'", "the value 'great'");
        row("renamed label", "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'");
        row("update", "UPDATE users SET name = lower(name)", "the values of column public.users.name");
        row("backfill of a new column", "ALTER TABLE users ADD COLUMN nick text; UPDATE users SET nick = name");
        row("delete", "DELETE FROM orders WHERE id < 0", "the deleted rows");
        row("truncate", "TRUNCATE orders", "the rows of table public.orders");
        row("insert of constants", "INSERT INTO users (id, email) VALUES (900, 'a@b'), (901, 'c@d')");
        row("insert of a query", "INSERT INTO users (email) SELECT note FROM orders WHERE false", "new ones stay");
        row("update in a block", "DO $$ BEGIN IF true THEN UPDATE users SET name = 'x' WHERE false; END IF; END $$",
            "public.users.name");
        row("view over a column that changes",
            "DROP VIEW names; ALTER TABLE users ALTER name TYPE varchar(100); CREATE VIEW names AS SELECT id, name "
            "FROM users",
            "cannot hold");
        row("index", "CREATE INDEX ON users (name) WHERE age > 3");
        row("index, concurrently", "CREATE INDEX CONCURRENTLY users_name ON users (name)");
        row("constraint", "ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17) NOT VALID");
        row("function body",
            "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := 'x'; RETURN "
            "NEW; END $$");
        row("trigger gone", "DROP TRIGGER touched ON users");
        row("policy", "ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id = 1)");
        row("comment", "COMMENT ON COLUMN users.email IS 'where to write'");
        row("generated column", "ALTER TABLE users ADD COLUMN loud text GENERATED ALWAYS AS (upper(name)) STORED");
        row("materialized view", "CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM users");
        row("partitions",
            "CREATE TABLE logs (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE logs_1 PARTITION OF logs FOR "
            "VALUES FROM ('2020-01-01') TO ('2021-01-01')");
        row("another schema", "CREATE SCHEMA side; CREATE TABLE side.t (id integer PRIMARY KEY)");
        row("own transaction", "BEGIN; ALTER TABLE users ADD COLUMN nick text; COMMIT;");
    }

    void comesBack()
    {
        QFETCH(QByteArray, up);
        QFETCH(QString, loss);
        const auto trial = trialOf(shop, up);
        QVERIFY2(trial, trial ? "" : qPrintable(trial.error().toText()));
        QVERIFY2(
            trial->proof.verdict != Proof::Verdict::NotProved, qPrintable(trial->proof.why + '\n' + trial->way.script));
        QCOMPARE(trial->way.losses.mid(loss.isEmpty() ? 0 : 1).join('\n'), QString());
        QCOMPARE(trial->way.losses.size(), loss.isEmpty() ? 0 : 1);
        if (!loss.isEmpty()) {
            QVERIFY2(trial->way.losses.first().contains(loss), qPrintable(trial->way.losses.first()));
            QVERIFY(trial->way.script.contains("-- Does not come back: "));
        }
    }

    // What a way back drops can be kept, and the schema of before is there beside it.
    void keepsData_data()
    {
        QTest::addColumn<QByteArray>("up");
        QTest::newRow("column") << QByteArray("ALTER TABLE users ADD COLUMN nick text NOT NULL DEFAULT ''");
        QTest::newRow("table") << QByteArray(
            "CREATE TABLE tags (id integer PRIMARY KEY, user_id integer REFERENCES users (id))");
        QTest::newRow("table with a sequence") << QByteArray("CREATE TABLE tags (id serial PRIMARY KEY)");
        QTest::newRow("of a type that goes")
            << QByteArray("CREATE TYPE hue AS ENUM ('a'); CREATE TABLE tags (id integer PRIMARY KEY, hue hue)");
    }

    void keepsData()
    {
        QFETCH(QByteArray, up);
        for (const KeepData keep : { KeepData::SideTable, KeepData::Rename }) {
            const auto trial = trialOf(shop, up, { .wayBack = { .keepData = keep } });
            QVERIFY2(trial, trial ? "" : qPrintable(trial.error().toText()));
            QCOMPARE(trial->way.kept.size(), 1);
            QVERIFY(trial->way.discards.isEmpty());
            QVERIFY2(trial->proof.verdict == Proof::Verdict::Proved,
                qPrintable(trial->proof.why + '\n' + trial->way.script));
        }
    }

    void judgesAGivenWayBack()
    {
        const QByteArray up = "ALTER TABLE users ADD COLUMN nick text";
        const auto verdict = [&](const char* down) {
            const auto trial = trialOf(shop, up, { .down = QByteArray(down) });
            return trial ? verdictWord(trial->proof.verdict) : trial.error().code;
        };
        QCOMPARE(verdict("ALTER TABLE users DROP COLUMN nick"), "proved");
        QCOMPARE(verdict("SELECT 1"), "not-proved");
        QCOMPARE(verdict("ALTER TABLE users DROP COLUMN nix"), "not-proved");
        QCOMPARE(verdict("ALTER TABLE users DROP COLUMN nick; ALTER TABLE users ADD CHECK (age > 0)"), "not-proved");
    }

    // The text tells nothing of it: the rows do.
    void noticesWhatAFunctionDeletes()
    {
        const auto trial = trialOf(shop, "CREATE FUNCTION wipe() RETURNS void LANGUAGE sql AS 'DELETE FROM orders'; SELECT wipe()");
        QVERIFY2(trial, trial ? "" : qPrintable(trial.error().toText()));
        QCOMPARE(verdictWord(trial->proof.verdict), "loses-data");
        QVERIFY2(trial->way.losses.join('\n').contains("public.orders"), qPrintable(trial->proof.why));
        QVERIFY(trial->way.script.startsWith("-- Does not come back: "));
    }

    void namesAMigrationThatFails()
    {
        const auto trial = trialOf(shop, "ALTER TABLE nowhere ADD COLUMN a text");
        QVERIFY(!trial);
        QCOMPARE(trial.error().code, "migration-fails");
        QCOMPARE(trial.error().migration, "2_up");
    }
};

QTEST_GUILESS_MAIN(TestWayBack)
#include "tst_way_back.moc"
