-- What came of the proofs of ways back: the newest one of two scripts counts, whatever their migration is called.

CREATE TABLE proofs (
    id             TEXT PRIMARY KEY,
    migration      TEXT NOT NULL,
    up_checksum    TEXT NOT NULL,
    down_checksum  TEXT NOT NULL,
    verdict        TEXT NOT NULL,
    why            TEXT NOT NULL,
    server_version TEXT NOT NULL,
    made_at        TEXT NOT NULL
);

CREATE INDEX proofs_by_scripts ON proofs (up_checksum, down_checksum);
