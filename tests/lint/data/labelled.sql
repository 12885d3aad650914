-- Scripts with a verdict, each by itself, as a reviewer would label them. A case begins with a line
--   --- unsafe|safe [runner=…] [version=…]: what it is about
-- and may have a line `--- after` between what earlier migrations did and the script itself.
-- Unsafe ones must have a finding above a note, safe ones none.

--- unsafe: index on an existing table
CREATE INDEX idx_orders_customer ON orders (customer_id);
--- unsafe: unique index on an existing table, Prisma style
-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
--- unsafe: index beside a column of a known table
ALTER TABLE "Post" ADD COLUMN "slug" TEXT;
CREATE INDEX "Post_slug_idx" ON "Post"("slug");
--- unsafe: partial index without concurrently
CREATE INDEX active_users ON users (last_seen) WHERE deleted_at IS NULL;
--- unsafe: expression index
CREATE INDEX users_lower_email ON users (lower(email));
--- unsafe: gin index
CREATE INDEX documents_search ON documents USING gin (to_tsvector('english', body));
--- unsafe: index if not exists
CREATE INDEX IF NOT EXISTS events_at ON events (created_at);
--- unsafe: drop index
DROP INDEX "User_email_idx";
--- unsafe: drop index if exists
DROP INDEX IF EXISTS public.orders_status_idx;
--- unsafe: reindex table
REINDEX TABLE orders;
--- unsafe: reindex index
REINDEX INDEX orders_pkey;
--- unsafe: reindex database
REINDEX DATABASE app;
--- unsafe: concurrently between begin and commit
BEGIN;
CREATE INDEX CONCURRENTLY idx ON t (a);
COMMIT;
--- unsafe runner=prisma-6: concurrently beside others
CREATE INDEX CONCURRENTLY idx ON t (a);
CREATE INDEX CONCURRENTLY idx2 ON t (b);
--- unsafe runner=prisma-6: timeout before concurrently
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY idx ON t (a);
--- unsafe runner=prisma-6: drop concurrently beside others
DROP INDEX CONCURRENTLY idx;
ALTER TABLE t ADD COLUMN a int;
--- unsafe: concurrently inside a do block
DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY idx ON t (a)'; END $$;
--- unsafe: concurrently on a partitioned table
CREATE TABLE m (a int) PARTITION BY RANGE (a);
--- after
CREATE INDEX CONCURRENTLY i ON m (a);
--- unsafe: volatile default
ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
--- unsafe: volatile default of an extension
ALTER TABLE users ADD COLUMN token uuid DEFAULT uuid_generate_v4();
--- unsafe: random default
ALTER TABLE users ADD COLUMN lottery double precision DEFAULT random();
--- unsafe: clock_timestamp default
ALTER TABLE users ADD COLUMN seen timestamptz NOT NULL DEFAULT clock_timestamp();
--- unsafe: nextval default
ALTER TABLE users ADD COLUMN n bigint DEFAULT nextval('users_n_seq');
--- unsafe: serial column
ALTER TABLE users ADD COLUMN n serial;
--- unsafe: bigserial column
ALTER TABLE "User" ADD COLUMN "seq" BIGSERIAL NOT NULL;
--- unsafe: identity column
ALTER TABLE users ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;
--- unsafe: stored generated column
ALTER TABLE users ADD COLUMN full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED;
--- unsafe: required column without default
ALTER TABLE "User" ADD COLUMN "phone" TEXT NOT NULL;
--- unsafe: several columns, one required
ALTER TABLE users ADD COLUMN a text, ADD COLUMN b int NOT NULL, ADD COLUMN c text DEFAULT 'x';
--- unsafe: inline check
ALTER TABLE users ADD COLUMN age int CHECK (age > 0);
--- unsafe: inline unique
ALTER TABLE users ADD COLUMN handle text UNIQUE;
--- unsafe: inline primary key
ALTER TABLE users ADD COLUMN id bigint PRIMARY KEY;
--- unsafe: inline fk with default
ALTER TABLE users ADD COLUMN org int NOT NULL DEFAULT 1 REFERENCES orgs (id);
--- unsafe: int to bigint
ALTER TABLE users ALTER COLUMN id TYPE bigint;
--- unsafe: set data type
ALTER TABLE "Order" ALTER COLUMN "total" SET DATA TYPE DECIMAL(65,30);
--- unsafe: text to integer
ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;
--- unsafe: varchar shrink
CREATE TABLE t (c varchar(200));
--- after
ALTER TABLE t ALTER COLUMN c TYPE varchar(20);
--- unsafe: timestamp to timestamptz
CREATE TABLE t (c timestamp(3));
--- after
ALTER TABLE t ALTER COLUMN c TYPE timestamptz;
--- unsafe: text to jsonb
ALTER TABLE t ALTER c TYPE jsonb USING c::jsonb;
--- unsafe: type of a column that a view uses
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a FROM t;
--- after
ALTER TABLE t ALTER a TYPE bigint;
--- unsafe: enum swap
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;
--- unsafe: set not null
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
--- unsafe: set not null, Prisma style
-- AlterTable
ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;
--- unsafe: set not null with a check that is not valid
ALTER TABLE t ADD CONSTRAINT c_nn CHECK (c IS NOT NULL) NOT VALID;
ALTER TABLE t ALTER COLUMN c SET NOT NULL;
--- unsafe: drop column
ALTER TABLE users DROP COLUMN legacy;
--- unsafe: drop column, Prisma style
/*
  Warnings:

  - You are about to drop the column `bio` on the `User` table. All the data in the column will be lost.

*/
-- AlterTable
ALTER TABLE "User" DROP COLUMN "bio";
--- unsafe: drop column if exists
ALTER TABLE users DROP COLUMN IF EXISTS legacy CASCADE;
--- unsafe: rename as drop and add
CREATE TABLE "User" (id int, fullname text);
--- after
ALTER TABLE "User" DROP COLUMN "fullname", ADD COLUMN "name" TEXT;
--- unsafe: rename column
ALTER TABLE users RENAME COLUMN email TO email_address;
--- unsafe: rename table
ALTER TABLE users RENAME TO accounts;
--- unsafe: rename schema
ALTER SCHEMA app RENAME TO app_old;
--- unsafe: move a table
ALTER TABLE users SET SCHEMA archive;
--- unsafe: rename view
ALTER VIEW active_users RENAME TO live_users;
--- unsafe: drop table
DROP TABLE sessions;
--- unsafe: drop table if exists cascade
DROP TABLE IF EXISTS "Session" CASCADE;
--- unsafe: set unlogged
ALTER TABLE events SET UNLOGGED;
--- unsafe: set logged
ALTER TABLE events SET LOGGED;
--- unsafe: tablespace
ALTER TABLE events SET TABLESPACE fast;
--- unsafe: access method
ALTER TABLE events SET ACCESS METHOD heap2;
--- unsafe: foreign key
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id);
--- unsafe: foreign key, Prisma style
-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
--- unsafe: check constraint
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);
--- unsafe: unique constraint
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
--- unsafe: primary key
ALTER TABLE users ADD PRIMARY KEY (id);
--- unsafe: primary key swapped
ALTER TABLE "T" DROP CONSTRAINT "T_pkey", ADD CONSTRAINT "T_pkey" PRIMARY KEY ("a", "b");
--- unsafe: primary key dropped
ALTER TABLE users DROP CONSTRAINT users_pkey;
--- unsafe: exclusion constraint
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
--- unsafe: not valid and validate in one transaction
BEGIN;
ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT k;
COMMIT;
--- unsafe: constraint dropped with cascade
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;
--- unsafe: primary key from an index over a nullable column
CREATE TABLE t (id int);
CREATE UNIQUE INDEX t_i ON t (id);
--- after
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_i;
--- unsafe: domain constraint
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
--- unsafe: check with now
ALTER TABLE t ADD CONSTRAINT future CHECK (due > now()) NOT VALID;
--- unsafe: not valid fk on a partitioned table
CREATE TABLE p (a int) PARTITION BY LIST (a);
--- after
ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES o (id) NOT VALID;
--- unsafe runner=prisma-6: enum value used in the same batch
ALTER TYPE status ADD VALUE 'archived';
UPDATE orders SET status = 'archived' WHERE id = 1;
--- unsafe runner=prisma-6: enum value as a default
ALTER TYPE "Role" ADD VALUE 'OWNER';
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'OWNER';
--- unsafe: enum value used between begin and commit
BEGIN;
ALTER TYPE status ADD VALUE 'archived';
INSERT INTO orders (status) VALUES ('archived');
COMMIT;
--- unsafe: drop type cascade
DROP TYPE status CASCADE;
--- unsafe: enum value renamed
ALTER TYPE status RENAME VALUE 'done' TO 'finished';
--- unsafe: truncate
TRUNCATE orders;
--- unsafe: truncate cascade
TRUNCATE TABLE users RESTART IDENTITY CASCADE;
--- unsafe: drop view cascade
DROP VIEW active_users CASCADE;
--- unsafe: drop function cascade
DROP FUNCTION touch() CASCADE;
--- unsafe: drop extension cascade
DROP EXTENSION pgcrypto CASCADE;
--- unsafe: drop schema cascade
DROP SCHEMA app CASCADE;
--- unsafe: drop database
DROP DATABASE app;
--- unsafe: drop owned
DROP OWNED BY app;
--- unsafe: reassign owned
REASSIGN OWNED BY old TO new;
--- unsafe: partition of an existing table
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- unsafe: attach a partition
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--- unsafe: detach a partition
ALTER TABLE events DETACH PARTITION events_2020;
--- unsafe: vacuum full
VACUUM FULL orders;
--- unsafe: vacuum full everything
VACUUM (FULL);
--- unsafe: cluster
CLUSTER orders USING orders_pkey;
--- unsafe: refresh
REFRESH MATERIALIZED VIEW stats;
--- unsafe: refresh concurrently without a unique index
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
--- after
REFRESH MATERIALIZED VIEW CONCURRENTLY m;
--- unsafe: lock table
BEGIN;
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;
UPDATE orders SET a = 1 WHERE id = 5;
COMMIT;
--- unsafe: disable triggers
ALTER TABLE orders DISABLE TRIGGER ALL;
--- unsafe: replication role
SET session_replication_role = 'replica';
--- unsafe: rule
CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;
--- unsafe: replica identity
ALTER TABLE orders REPLICA IDENTITY NOTHING;
--- unsafe: incompatible view
CREATE VIEW v AS SELECT a, b FROM t;
--- after
CREATE OR REPLACE VIEW v AS SELECT b FROM t;
--- unsafe: sequence restart
ALTER SEQUENCE orders_id_seq RESTART WITH 1;
--- unsafe: autovacuum off
ALTER TABLE orders SET (autovacuum_enabled = false);
--- unsafe: lock_timeout off
SET lock_timeout = 0;
ALTER TABLE orders ADD COLUMN a int;
--- unsafe: lock_timeout too late
ALTER TABLE orders ADD COLUMN a int;
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN b int;
--- unsafe: slow work after a strong lock
BEGIN;
ALTER TABLE users ADD COLUMN a int;
CREATE INDEX i ON orders (b);
COMMIT;
--- unsafe: begin without commit
BEGIN;
CREATE TABLE t (a int);
--- unsafe runner=prisma-6: rollback in a batch
CREATE TABLE a (i int);
ROLLBACK;
CREATE TABLE b (i int);
--- unsafe runner=prisma-6: savepoint without begin
SAVEPOINT s;
SELECT 1;
--- unsafe runner=prisma-6: vacuum beside others
VACUUM t;
SELECT 1;
--- unsafe: alter system between begin and commit
BEGIN;
ALTER SYSTEM SET work_mem = '1GB';
COMMIT;
--- unsafe runner=prisma-7: partial apply
CREATE TABLE a (i int);
ALTER TABLE b ADD COLUMN i int;
--- unsafe runner=prisma-6: search_path leaks
SET search_path = app;
CREATE TABLE t (a int);
--- unsafe: psql command
\i other.sql
SELECT 1;
--- unsafe: copy data
COPY t (a) FROM stdin;
1
\.
--- unsafe: syntax error
ALTER TABEL t ADD COLUMN a int;
--- unsafe version=14: newer syntax
CREATE UNIQUE INDEX CONCURRENTLY i ON t (a) NULLS NOT DISTINCT;
--- unsafe: name too long
CREATE TABLE a_name_that_goes_on_and_on_until_postgresql_cuts_it_after_sixty_three_bytes (a int);
--- unsafe: update without where
UPDATE users SET active = true;
--- unsafe: delete without where
DELETE FROM sessions;
--- unsafe: delete where true
DELETE FROM sessions WHERE true;
--- unsafe: update with a tautology
UPDATE users SET active = true WHERE 1 = 1;
--- unsafe: delete in a cte
WITH gone AS (DELETE FROM events RETURNING *) INSERT INTO archive SELECT * FROM gone;
--- unsafe: backfill of a new column
ALTER TABLE users ADD COLUMN slug text;
UPDATE users SET slug = lower(name);
--- unsafe: backfill of nulls
UPDATE users SET country = 'DE' WHERE country IS NULL;
--- unsafe: joined update of everything
UPDATE orders SET total = s.total FROM sums s WHERE s.order_id = orders.id;
--- unsafe: copy of a table
INSERT INTO orders_archive SELECT * FROM orders WHERE created_at < '2020-01-01';
--- unsafe: merge of a table
MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = b.x;
--- unsafe: number to text
ALTER TABLE a ALTER COLUMN code TYPE text USING code::text;
--- unsafe: type computed by USING
ALTER TABLE a ALTER COLUMN id TYPE uuid USING id::uuid;
--- unsafe: every row written in a do block
DO $$ BEGIN UPDATE users SET active = true; END $$;
--- unsafe: tables emptied together
TRUNCATE ONLY audit_log;
--- unsafe: constraints in one statement
ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY (b, c) REFERENCES d (b, c), ADD CONSTRAINT y CHECK (z > 0);
--- unsafe: default from an unknown function
ALTER TABLE a ADD COLUMN code text DEFAULT generate_code();
--- unsafe: one trigger off
ALTER TABLE users DISABLE TRIGGER audit_trg;
--- unsafe: sequence dropped with its dependants
DROP SEQUENCE users_id_seq CASCADE;
--- unsafe: purge in one statement
DELETE FROM events WHERE created_at < now() - interval '1 year';
--- unsafe: ddl and data in one transaction
ALTER TABLE users ADD COLUMN plan text;
UPDATE users SET plan = 'free' WHERE created_at < '2024-01-01';
--- unsafe: backfill then set not null
ALTER TABLE users ADD COLUMN plan text;
UPDATE users SET plan = 'free' WHERE plan IS NULL;
ALTER TABLE users ALTER COLUMN plan SET NOT NULL;
--- unsafe: on conflict without an index
CREATE TABLE t (id int PRIMARY KEY, a int);
--- after
INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING;
--- unsafe: explicit ids
CREATE TABLE t (id serial PRIMARY KEY, a text);
--- after
INSERT INTO t (id, a) VALUES (1, 'x'), (2, 'y');
--- unsafe: cascading delete
CREATE TABLE users (id int PRIMARY KEY, a int);
CREATE TABLE posts (author int REFERENCES users (id) ON DELETE CASCADE);
--- after
DELETE FROM users WHERE a < 5;
--- unsafe: copy program
COPY t FROM PROGRAM 'curl http://example.com/x';
--- unsafe: hidden in a do block
DO $$ BEGIN
  ALTER TABLE users DROP COLUMN legacy;
