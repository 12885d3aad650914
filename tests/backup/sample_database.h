// SPDX-License-Identifier: MIT
#pragma once

#include "support/test_server.h"

namespace corridor {

// A schema with one of everything that a table's restore has to bring along, and rows in it.
inline const QByteArray sampleSchema = R"(
CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('glad', 'sad');
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.note = coalesce(NEW.note, '') || '+'; RETURN NEW; END$$;
CREATE TABLE shop."my users" (id serial PRIMARY KEY, mood shop.mood DEFAULT 'glad', name text UNIQUE CHECK (name <> ''));
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "user" int NOT NULL REFERENCES shop."my users", note text, at date NOT NULL DEFAULT '2025-01-08');
CREATE INDEX orders_at ON shop.orders (at) WHERE note IS NOT NULL;
CREATE STATISTICS shop.orders_statistics ON "user", at FROM shop.orders;
COMMENT ON TABLE shop.orders IS 'what they bought';
COMMENT ON COLUMN shop.orders.at IS 'when';
COMMENT ON INDEX shop.orders_at IS 'by day';
GRANT SELECT ON shop.orders TO public;
CREATE TABLE shop.items (id int PRIMARY KEY, "order" bigint REFERENCES shop.orders ON DELETE CASCADE);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON shop.orders USING (true);
CREATE VIEW shop.glad AS SELECT * FROM shop."my users" WHERE mood = 'glad';
CREATE TABLE shop.days (day date NOT NULL, n int) PARTITION BY RANGE (day);
CREATE TABLE shop.days_2025 PARTITION OF shop.days FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX days_n ON shop.days (n);
INSERT INTO shop."my users" (name) SELECT 'user ' || i FROM generate_series(1, 100) i;
INSERT INTO shop.orders ("user", note) SELECT 1 + i % 100, CASE WHEN i % 2 = 0 THEN 'n' || i END FROM generate_series(1, 1000) i;
CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
INSERT INTO shop.items SELECT i, i FROM generate_series(1, 500) i;
INSERT INTO shop.days SELECT '2025-01-01'::date + i, i FROM generate_series(1, 50) i;
SELECT lo_from_bytea(0, 'a large object');
CREATE TABLE public._prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, started_at, rolled_back_at)
VALUES ('1', 'x', now(), '20240101_a', now() - interval '3 day', NULL),
       ('2', 'x', NULL, '20240102_b', now() - interval '2 day', now()),
       ('3', 'x', now(), '20240102_b', now() - interval '1 day', NULL),
       ('4', 'x', NULL, '20240103_failed', now(), NULL);
)";

// A fresh database of the server with the sample in it.
inline ConnectionOptions sampleDatabase(TestServer& server)
{
    const ConnectionOptions options = server.freshDatabase();
    if (const auto made = runSql(options, sampleSchema); !made)
        qFatal("%s", qPrintable(made.error().toText()));
    return options;
}

} // namespace corridor
