// SPDX-License-Identifier: MIT
#include "sql/facts.h"
#include "sql/script.h"
#include "support/test_server.h"

#include <QMap>

using namespace corridor;

// Proves the facts on real servers: runs each statement in a transaction and reads the locks, the relfilenodes and
// the scan counters that it leaves there.
class FactsTest : public QObject {
    Q_OBJECT

private slots:
    void locksAndWork_data();
    void locksAndWork();
    void transactionRules_data();
    void transactionRules();
    void withoutKnowledge();
};

static const QByteArray& setupSql()
{
    static const QByteArray text = R"(
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN plain_text AS text;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN used_domain AS int;
CREATE TABLE parent (id int PRIMARY KEY, name varchar(20), note text, price numeric(10,2), at timestamptz DEFAULT now(),
    plain timestamp, tags text[], j json, jb jsonb, c char(3), flag bool, m mood, ip cidr, iv interval(3), small smallint,
    d used_domain, bits varbit(8), u uuid, proven int, short varchar(5)[],
    CONSTRAINT proven_check CHECK (proven IS NOT NULL AND proven > 0));
INSERT INTO parent (id, name, note, proven) SELECT i, 'n', 'x', i FROM generate_series(1, 100) i;
CREATE INDEX parent_name ON parent (name);
CREATE INDEX parent_at ON parent (at);
CREATE TABLE child (id int PRIMARY KEY, parent_id int, n int NOT NULL, u int, w int,
    CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id),
    CONSTRAINT child_n UNIQUE (n));
INSERT INTO child SELECT i, i, i, i, i FROM generate_series(1, 100) i;
CREATE UNIQUE INDEX child_u ON child (u);
CREATE UNIQUE INDEX child_n2 ON child (n);
ALTER TABLE child ADD CONSTRAINT child_later CHECK (w > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_later_fk FOREIGN KEY (w) REFERENCES parent (id) NOT VALID;
CREATE TABLE other (id int, parent_id int);
INSERT INTO other SELECT i, i FROM generate_series(1, 100) i;
CREATE TABLE parted (id int, k int) PARTITION BY LIST (k);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE parted_rest PARTITION OF parted DEFAULT;
CREATE TABLE loose (id int, k int);
CREATE TABLE plain_parted (id int, k int) PARTITION BY LIST (k);
CREATE TABLE plain_parted_1 PARTITION OF plain_parted FOR VALUES IN (1);
CREATE VIEW v AS SELECT id, flag FROM parent;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM child;
CREATE UNIQUE INDEX mv_i ON mv (id);
CREATE SEQUENCE seq;
CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER child_trigger BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION on_change();
CREATE POLICY mine ON other USING (true);
CREATE FUNCTION volatile_one() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION stable_one() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';
)";
    return text;
}

