// SPDX-License-Identifier: MIT
#include "schema_tools.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace corridor;

namespace {

// What the Apache edition has.
const QByteArray hypertables = R"(
CREATE TABLE device (id integer PRIMARY KEY, name text);
CREATE TABLE reading (at timestamptz NOT NULL, device_id integer REFERENCES device, value float, PRIMARY KEY (device_id, at));
SELECT create_hypertable('reading', 'at', chunk_time_interval => interval '7 days');
CREATE TABLE "Odd event" (id bigint NOT NULL, "Part" integer, x integer DEFAULT 1);
SELECT create_hypertable('"Odd event"', 'id', chunk_time_interval => 1000);
SELECT add_dimension('"Odd event"', 'Part', number_partitions => 4);
CREATE FUNCTION latest() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 5::bigint';
SELECT set_integer_now_func('"Odd event"', 'latest');
CREATE INDEX event_x ON "Odd event" (x);
CREATE TABLE plain (at timestamptz NOT NULL);
INSERT INTO device VALUES (1);
INSERT INTO reading SELECT timestamptz '2024-01-01' + n * interval '1 hour', 1, n FROM generate_series(1, 400) n;
)";

// What the community edition has besides.
const QByteArray policies = R"(
ALTER TABLE reading SET (timescaledb.compress, timescaledb.compress_segmentby = 'device_id', timescaledb.compress_orderby = 'at DESC');
SELECT add_compression_policy('reading', interval '14 days');
SELECT add_retention_policy('reading', interval '90 days');
SELECT add_retention_policy('"Odd event"', 100000);
SELECT add_reorder_policy('"Odd event"', 'event_x');
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS
  SELECT device_id, time_bucket('1 hour', at) AS bucket, avg(value) AS mean FROM reading GROUP BY 1, 2 WITH NO DATA;
SELECT add_continuous_aggregate_policy('hourly', start_offset => interval '3 days', end_offset => interval '1 hour',
  schedule_interval => interval '1 hour');
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
  SELECT time_bucket('1 day', bucket) AS day, max(mean) AS highest FROM hourly GROUP BY 1 WITH NO DATA;
CREATE INDEX hourly_mean ON hourly (mean, bucket);
ALTER MATERIALIZED VIEW hourly SET (timescaledb.compress = true);
COMMENT ON VIEW hourly IS 'by the hour';
CREATE VIEW recent AS SELECT * FROM hourly;
CREATE PROCEDURE tidy(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ begin null; end $$;
SELECT add_job('tidy', '1 hour', config => '{"rows": 10}');
)";

struct Manual {
    const char* name;
    const char* sql;
    const char* change; // one of the summaries starts with it
    const char* noWay = nullptr; // why there is no SQL for it
};
constexpr Manual onHypertables[] = {
    { "chunk interval", "SELECT set_chunk_time_interval('reading', interval '1 day')",
        "Alter hypertable public.reading: details" },
    { "partitions", "SELECT set_number_partitions('\"Odd event\"', 2, 'Part')",
        "Alter hypertable public.\"Odd event\": details" },
    { "default", "ALTER TABLE \"Odd event\" ALTER x SET DEFAULT 9",
        "Alter default public.\"Odd event\".x: expression" },
    { "column", "ALTER TABLE reading ADD extra text", "Drop column public.reading.extra" },
    { "index", "DROP INDEX event_x", "Create index public.event_x" },
    { "table", "CREATE TABLE more (at timestamptz NOT NULL); SELECT create_hypertable('more', 'at')",
        "Drop table public.more" },
    { "gone", "DROP TABLE \"Odd event\"", "Create hypertable public.\"Odd event\"" },
    { "hypertable",
        "SELECT create_hypertable('plain', 'at', create_default_indexes => false); INSERT INTO plain VALUES (now())",
        "Drop table public.plain" },
    { "hypertable that counts",
        "ALTER TABLE plain ADD n serial; SELECT create_hypertable('plain', 'at', create_default_indexes => false, "
        "migrate_data => true)",
        "Drop hypertable public.plain", "its sequences would begin anew" },
};
constexpr Manual onPolicies[] = {
    { "retention",
        "SELECT remove_retention_policy('reading'); SELECT add_retention_policy('reading', interval '30 days')",
        "Drop job public.reading.policy_retention" },
    { "schedule",
        "SELECT alter_job(job_id, schedule_interval => interval '2 days') FROM timescaledb_information.jobs"
        " WHERE proc_name = 'policy_retention' AND hypertable_name = 'reading'",
        "Alter job public.reading.policy_retention: options" },
    { "disabled policy",
        "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE proc_name = "
        "'policy_compression'",
        "Alter job public.reading.policy_compression: options" },
    { "no retention", "SELECT remove_retention_policy('\"Odd event\"')",
        "Create job public.\"Odd event\".policy_retention" },
    { "compression order",
        "SELECT remove_compression_policy('reading'); ALTER TABLE reading SET (timescaledb.compress_segmentby = '')",
        "Alter hypertable public.reading: options" },
    { "real time", "ALTER MATERIALIZED VIEW daily SET (timescaledb.materialized_only = true)",
        "Alter continuous aggregate public.daily: options" },
    { "aggregate compression", "ALTER MATERIALIZED VIEW hourly SET (timescaledb.compress = false)",
        "Alter continuous aggregate public.hourly: options" },
    { "aggregate index", "DROP INDEX _timescaledb_internal.hourly_mean",
        "Create index _timescaledb_internal.hourly_mean" },
    { "aggregate", "DROP VIEW recent; DROP MATERIALIZED VIEW hourly CASCADE",
        "Create continuous aggregate public.hourly" },
    { "refresh", "SELECT remove_continuous_aggregate_policy('hourly')",
        "Create job public.hourly.policy_refresh_continuous_aggregate" },
    { "reorder", "SELECT remove_reorder_policy('\"Odd event\"')", "Create job public.\"Odd event\".policy_reorder" },
    { "job", "SELECT delete_job(job_id) FROM timescaledb_information.jobs WHERE proc_name = 'tidy'",
        "Create job public.tidy" },
};

