// SPDX-License-Identifier: MIT
#include "rehearsal/session_reading.h"

#include "sql/name.h"

namespace corridor {

namespace {

// Every name is qualified: the script may have changed search_path.
const QByteArray relationsSql = R"(
SELECT c.oid, n.nspname, c.relname, c.relkind, coalesce(i.indrelid, t.oid, 0),
       coalesce(pg_catalog.pg_relation_filenode(c.oid), 0), coalesce(pg_catalog.pg_relation_size(c.oid), 0)
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid = c.oid AND c.relkind = 't'
 WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I', 'S', 't'))";

// What is counted and what is not yet: the server adds the one to the other when a transaction has ended.
const QByteArray accessSql = R"(
SELECT a.relid, a.seq_scan + coalesce(x.seq_scan, 0), a.seq_tup_read + coalesce(x.seq_tup_read, 0),
       a.n_tup_ins + a.n_tup_upd + a.n_tup_del + coalesce(x.n_tup_ins + x.n_tup_upd + x.n_tup_del, 0)
  FROM pg_catalog.pg_stat_all_tables a LEFT JOIN pg_catalog.pg_stat_xact_all_tables x ON x.relid = a.relid
 WHERE a.relid >= 16384)";

QByteArray locksSql(const QByteArray& pid)
{
    return "SELECT l.relation, l.mode FROM pg_catalog.pg_locks l WHERE l.locktype = 'relation' AND l.granted"
           " AND l.relation >= 16384 AND l.pid = " + pid
        + " AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";
}

QSet<HeldLock> locksIn(const QueryResult& rows)
{
    QSet<HeldLock> locks;
    for (int row = 0; row < rows.rows(); ++row)
        locks.insert({ rows.integer(row, 0), lockModeFromServer(rows.text(row, 1)) });
    return locks;
}

QHash<qint64, TracedRelation> relationsIn(const QueryResult& rows)
{
    QHash<qint64, TracedRelation> relations;
    for (int row = 0; row < rows.rows(); ++row)
        relations.insert(rows.integer(row, 0),
            { .schema = rows.text(row, 1), .name = rows.text(row, 2), .kind = rows.bytes(row, 3).at(0),
                .table = rows.integer(row, 4), .fileNode = rows.integer(row, 5), .bytes = rows.integer(row, 6) });
    return relations;
}

QHash<qint64, AccessCount> accessesIn(const QueryResult& rows)
{
    QHash<qint64, AccessCount> accesses;
    for (int row = 0; row < rows.rows(); ++row)
        accesses.insert(rows.integer(row, 0), { rows.integer(row, 1), rows.integer(row, 2), rows.integer(row, 3) });
    return accesses;
}

} // namespace

QString TracedRelation::text() const { return QualifiedName { schema, name }.text(); }

QString TracedRelation::kindWord() const
{
    switch (kind) {
    case 'i':
    case 'I': return "index";
    case 'S': return "sequence";
    case 't': return "toast";
    case 'v': return "view";
    case 'm': return "materialized view";
    case 'f': return "foreign table";
    default: return "table";
    }
}

Result<SessionReading> readSession(Session& session)
{
    SessionReading reading;
    const auto locks = session.execute(locksSql("pg_catalog.pg_backend_pid()"));
    CORRIDOR_TRY(locks);
    reading.locks = locksIn(*locks);
    const auto relations = session.execute(relationsSql);
    CORRIDOR_TRY(relations);
    reading.relations = relationsIn(*relations);
    const auto accesses = session.execute(accessSql);
    CORRIDOR_TRY(accesses);
    reading.accesses = accessesIn(*accesses);
    const auto wal = session.execute("SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')");
    CORRIDOR_TRY(wal);
    reading.walPosition = wal->integer(0, 0);
    return reading;
}

Result<QSet<HeldLock>> readLocks(Session& session, int backendPid)
{
    const auto rows = session.execute(locksSql(QByteArray::number(backendPid)));
    CORRIDOR_TRY(rows);
    return locksIn(*rows);
}

} // namespace corridor
