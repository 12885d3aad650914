// SPDX-License-Identifier: MIT
#include "rehearsal/planner_statistics.h"

#include "support/test_server.h"

using namespace corridor;

class PlannerStatisticsTest : public QObject {
    Q_OBJECT

private slots:
    void carriesThemOver_data() { TestServer::addMajors(); }
    void carriesThemOver()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions from = server.freshDatabase(), to = server.freshDatabase();
        const QByteArray shape = "CREATE TYPE mood AS ENUM ('sad', 'so, so', 'glad'); CREATE DOMAIN code AS varchar(9);"
                                 "CREATE TABLE item (id int PRIMARY KEY, m mood, c code, v varchar(20), n numeric, at "
                                 "timestamptz, email text, list int[]);"
                                 "CREATE INDEX ON item (at);";
        QVERIFY(runSql(to, shape).has_value());
        QVERIFY(runSql(from,
            shape
                + "INSERT INTO item SELECT g, (ARRAY['sad', 'so, so', 'glad'])[g % 3 + 1]::mood, 'c' || g % 7, 'v\"\\' "
                  "|| g % 50, g / 3.0,"
                  " now() - g * interval '1 min', 'p' || g % 5 || '@work.test', ARRAY[g % 4, 1] FROM "
                  "generate_series(1, 20000) g; ANALYZE")
                .has_value());
        auto source = Session::open(from), copy = Session::open(to);
        const MaskedColumn email { .schema = "public", .table = "item", .column = "email", .mask = Mask::Email };
        const auto carried = carryStatistics(*source, *copy, { email });
        QVERIFY2(carried.has_value(), qPrintable(carried ? QString() : carried.error().toText()));
        QCOMPARE(*carried, 8);
        const QByteArray seen = "SELECT string_agg(concat_ws('|', attname, null_frac, avg_width, n_distinct, "
                                "most_common_vals, most_common_freqs,"
                                " histogram_bounds, correlation), E'\\n' ORDER BY attname) FROM pg_stats WHERE "
                                "schemaname = 'public' AND attname <> 'email'";
        QCOMPARE(runSql(to, "SET timezone = 'UTC'; " + seen)->text(0, 0),
            runSql(from, "SET timezone = 'UTC'; " + seen)->text(0, 0));
        const auto hidden = runSql(to, "SELECT most_common_vals, n_distinct FROM pg_stats WHERE attname = 'email'");
        QVERIFY(hidden->isNull(0, 0));
        QCOMPARE(hidden->real(0, 1), 5);
        const QByteArray sizes = "SELECT string_agg(concat_ws('|', relname, reltuples, relpages), ',' ORDER BY "
                                 "relname) FROM pg_class WHERE relname LIKE 'item%'";
        QCOMPARE(runSql(to, sizes)->text(0, 0), runSql(from, sizes)->text(0, 0));
        // The planner can read what was written.
        QVERIFY(runSql(
            to, "EXPLAIN SELECT FROM item WHERE m = 'glad' AND c = 'c1' AND v > 'v' AND n < 5 AND list = '{1,1}'")
                .has_value());
    }
};

QTEST_GUILESS_MAIN(PlannerStatisticsTest)
#include "tst_planner_statistics.moc"