void FactsTest::locksAndWork_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<QByteArray>("sql");
    static constexpr const char* statements[] = {
        "SELECT * FROM parent JOIN child ON child.parent_id = parent.id",
        "SELECT * FROM other FOR UPDATE",
        "INSERT INTO other SELECT id, id FROM loose",
        "UPDATE other SET id = 1 WHERE id = 2",
        "DELETE FROM other USING loose WHERE loose.id = other.id",
        "TRUNCATE other",
        "TRUNCATE parent CASCADE",
        "CREATE TABLE made (id int REFERENCES parent (id))",
        "CREATE TABLE made (LIKE other)",
        "CREATE TABLE made () INHERITS (other)",
        "CREATE TABLE made PARTITION OF plain_parted FOR VALUES IN (2)",
        "CREATE TABLE made AS SELECT * FROM other",
        "CREATE OR REPLACE VIEW v AS SELECT id, flag, name FROM parent",
        "CREATE INDEX made ON other (id)",
        "CREATE INDEX made ON parted (id)",
        "CREATE INDEX made ON ONLY parted (id)",
        "DROP INDEX child_u",
        "DROP TABLE other",
        "DROP TABLE child CASCADE",
        "DROP TABLE parent CASCADE",
        "DROP TABLE parted_1",
        "DROP TABLE plain_parted_1",
        "CREATE TABLE made PARTITION OF parted FOR VALUES IN (2)",
        "ALTER TABLE parted ATTACH PARTITION loose FOR VALUES IN (2)",
        "ALTER TABLE parted DETACH PARTITION parted_1",
        "DROP VIEW v",
        "DROP MATERIALIZED VIEW mv",
        "DROP TRIGGER child_trigger ON child",
        "DROP POLICY mine ON other",
        "REINDEX TABLE child",
        "REINDEX INDEX child_u",
        "CLUSTER child USING child_u",
        "ANALYZE other",
        "REFRESH MATERIALIZED VIEW mv",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY mv",
        "CREATE TRIGGER made AFTER UPDATE ON other FOR EACH ROW EXECUTE FUNCTION on_change()",
        "CREATE RULE made AS ON UPDATE TO other DO NOTHING",
        "CREATE POLICY made ON other USING (true)",
        "LOCK TABLE other IN SHARE MODE",
        "COMMENT ON TABLE other IS 'x'",
        "COMMENT ON COLUMN other.id IS 'x'",
        "ALTER SEQUENCE seq RESTART",
        "ALTER INDEX child_u RENAME TO made",
        "ALTER TABLE other RENAME TO made",
        "ALTER TABLE other RENAME COLUMN id TO made",
        "ALTER TABLE parted RENAME COLUMN id TO made",
        "ALTER TABLE other SET SCHEMA pg_temp_x",
        "ALTER TABLE other ADD COLUMN made int",
        "ALTER TABLE other ADD COLUMN made int DEFAULT 1",
        "ALTER TABLE other ADD COLUMN made timestamptz NOT NULL DEFAULT now()",
        "ALTER TABLE other ADD COLUMN made text DEFAULT upper('a')",
        "ALTER TABLE other ADD COLUMN made uuid DEFAULT gen_random_uuid()",
        "ALTER TABLE other ADD COLUMN made text[] DEFAULT ARRAY[gen_random_uuid()::text]",
        "ALTER TABLE other ADD COLUMN made int DEFAULT volatile_one()",
        "ALTER TABLE other ADD COLUMN made int DEFAULT stable_one()",
        "ALTER TABLE other ADD COLUMN made serial",
        "ALTER TABLE other ADD COLUMN made int GENERATED ALWAYS AS IDENTITY",
        "ALTER TABLE other ADD COLUMN made int GENERATED ALWAYS AS (id * 2) STORED",
        "ALTER TABLE other ADD COLUMN made plain_text",
        "ALTER TABLE other ADD COLUMN made positive",
        "ALTER TABLE other ADD COLUMN made int CHECK (made > 0)",
        "ALTER TABLE other ADD COLUMN made int UNIQUE",
        "ALTER TABLE other ADD COLUMN made int REFERENCES parent (id)",
        "ALTER TABLE other ADD COLUMN made int DEFAULT 1 REFERENCES parent (id)",
        "ALTER TABLE parted ADD COLUMN made int",
        "ALTER TABLE other DROP COLUMN id",
        "ALTER TABLE other ALTER id SET DEFAULT 1",
        "ALTER TABLE other ALTER id SET NOT NULL",
        "ALTER TABLE parent ALTER proven SET NOT NULL",
        "ALTER TABLE child ALTER n SET NOT NULL",
        "ALTER TABLE child ALTER n DROP NOT NULL",
        "ALTER TABLE other ALTER id SET STATISTICS 200",
        "ALTER TABLE other ALTER id SET (n_distinct = 5)",
        "ALTER TABLE parent ALTER note SET STORAGE EXTERNAL",
        "ALTER TABLE other ADD CHECK (id > 0)",
        "ALTER TABLE other ADD CHECK (id > 0) NOT VALID",
        "ALTER TABLE other ADD FOREIGN KEY (parent_id) REFERENCES parent (id)",
        "ALTER TABLE other ADD FOREIGN KEY (parent_id) REFERENCES parent (id) NOT VALID",
        "ALTER TABLE other ADD UNIQUE (id)",
        "ALTER TABLE other ADD PRIMARY KEY (id)",
        "ALTER TABLE child ADD CONSTRAINT made UNIQUE USING INDEX child_u",
        "ALTER TABLE child DROP CONSTRAINT child_pkey, ADD PRIMARY KEY USING INDEX child_u",
        "ALTER TABLE child DROP CONSTRAINT child_pkey, ADD PRIMARY KEY USING INDEX child_n2",
        "ALTER TABLE other ADD EXCLUDE (id WITH =)",
        "ALTER TABLE child VALIDATE CONSTRAINT child_later",
        "ALTER TABLE child VALIDATE CONSTRAINT child_later_fk",
        "ALTER TABLE child DROP CONSTRAINT child_parent",
        "ALTER TABLE child DROP CONSTRAINT child_n",
        "ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE",
        "ALTER TABLE parent ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE child DISABLE TRIGGER child_trigger",
        "ALTER TABLE other SET UNLOGGED",
        "ALTER TABLE other SET (fillfactor = 70)",
        "ALTER TABLE other SET (autovacuum_enabled = false)",
        "ALTER TABLE other REPLICA IDENTITY FULL",
        "ALTER TABLE other OWNER TO CURRENT_USER",
        "ALTER TABLE child CLUSTER ON child_u",
        "ALTER TABLE plain_parted ATTACH PARTITION loose FOR VALUES IN (2)",
        "ALTER TABLE plain_parted DETACH PARTITION plain_parted_1",
        "ALTER TABLE other INHERIT loose_parent",
        "ALTER DOMAIN used_domain ADD CONSTRAINT made CHECK (VALUE > 0)",
        "ALTER DOMAIN used_domain ADD CONSTRAINT made CHECK (VALUE > 0) NOT VALID",
        "ALTER TYPE mood ADD VALUE 'c'",
        "ALTER TABLE child ALTER u TYPE bigint",
        "ALTER TABLE parent ALTER small TYPE int",
        "ALTER TABLE parent ALTER name TYPE varchar(40)",
        "ALTER TABLE parent ALTER name TYPE text",
        "ALTER TABLE parent ALTER name TYPE varchar(10)",
        "ALTER TABLE parent ALTER note TYPE varchar(10)",
        "ALTER TABLE parent ALTER note TYPE text USING note::text",
        "ALTER TABLE parent ALTER note TYPE text USING lower(note)",
        "ALTER TABLE parent ALTER price TYPE numeric(12,2)",
        "ALTER TABLE parent ALTER price TYPE numeric",
        "ALTER TABLE parent ALTER price TYPE numeric(12,3)",
        "ALTER TABLE parent ALTER price TYPE numeric(8,2)",
        "ALTER TABLE parent ALTER c TYPE char(5)",
        "ALTER TABLE parent ALTER c TYPE text",
        "ALTER TABLE parent ALTER j TYPE jsonb",
        "ALTER TABLE parent ALTER jb TYPE json",
        "ALTER TABLE parent ALTER m TYPE text",
        "ALTER TABLE parent ALTER u TYPE text",
        "ALTER TABLE parent ALTER ip TYPE inet",
        "ALTER TABLE parent ALTER iv TYPE interval(6)",
        "ALTER TABLE parent ALTER iv TYPE interval",
        "ALTER TABLE parent ALTER bits TYPE varbit(16)",
        "ALTER TABLE parent ALTER at TYPE timestamptz(3)",
        "ALTER TABLE parent ALTER plain TYPE timestamp(6)",
        "ALTER TABLE parent ALTER plain TYPE date",
        "ALTER TABLE parent ALTER note TYPE plain_text",
        "ALTER TABLE parent ALTER small TYPE positive",
        "ALTER TABLE parent ALTER short TYPE varchar(9)[]",
        "ALTER TABLE parent ALTER tags TYPE varchar[]",
        "ALTER TABLE parent ALTER short TYPE varchar[]",
        "ALTER TABLE parent ALTER plain TYPE timestamp(3)",
    };
    for (const int major : { 15, 17 }) {
        for (const char* statement : statements)
            QTest::addRow("%d: %s", major, statement) << major << QByteArray(statement);
    }
}

