-- One of everything that a snapshot knows, for PostgreSQL 13 and later.
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'it''s the app';
GRANT USAGE ON SCHEMA app TO reader;
CREATE EXTENSION citext WITH SCHEMA public;
CREATE EXTENSION pg_trgm;
CREATE COLLATION app.ci (provider = icu, deterministic = false, locale = 'und-u-ks-level2');

CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'back\slash', 'happy');
COMMENT ON TYPE app.mood IS 'how it is';
REVOKE ALL ON TYPE app.mood FROM PUBLIC;
CREATE TYPE app."Point" AS (x double precision, "Y" numeric(8,3), label text COLLATE "C");
COMMENT ON COLUMN app."Point"."Y" IS 'up';
CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN app.email AS public.citext COLLATE "C" DEFAULT 'nobody@example.org' NOT NULL CONSTRAINT has_at CHECK (VALUE ~ '@');
ALTER DOMAIN app.email ADD CONSTRAINT is_short CHECK (length(VALUE::text) < 255) NOT VALID;

CREATE SEQUENCE app.ticket AS smallint START 5 INCREMENT BY -2 MINVALUE -100 MAXVALUE 100 CACHE 3 CYCLE;
GRANT SELECT, USAGE ON SEQUENCE app.ticket TO reader;

CREATE FUNCTION app.double(n integer, OUT result integer) LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ begin new.changed := now(); return new; end $$;
COMMENT ON FUNCTION app.double(integer) IS 'twice';
REVOKE ALL ON FUNCTION app.double(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.double(integer) TO reader WITH GRANT OPTION;
CREATE PROCEDURE app.nothing(INOUT a text DEFAULT 'x') LANGUAGE plpgsql AS $$ begin null; end $$;
CREATE FUNCTION app.many(b text DEFAULT 'q', VARIADIC list integer[] DEFAULT '{}') RETURNS TABLE (a integer, c text)
    LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 5 ROWS 7 SECURITY DEFINER SET search_path = app, pg_temp AS 'SELECT 1, ''b''';
CREATE FUNCTION app.add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a + b';
CREATE AGGREGATE app.total(integer) (SFUNC = app.add, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE AGGREGATE app.counted(*) (SFUNC = pg_catalog.int8inc, STYPE = bigint, INITCOND = '0');
CREATE OPERATOR app.<+> (FUNCTION = app.add, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.<+>));
CREATE FUNCTION app.mood_number(app.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (app.mood AS integer) WITH FUNCTION app.mood_number(app.mood) AS ASSIGNMENT;
CREATE FUNCTION app.cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $2 - $1';
CREATE OPERATOR CLASS app.backwards FOR TYPE integer USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.cmp(integer, integer);

CREATE TABLE app.owner (
    id serial PRIMARY KEY,
    code uuid DEFAULT gen_random_uuid() NOT NULL UNIQUE,
    "select" text
);
CREATE TABLE app.everything (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY,
    owner_id integer NOT NULL DEFAULT 1 REFERENCES app.owner (id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    name varchar(40) COLLATE app.ci DEFAULT 'x' NOT NULL,
    mail app.email,
    feeling app.mood DEFAULT 'happy',
    feelings app.mood[] DEFAULT '{sad,happy}',
    spot app."Point",
    price numeric(12, 2) CONSTRAINT positive CHECK (price > 0),
    twice numeric GENERATED ALWAYS AS (price * 2) STORED,
    during tstzrange,
    lasts app.span,
    body text,
    bin bytea,
    number integer DEFAULT nextval('app.ticket'),
    changed timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP,
    "Select" integer,
    doc tsvector,
    CONSTRAINT "no Overlap" EXCLUDE USING gist (during WITH &&) WHERE (price > 1),
    CONSTRAINT two UNIQUE (owner_id, name) INCLUDE (price) WITH (fillfactor = 70)
) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 10);
COMMENT ON TABLE app.everything IS E'two\nlines';
COMMENT ON COLUMN app.everything.price IS 'in cents';
COMMENT ON CONSTRAINT positive ON app.everything IS 'no gifts';
ALTER TABLE app.everything ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE app.everything ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE app.everything ALTER COLUMN number SET (n_distinct = -0.5);
ALTER TABLE app.everything ADD CONSTRAINT later CHECK ("Select" IS NOT NULL) NOT VALID;
ALTER SEQUENCE app.ticket OWNED BY app.everything.number;
GRANT SELECT, INSERT ON app.everything TO reader;
GRANT UPDATE (price, body) ON app.everything TO reader;
CREATE UNIQUE INDEX ON app.everything (lower(body) text_pattern_ops, price DESC NULLS LAST) WHERE feeling = 'happy';
CREATE INDEX body_trgm ON app.everything USING gin (body gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX hashed ON app.everything USING hash (body);
CREATE INDEX "Odd Name" ON app.everything ("Select", number DESC, bin NULLS FIRST) INCLUDE (changed);
CREATE INDEX back ON app.everything (number app.backwards);
CREATE INDEX collated ON app.everything (body COLLATE "C", name COLLATE "default");
CREATE INDEX calls ON app.everything (app.double(number));
ALTER INDEX app.calls ALTER COLUMN 1 SET STATISTICS 77;
COMMENT ON INDEX app.hashed IS 'hash';
ALTER TABLE app.everything CLUSTER ON "Odd Name";
CREATE STATISTICS app.correlation (dependencies, mcv) ON owner_id, price FROM app.everything;
COMMENT ON STATISTICS app.correlation IS 'related';
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF name, price ON app.everything FOR EACH ROW WHEN (new.price > 2) EXECUTE FUNCTION app.stamp();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.everything DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.everything ENABLE REPLICA TRIGGER stamp;
COMMENT ON TRIGGER stamp ON app.everything IS 'when';
CREATE RULE quiet AS ON DELETE TO app.everything WHERE old.price > 1000 DO INSTEAD NOTHING;
ALTER TABLE app.everything DISABLE RULE quiet;
ALTER TABLE app.everything ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.everything FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.everything AS RESTRICTIVE FOR UPDATE TO reader, CURRENT_USER USING (owner_id = 1) WITH CHECK (price > 0);
CREATE POLICY seen ON app.everything FOR SELECT USING (true);
COMMENT ON POLICY seen ON app.everything IS 'all';

CREATE TABLE app.replicated (a integer NOT NULL, b text);
CREATE UNIQUE INDEX replicated_a ON app.replicated (a);
ALTER TABLE app.replicated REPLICA IDENTITY USING INDEX replicated_a;
CREATE UNLOGGED TABLE app.fast (a integer);
ALTER TABLE app.fast REPLICA IDENTITY FULL;
CREATE TABLE app.empty ();
CREATE TABLE app.typed OF app."Point" (PRIMARY KEY (x));

CREATE TABLE app.parent (a integer NOT NULL, b text DEFAULT 'p', CONSTRAINT a_positive CHECK (a > 0));
CREATE TABLE app.heir (c integer, b text DEFAULT 'h') INHERITS (app.parent);
CREATE TABLE app.measure (
    at timestamp with time zone NOT NULL,
    device integer NOT NULL,
    value double precision,
    CONSTRAINT sane CHECK (value < 1000),
    PRIMARY KEY (device, at)
) PARTITION BY RANGE (at);
CREATE INDEX measure_value ON app.measure (value);
CREATE TABLE app.measure_2024 PARTITION OF app.measure FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE app.measure_rest PARTITION OF app.measure DEFAULT PARTITION BY LIST (device);
CREATE TABLE app.measure_rest_1 PARTITION OF app.measure_rest FOR VALUES IN (1, 2);
ALTER TABLE app.measure ADD CONSTRAINT known FOREIGN KEY (device) REFERENCES app.owner (id);
CREATE TRIGGER each AFTER INSERT ON app.measure FOR EACH ROW EXECUTE FUNCTION app.stamp();

CREATE TABLE app.a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE app.b (id integer PRIMARY KEY, a_id integer REFERENCES app.a);
ALTER TABLE app.a ADD FOREIGN KEY (b_id) REFERENCES app.b;

CREATE FUNCTION app.of_row(r app.owner) RETURNS text LANGUAGE sql STABLE AS 'SELECT r."select"';
CREATE VIEW app.priced WITH (security_barrier = true) AS
    SELECT id, name, price, feeling FROM app.everything WHERE price > 10 WITH LOCAL CHECK OPTION;
COMMENT ON VIEW app.priced IS 'with a price';
COMMENT ON COLUMN app.priced.price IS 'in the view';
GRANT SELECT (id) ON app.priced TO reader;
ALTER VIEW app.priced ALTER COLUMN price SET DEFAULT 12;
CREATE VIEW app.grouped AS SELECT o.id, o.code, app.of_row(o.*) AS text, count(*) AS n FROM app.owner o
    JOIN app.everything e ON e.owner_id = o.id GROUP BY o.id;
CREATE VIEW public."On Views" AS SELECT p.*, g.n FROM app.priced p JOIN app.grouped g ON g.id = p.id;
CREATE RULE into_priced AS ON INSERT TO public."On Views" DO INSTEAD INSERT INTO app.owner ("select") VALUES (new.name);
CREATE MATERIALIZED VIEW app.summary WITH (fillfactor = 50) AS SELECT owner_id, count(*) AS n FROM app.everything GROUP BY 1 WITH NO DATA;
CREATE UNIQUE INDEX summary_owner ON app.summary (owner_id);
COMMENT ON COLUMN app.summary.n IS 'how many';

CREATE TEXT SEARCH DICTIONARY app.simple_dict (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english');
CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR asciiword, word WITH app.simple_dict, english_stem;
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere', dbname 'd');
GRANT USAGE ON FOREIGN SERVER elsewhere TO reader;
CREATE FOREIGN TABLE app.remote (a integer OPTIONS (column_name 'b') NOT NULL, t text DEFAULT 'x') SERVER elsewhere OPTIONS (table_name 'q');
CREATE PUBLICATION partly FOR TABLE app.owner, app.replicated WITH (publish = 'insert, update');
CREATE PUBLICATION "All" FOR ALL TABLES;
CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION app.on_ddl();
ALTER EVENT TRIGGER watch DISABLE;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
