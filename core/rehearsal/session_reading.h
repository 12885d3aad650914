// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "sql/lock_mode.h"

#include <QHash>
#include <QSet>

namespace corridor {

struct TracedRelation {
    QString schema, name;
    char kind = 'r'; // pg_class.relkind
    qint64 table = 0; // of an index or a TOAST table: the table that it belongs to
    qint64 fileNode = 0; // changes when it is written anew
    qint64 bytes = 0; // of its main fork
    QString text() const; // schema.name
    QString kindWord() const;
    // A table of any sort, a view: what statements name.
    bool isTable() const { return kind != 'i' && kind != 'I' && kind != 't' && kind != 'S'; }
    bool isHistory() const { return name.startsWith(QLatin1StringView("_prisma_migrations")); }
};

struct AccessCount {
    qint64 scans = 0, rowsRead = 0, rowsWritten = 0;
};

struct HeldLock {
    qint64 relation = 0;
    LockMode mode = LockMode::None;
    bool operator==(const HeldLock&) const = default;
};
inline size_t qHash(const HeldLock& lock, size_t seed = 0) { return qHashMulti(seed, lock.relation, int(lock.mode)); }

// What one session sees of the relations that are not PostgreSQL's own (OID from 16384), its own uncommitted changes
// included, and what it holds. By OID.
struct SessionReading {
    QHash<qint64, TracedRelation> relations;
    QHash<qint64, AccessCount> accesses; // since the server began to count
    QSet<HeldLock> locks;
    qint64 walPosition = 0; // bytes
};

// Works inside a transaction and outside of one; leaves no lock behind.
Result<SessionReading> readSession(Session& session);

// The locks of another session, as the server lists them.
Result<QSet<HeldLock>> readLocks(Session& session, int backendPid);

} // namespace corridor