namespace {

// The database that statements run in, and what we know of it.
struct Bench {
    explicit Bench(int major)
    {
        TestServer& server = TestServer::shared(major);
        options = server.freshDatabase();
        const auto made = runSql(options, setupSql());
        if (!made)
            qFatal("%s", qPrintable(made.error().toText()));
        const Script script = parseScript(setupSql());
        for (const Statement& statement : script.statements)
            schema.follow(statement, false);
        schema.setComplete(true);
    }
    static Bench& of(int major)
    {
        static std::map<int, std::unique_ptr<Bench>> benches;
        auto& bench = benches[major];
        if (!bench)
            bench = std::make_unique<Bench>(major);
        return *bench;
    }
    ConnectionOptions options;
    SchemaState schema;
};

struct Observed {
    QMap<QString, LockMode> locks;
    QMap<QString, bool> rewritten;
    QMap<QString, bool> scanned;
};

const char* relationsSql = "SELECT oid, relname, relkind, pg_relation_filenode(oid) FROM pg_class"
                           " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','p','m','v','S')";

} // namespace

static Result<Observed> observe(Session& session, const QByteArray& sql)
{
    auto before = session.execute(relationsSql);
    CORRIDOR_TRY(before);
    // Dropped relations keep their oid in pg_locks; so names are looked up in the list from before.
    CORRIDOR_TRY(session.execute("BEGIN"));
    CORRIDOR_TRY(session.execute(sql));
    auto locks = session.execute("SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid()"
                                 " AND locktype = 'relation' AND granted");
    CORRIDOR_TRY(locks);
    auto after = session.execute(relationsSql);
    CORRIDOR_TRY(after);
    auto scans = session.execute("SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0");
    CORRIDOR_TRY(scans);
    QMap<QByteArray, QString> names;
    QMap<QByteArray, QByteArray> files;
    for (int row = 0; row < before->rows(); ++row) {
        names[before->bytes(row, 0)] = before->text(row, 1);
        files[before->bytes(row, 0)] = before->bytes(row, 3);
    }
    Observed observed;
    for (int row = 0; row < locks->rows(); ++row) {
        const QString name = names.value(locks->bytes(row, 0));
        const LockMode mode = lockModeFromServer(locks->text(row, 1));
        if (!name.isEmpty())
            observed.locks[name] = std::max(observed.locks.value(name), mode);
    }
    for (int row = 0; row < after->rows(); ++row) {
        const QByteArray oid = after->bytes(row, 0);
        if (files.contains(oid) && files.value(oid) != after->bytes(row, 3) && after->bytes(row, 2) != "S")
            observed.rewritten[names.value(oid)] = true;
    }
    for (int row = 0; row < scans->rows(); ++row)
        observed.scanned[names.value(scans->bytes(row, 0))] = true;
    return observed;
}

