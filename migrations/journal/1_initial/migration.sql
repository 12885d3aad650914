-- The journal: what was done, by whom, with what result. SQL that SQLite and PostgreSQL read alike; every statement
-- ends with a semicolon at the end of a line. Times are text, UTC, ISO 8601 with milliseconds, so that they sort.

CREATE TABLE runs (
    id              TEXT PRIMARY KEY,
    started_at      TEXT NOT NULL,
    who             TEXT NOT NULL,
    machine         TEXT NOT NULL,
    program_version TEXT NOT NULL,
    project         TEXT NOT NULL,
    profile         TEXT NOT NULL,
    environment     TEXT NOT NULL,
    action          TEXT NOT NULL,
    host            TEXT NOT NULL,
    port            TEXT NOT NULL,
    database_name   TEXT NOT NULL,
    role            TEXT NOT NULL,
    server_version  TEXT NOT NULL,
    plan            TEXT NOT NULL,
    finished_at     TEXT,
    outcome         TEXT,
    error           TEXT
);

CREATE INDEX runs_by_time ON runs (started_at);

CREATE TABLE steps (
    run_id        TEXT NOT NULL REFERENCES runs (id),
    ordinal       INTEGER NOT NULL,
    migration     TEXT NOT NULL,
    step_index    INTEGER NOT NULL,
    line          INTEGER NOT NULL,
    outcome       TEXT NOT NULL,
    duration_ms   BIGINT NOT NULL,
    affected_rows BIGINT NOT NULL,
    PRIMARY KEY (run_id, ordinal)
);

-- Every tick and every untick is a row of its own; the newest one of an item counts.
CREATE TABLE ticks (
    id       TEXT PRIMARY KEY,
    target   TEXT NOT NULL,
    item     TEXT NOT NULL,
    ticked   INTEGER NOT NULL CHECK (ticked IN (0, 1)),
    who      TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    note     TEXT NOT NULL,
    checksum TEXT NOT NULL,
    scripts  TEXT NOT NULL
);

CREATE INDEX ticks_by_target ON ticks (target, item);

-- One line for everything that was written down, each with the hash of the line before it and of its own content.
CREATE TABLE ledger (
    position BIGINT PRIMARY KEY,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (kind, subject)
);