// PGlite in Node, with the community edition: one process is one database.
class LiteServer {
public:
    bool start(const QString& packages)
    {
        const QString script = QStringLiteral(R"(
import { PGlite } from '@electric-sql/pglite'
import { timescaledb } from '@electric-sql/pglite/timescaledb'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
const db = await PGlite.create({ extensions: { timescaledb } })
await new PGLiteSocketServer({ db, path: '%1' }).start()
console.log('ready')
)")
                                   .arg(m_folder.filePath(".s.PGSQL.5432"));
        m_process.setWorkingDirectory(packages);
        m_process.start("node", { "--input-type=module", "-e", script });
        QByteArray output;
        while (!output.contains("ready") && m_process.waitForReadyRead(60'000))
            output += m_process.readAllStandardOutput();
        return output.contains("ready");
    }
    ~LiteServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    ConnectionOptions connection() const
    {
        ConnectionOptions options;
        options.set("host", m_folder.path().toUtf8());
        options.set("user", "postgres");
        options.set("password", "postgres");
        options.set("dbname", "postgres");
        options.set("sslmode", "disable");
        return options;
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace

// TimescaleDB's objects are read, made again elsewhere, and brought back after changes by hand. The Apache edition
// comes with Debian's package; CORRIDOR_TEST_TIMESCALE names a folder into which npm has installed a PGlite with the
// community edition and @electric-sql/pglite-socket.
class TimescaleTest : public QObject {
    Q_OBJECT

    static QByteArray extension()
    {
        return "SET client_min_messages = error; CREATE EXTENSION IF NOT EXISTS timescaledb;";
    }
    static void run(const ConnectionOptions& database, const QByteArray& sql)
    {
        const auto done = runSql(database, sql);
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().toText()));
    }
    static Snapshot read(const ConnectionOptions& database) { return snapshotOf(database); }

    // Makes `first` by hand, `second` by what is read of it, and takes changes of the second back.
    static void follow(const ConnectionOptions& first, const ConnectionOptions& second, const QByteArray& schema,
        std::span<const Manual> changes)
    {
        run(first, extension() + schema);
        run(second, extension());
        if (QTest::currentTestFailed())
            return;
        const Snapshot goal = read(first);
        for (const CatalogObject& object : goal.objects)
            QVERIFY2(!object.name.startsWith("ts_") && !object.schema.startsWith("_timescaledb_catalog"),
                qPrintable(object.key));
        const QString problem = bringTo(second, goal);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(difference(goal, read(second)), QString());
        for (const Manual& manual : changes) {
            takeBack(second, goal, manual);
            if (QTest::currentTestFailed())
                return;
        }
    }

    static void takeBack(const ConnectionOptions& database, const Snapshot& goal, const Manual& manual)
    {
        run(database, manual.sql);
        const QList<Change> changes = diff(read(database), goal);
        QStringList summaries;
        for (const Change& change : changes)
            summaries.append(change.summary());
        QVERIFY2(summaries.join('\n').contains(QLatin1StringView(manual.change)),
            qPrintable(QLatin1StringView(manual.name) + ": " + summaries.join('\n')));
        const QString problem = bringTo(database, goal);
        if (manual.noWay) {
            QVERIFY2(problem.contains(QLatin1StringView(manual.noWay)), qPrintable(problem));
            return;
        }
        QVERIFY2(problem.isEmpty(), qPrintable(QLatin1StringView(manual.name) + ": " + problem));
        QCOMPARE(difference(goal, read(database)), QString());
    }

private slots:
    void hypertablesFollow()
    {
        TestServer server;
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here: set CORRIDOR_TEST_PG17 to its folder.");
        if (!server.start(17, Durability::None,
                { "shared_preload_libraries = 'timescaledb'", "timescaledb.telemetry_level = off",
                    "max_worker_processes = 16" }))
            QSKIP("TimescaleDB is not here: Debian's postgresql-17-timescaledb has it.");
        follow(server.freshDatabase(), server.freshDatabase(), hypertables, onHypertables);
    }

    void policiesFollow()
    {
        const QString packages = qEnvironmentVariable("CORRIDOR_TEST_TIMESCALE");
        if (packages.isEmpty())
            QSKIP("TimescaleDB's community edition is not here: CORRIDOR_TEST_TIMESCALE names a folder with it.");
        LiteServer first, second;
        QVERIFY(first.start(packages));
        QVERIFY(second.start(packages));
        follow(first.connection(), second.connection(), hypertables + policies, onPolicies);
    }
};

QTEST_GUILESS_MAIN(TimescaleTest)
#include "tst_timescale_objects.moc"