static QString text(const QMap<QString, LockMode>& locks)
{
    QStringList parts;
    for (auto it = locks.begin(); it != locks.end(); ++it)
        parts << it.key() + ": " + lockWord(it.value());
    return parts.join(", ");
}

// Locks that matter; reading is noted but what the server reads besides (for a check, say) is not predicted.
static QMap<QString, LockMode> strong(const QMap<QString, LockMode>& locks)
{
    QMap<QString, LockMode> result;
    for (auto it = locks.begin(); it != locks.end(); ++it) {
        if (it.value() >= LockMode::RowExclusive)
            result[it.key()] = it.value();
    }
    return result;
}

void FactsTest::locksAndWork()
{
    QFETCH(int, major);
    QFETCH(QByteArray, sql);
    if (!TestServer::has(major))
        QSKIP("This PostgreSQL is not here.");
    Bench& bench = Bench::of(major);
    auto session = Session::open(bench.options);
    QVERIFY(session.has_value());
    (void)session->execute("CREATE SCHEMA IF NOT EXISTS pg_other");
    const QByteArray runnable = QByteArray(sql).replace("pg_temp_x", "elsewhere").replace("loose_parent", "heir");
    (void)session->execute("CREATE SCHEMA IF NOT EXISTS elsewhere; CREATE TABLE IF NOT EXISTS heir (id int)");
    const auto observed = observe(*session, runnable);
    QVERIFY2(observed.has_value(), qPrintable(observed ? QString() : observed.error().toText()));

    const Script script = parseScript(runnable);
    QCOMPARE(script.statements.size(), 1);
    const StatementFacts facts = factsOf(script.statements.first(), major, bench.schema);
    QMap<QString, LockMode> predicted;
    for (const RelationFact& fact : facts.relations) {
        if (!fact.index)
            predicted[fact.relation.name] = fact.lock;
        QVERIFY(!fact.source.isEmpty());
    }
    QCOMPARE(text(strong(predicted)), text(strong(observed->locks)));
    for (auto it = predicted.begin(); it != predicted.end(); ++it)
        QVERIFY2(observed->locks.value(it.key()) == it.value(), qPrintable(it.key()));
    for (const RelationFact& fact : facts.relations) {
        const QString name = fact.relation.name;
        if (fact.index)
            continue;
        const bool rewrites = fact.work == TableWork::Rewrite;
        if (fact.certain)
            QVERIFY2(rewrites == observed->rewritten.value(name), qPrintable("rewrite of " + name));
        if (fact.certain && fact.work == TableWork::None && fact.lock >= LockMode::ShareUpdateExclusive)
            QVERIFY2(!observed->scanned.value(name), qPrintable("scan of " + name));
        if (fact.certain && !rewrites && fact.work != TableWork::None
            && bench.schema.relation(fact.relation)->kind == RelationState::Kind::Table)
            QVERIFY2(observed->scanned.value(name), qPrintable("no scan of " + name));
    }
}

