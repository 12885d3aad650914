// SPDX-License-Identifier: MIT
#include "rehearsal/row_sample.h"

#include "support/test_server.h"

using namespace corridor;

class RowSampleTest : public QObject {
    Q_OBJECT

private slots:
    // Keys of two columns, a table that refers to itself, types that need quoting, a generated column and an identity.
    void aSampleIsConsistent_data() { TestServer::addMajors(); }
    void aSampleIsConsistent()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions from = server.freshDatabase(), to = server.freshDatabase();
        const QByteArray shape
            = "CREATE SCHEMA \"Odd s\"; CREATE TYPE mood AS ENUM ('so, so', 'a\"b\\c');"
              "CREATE TABLE region (a int, b text, PRIMARY KEY (a, b));"
              "CREATE TABLE \"Odd s\".\"Person\" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss int REFERENCES "
              "\"Odd s\".\"Person\","
              " a int, b text, m mood[], raw bytea, twice int GENERATED ALWAYS AS (a * 2) STORED, FOREIGN KEY (a, b) "
              "REFERENCES region);"
              "CREATE TABLE pet (id int PRIMARY KEY, owner int NOT NULL REFERENCES \"Odd s\".\"Person\");";
        QVERIFY(runSql(to, shape).has_value());
        const auto filled = runSql(from,
            shape
                + "INSERT INTO region SELECT g, 'r\"\\,(' || g FROM generate_series(1, 50) g;"
                  "INSERT INTO \"Odd s\".\"Person\" (boss, a, b, m, raw) SELECT nullif(g / 2, 0), g % 50 + 1, "
                  "'r\"\\,(' || g % 50 + 1,"
                  " ARRAY['so, so', NULL, 'a\"b\\c']::mood[], decode('00ff5c', 'hex') FROM generate_series(1, 2000) g;"
                  "INSERT INTO pet SELECT g, g % 2000 + 1 FROM generate_series(1, 5000) g");
        QVERIFY2(filled.has_value(), qPrintable(filled ? QString() : filled.error().toText()));
        auto source = Session::open(from), copy = Session::open(to);
        const auto rows = copySample(*source, *copy, 5);
        QVERIFY2(rows.has_value(), qPrintable(rows ? QString() : rows.error().toText()));
        const auto counts = runSql(to,
            "SELECT (SELECT count(*) FROM pet), (SELECT count(*) FROM \"Odd s\".\"Person\"),"
            " (SELECT count(*) FROM pet p LEFT JOIN \"Odd s\".\"Person\" o ON o.id = p.owner WHERE o.id IS NULL),"
            " (SELECT count(*) FROM \"Odd s\".\"Person\" p LEFT JOIN \"Odd s\".\"Person\" b ON b.id = p.boss WHERE "
            "b.id IS NULL AND p.boss IS NOT NULL),"
            " (SELECT count(*) FROM \"Odd s\".\"Person\" p LEFT JOIN region r USING (a, b) WHERE r.a IS NULL),"
            " (SELECT count(*) FROM \"Odd s\".\"Person\" WHERE twice = a * 2 AND raw = decode('00ff5c', 'hex') AND "
            "m[3] = 'a\"b\\c')");
        QVERIFY(counts->integer(0, 0) > 150 && counts->integer(0, 0) < 400);
        QVERIFY(counts->integer(0, 1) > 200 && counts->integer(0, 1) < 1500);
        for (int column = 2; column < 5; ++column)
            QCOMPARE(counts->integer(0, column), 0);
        QCOMPARE(counts->integer(0, 5), counts->integer(0, 1));
    }

    // Two tables that refer to each other, a unique constraint that is only looked at in the end, a view of the rows.
    void followsCycles_data() { TestServer::addMajors(); }
    void followsCycles()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions from = server.freshDatabase(), to = server.freshDatabase();
        const QByteArray shape
            = "CREATE TABLE team (id int PRIMARY KEY, lead int NOT NULL, rank int UNIQUE DEFERRABLE INITIALLY "
              "DEFERRED);"
              "CREATE TABLE player (id int PRIMARY KEY, team int NOT NULL REFERENCES team);"
              "ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES player DEFERRABLE INITIALLY DEFERRED;"
              "CREATE MATERIALIZED VIEW sizes AS SELECT team, count(*) FROM player GROUP BY team;"
              "CREATE TABLE log (at int, player int REFERENCES player) PARTITION BY RANGE (at);"
              "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (500); CREATE TABLE log_2 PARTITION OF log "
              "DEFAULT;";
        QVERIFY(runSql(to, shape).has_value());
        const auto filled = runSql(from,
            shape
                + "BEGIN; INSERT INTO team SELECT g, g * 10, g FROM generate_series(1, 100) g;"
                  "INSERT INTO player SELECT g, g % 100 + 1 FROM generate_series(1, 1000) g;"
                  "INSERT INTO log SELECT g, g FROM generate_series(1, 1000) g; COMMIT; REFRESH MATERIALIZED VIEW "
                  "sizes");
        QVERIFY2(filled.has_value(), qPrintable(filled ? QString() : filled.error().toText()));
        auto source = Session::open(from), copy = Session::open(to);
        const auto rows = copySample(*source, *copy, 10);
        QVERIFY2(rows.has_value(), qPrintable(rows ? QString() : rows.error().toText()));
        const auto counts = runSql(to,
            "SELECT (SELECT count(*) FROM player p LEFT JOIN team t ON t.id = p.team WHERE t.id IS NULL)"
            " + (SELECT count(*) FROM team t LEFT JOIN player p ON p.id = t.lead WHERE p.id IS NULL)"
            " + (SELECT count(*) FROM log l LEFT JOIN player p ON p.id = l.player WHERE p.id IS NULL),"
            " (SELECT count(*) FROM log), (SELECT sum(count) FROM sizes), (SELECT count(*) FROM player)");
        QCOMPARE(counts->integer(0, 0), 0);
        QVERIFY(counts->integer(0, 1) > 50 && counts->integer(0, 1) < 200);
        QCOMPARE(counts->integer(0, 2), counts->integer(0, 3));
        QVERIFY(counts->integer(0, 3) < 700);
        // Its own constraints hold when they are looked at again.
        QVERIFY(runSql(to,
            "ALTER TABLE player ADD CHECK (id > 0); ALTER TABLE team DROP CONSTRAINT team_lead_fkey; ALTER TABLE team "
            "ADD FOREIGN KEY (lead) REFERENCES player")
                .has_value());
    }
};

QTEST_GUILESS_MAIN(RowSampleTest)
#include "tst_row_sample.moc"