END $$;
--- unsafe: hidden in a conditional do block
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users') THEN
    ALTER TABLE users ALTER COLUMN email SET NOT NULL;
  END IF;
END $$;
--- unsafe: hidden in execute
DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$;
--- unsafe: history table
DELETE FROM _prisma_migrations WHERE migration_name = 'x';
--- unsafe: index on a materialized view that is in use
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
--- after
CREATE UNIQUE INDEX i ON m (a);
--- unsafe: other schema's table of the same name
CREATE TABLE staging.orders (id int);
CREATE INDEX i ON orders (id);
--- unsafe: constrained domain
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
--- after
ALTER TABLE users ADD COLUMN e email;

--- safe: new table with indexes
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, total numeric(12,2));
CREATE INDEX orders_customer ON orders (customer_id);
--- safe: new table, Prisma style
-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "title" VARCHAR(255) NOT NULL,
    "authorId" INTEGER NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Post_title_key" ON "Post"("title");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
--- safe: nullable column
ALTER TABLE users ADD COLUMN nickname text;
--- safe: column with a constant default
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;
--- safe: column with now
ALTER TABLE "User" ADD COLUMN "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
--- safe: array default
ALTER TABLE "User" ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];
--- safe: jsonb default
ALTER TABLE users ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
--- safe: column if not exists
ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
--- safe: concurrent index
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
--- safe runner=prisma-6: concurrent index alone
-- CreateIndex
CREATE INDEX CONCURRENTLY "Order_customer_idx" ON "Order"("customer_id");
--- safe: concurrent index if not exists
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer ON orders (customer_id);
--- safe runner=prisma-6: concurrent index if not exists
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer ON orders (customer_id);
--- safe: concurrent unique index
CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);
--- safe: unique constraint from an index
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email;
--- safe: drop index concurrently
DROP INDEX CONCURRENTLY IF EXISTS orders_old;
--- safe: reindex concurrently
REINDEX INDEX CONCURRENTLY orders_pkey;
--- safe: fk not valid
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
--- safe: validate
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;
--- safe: check not valid
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
--- safe: not null by a check
CREATE TABLE t (c int);
ALTER TABLE t ADD CONSTRAINT c_nn CHECK (c IS NOT NULL) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c_nn;
--- after
ALTER TABLE t ALTER COLUMN c SET NOT NULL;
ALTER TABLE t DROP CONSTRAINT c_nn;
--- safe: the last step of not null by a check, seen alone
ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_not_null;
--- safe: default set
ALTER TABLE users ALTER COLUMN plan SET DEFAULT 'free';
--- safe: default dropped
ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;
--- safe: not null dropped
ALTER TABLE users ALTER COLUMN plan DROP NOT NULL;
--- safe: wider varchar
CREATE TABLE t (c varchar(20));
--- after
ALTER TABLE t ALTER COLUMN c TYPE varchar(200);
--- safe: varchar to text
CREATE TABLE t (c varchar(20));
--- after
ALTER TABLE t ALTER COLUMN c TYPE text;
--- safe: wider numeric
CREATE TABLE t (c numeric(10,2));
--- after
ALTER TABLE t ALTER COLUMN c TYPE numeric(14,2);
--- safe: enum
CREATE TYPE mood AS ENUM ('sad', 'ok');
--- safe: enum value
ALTER TYPE mood ADD VALUE 'happy';
--- safe: enum value before another
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy' BEFORE 'ok';
--- safe: enum value used after a commit
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'happy';
--- safe: view
CREATE VIEW active_users AS SELECT * FROM users WHERE active;
--- safe: view replaced
CREATE OR REPLACE VIEW active_users AS SELECT id, name FROM users WHERE active;
--- safe: function
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;
--- safe: trigger
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
--- safe: comment
COMMENT ON COLUMN users.email IS 'where to write';
--- safe: grant
GRANT SELECT ON users TO reporting;
--- safe: extension
CREATE EXTENSION IF NOT EXISTS pgcrypto;
--- safe: schema
CREATE SCHEMA IF NOT EXISTS audit;
--- safe: sequence
CREATE SEQUENCE ticket_numbers;
--- safe: bounded update
UPDATE users SET active = false WHERE id = 42;
--- safe: bounded delete
DELETE FROM feature_flags WHERE name = 'old_checkout';
--- safe: batched delete
DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < now() LIMIT 1000);
--- safe: batched backfill
UPDATE users SET plan = 'free' WHERE id BETWEEN 1 AND 10000 AND plan IS NULL;
--- safe: seed rows
INSERT INTO roles (name) VALUES ('admin'), ('editor'), ('viewer') ON CONFLICT DO NOTHING;
--- safe: seed of a new table
CREATE TABLE roles (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
INSERT INTO roles (name) VALUES ('admin'), ('editor');
--- safe: change of a new table
CREATE TABLE t (a int);
ALTER TABLE t ADD COLUMN b uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE t ALTER COLUMN a TYPE bigint;
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);
CREATE INDEX i ON t (a);
--- safe: temporary table
CREATE TEMP TABLE staging (a int);
CREATE INDEX i ON staging (a);
UPDATE staging SET a = 1;
DROP TABLE staging;
--- safe: written transaction
BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
--- safe: timeouts first
SET lock_timeout = '2s';
SET statement_timeout = '30s';
ALTER TABLE users ADD COLUMN a int;
--- safe: timeout in a transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a int;
COMMIT;
--- safe: detach concurrently
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
--- safe: partitioned from the start
CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_at ON events (at);
--- safe: matview without data
CREATE MATERIALIZED VIEW stats AS SELECT count(*) AS n FROM orders WITH NO DATA;
--- safe: refresh concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY stats;
--- safe: analyze
ANALYZE orders;
--- safe: vacuum
VACUUM orders;
--- safe: statistics target
ALTER TABLE orders ALTER COLUMN status SET STATISTICS 500;
--- safe: storage options
ALTER TABLE orders SET (fillfactor = 90);
--- safe: constraint renamed
ALTER TABLE orders RENAME CONSTRAINT a TO b;
--- safe: index renamed
ALTER INDEX a RENAME TO b;
--- safe: constraint dropped
ALTER TABLE orders DROP CONSTRAINT orders_note_check;
--- safe: fk dropped, Prisma style
-- DropForeignKey
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
--- safe: comment only
-- This is an empty migration.
--- safe: select
SELECT 1;
--- safe: table renamed behind a view
BEGIN;
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;
COMMIT;
--- safe: column added and dropped again
ALTER TABLE users ADD COLUMN oops int;
ALTER TABLE users DROP COLUMN oops;
--- safe: policy on a new table
CREATE TABLE docs (id int, owner text);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON docs USING (owner = current_user);
--- safe: do block that makes a type
DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN null; END $$;
--- safe: setval
SELECT setval('orders_id_seq', (SELECT max(id) FROM orders));
--- safe: replica identity full
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_pkey;
--- safe: insert from select into a new table
CREATE TABLE plans (name text PRIMARY KEY);
INSERT INTO plans SELECT DISTINCT plan FROM users;
--- safe: foreign key of a new column that is null
ALTER TABLE users ADD COLUMN org_id int;
ALTER TABLE users ADD CONSTRAINT users_org_fk FOREIGN KEY (org_id) REFERENCES orgs (id) NOT VALID;
--- safe: drop of what was made here
CREATE TABLE t (a int);
DROP TABLE t;