void FactsTest::transactionRules_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<QByteArray>("sql");
    static constexpr const char* statements[] = { "CREATE INDEX CONCURRENTLY made ON other (id)", "VACUUM other",
        "ANALYZE other", "DROP INDEX CONCURRENTLY child_u", "REINDEX TABLE CONCURRENTLY child", "REINDEX TABLE child",
        "REINDEX SCHEMA public", "CLUSTER", "CLUSTER child USING child_u", "ALTER SYSTEM SET work_mem = '8MB'",
        "CREATE DATABASE made", "DROP DATABASE IF EXISTS made", "DISCARD ALL", "DISCARD PLANS",
        "ALTER TABLE plain_parted DETACH PARTITION plain_parted_1 CONCURRENTLY", "ALTER TYPE mood ADD VALUE 'c'",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY mv", "CREATE TABLESPACE made LOCATION '/nowhere'",
        "DO 'BEGIN COMMIT; END'", "DO 'BEGIN NULL; END'", "REINDEX TABLE parted", "CHECKPOINT",
        "CREATE EXTENSION IF NOT EXISTS plpgsql", "SET LOCAL work_mem = '8MB'", "LOCK TABLE other", "NOTIFY a",
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)" };
    for (const int major : { 15, 17 }) {
        for (const char* statement : statements)
            QTest::addRow("%d: %s", major, statement) << major << QByteArray(statement);
    }
}

void FactsTest::transactionRules()
{
    QFETCH(int, major);
    QFETCH(QByteArray, sql);
    if (!TestServer::has(major))
        QSKIP("This PostgreSQL is not here.");
    Bench& bench = Bench::of(major);
    auto session = Session::open(bench.options);
    QVERIFY(session.has_value());
    QVERIFY(session->execute("BEGIN").has_value());
    const auto answer = session->execute(sql);
    const Script script = parseScript(sql);
    const StatementFacts facts = factsOf(script.statements.first(), major, bench.schema);
    const bool refused = !answer && (answer.error().sqlstate == "25001" || answer.error().sqlstate == "2D000");
    QVERIFY2(answer || refused, qPrintable(answer ? QString() : answer.error().toText()));
    QCOMPARE(facts.inTransaction == StatementFacts::InTransaction::Forbidden, refused);
    QCOMPARE(facts.transactionReason.isEmpty(), facts.inTransaction == StatementFacts::InTransaction::Allowed);
}

// Nothing is known: the worse is assumed, and said to be assumed.
void FactsTest::withoutKnowledge()
{
    const auto facts = [](const char* sql) { return factsOf(parseScript(sql).statements.first(), 15); };
    const StatementFacts change = facts("ALTER TABLE t ALTER c TYPE bigint");
    QCOMPARE(change.heaviestWork(), TableWork::Rewrite);
    QVERIFY(!change.relations.first().certain);
    QVERIFY(!facts("ALTER TABLE t ADD c int DEFAULT mine()").relations.first().certain);
    QVERIFY(facts("DROP TABLE t").destroysData);
    QVERIFY(facts("DELETE FROM t").destroysData);
    QVERIFY(facts("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x").destroysData);
    QVERIFY(facts("SELECT drop_chunks('t', interval '1 day')").destroysData);
    QVERIFY(!facts("UPDATE t SET a = 1").destroysData);
    QVERIFY(facts("ROLLBACK").controlsTransaction);
    QCOMPARE(facts("CREATE INDEX CONCURRENTLY i ON t (a)").strongestLock(), LockMode::ShareUpdateExclusive);
}

QTEST_GUILESS_MAIN(FactsTest)
#include "tst_facts.moc"
