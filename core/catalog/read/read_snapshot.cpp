// SPDX-License-Identifier: MIT
#include "catalog/read/builder.h"
#include "catalog/snapshot.h"

#include <QVersionNumber>

namespace corridor {

namespace {

// One state for all queries, and names written in full. In a transaction of the caller's a savepoint takes the
// settings back.
QByteArrayList opening(bool inBlock)
{
    return { inBlock ? "savepoint corridor_snapshot" : "begin isolation level repeatable read read only",
        "select set_config('search_path', '', true), set_config('quote_all_identifiers', 'off', true),"
        " set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'postgres', true),"
        " set_config('extra_float_digits', '3', true)" };
}

QByteArrayList closing(bool inBlock)
{
    if (!inBlock)
        return { "commit" };
    return { "rollback to savepoint corridor_snapshot", "release savepoint corridor_snapshot" };
}

constexpr auto sourceSql = "select (select oid from pg_database where datname = current_database()),"
                           " (select spcname from pg_tablespace s join pg_database d on d.dattablespace = s.oid"
                           "  where datname = current_database()),"
                           " case when has_function_privilege('pg_control_system()', 'execute') then"
                           " (select system_identifier from pg_control_system()) end,"
                           " (select extversion from pg_extension where extname = 'timescaledb')";

struct Round {
    std::vector<Query> queries;
    std::vector<CatalogReader> readers;
    size_t first = 0; // where the readers' queries begin
};

// 22303 for 2.23.3-dev; 0 for nothing.
int versionNumber(const QString& text)
{
    const QVersionNumber version = QVersionNumber::fromString(text);
    return version.majorVersion() * 10000 + version.minorVersion() * 100 + version.microVersion();
}

Round makeRound(std::vector<CatalogReader> readers, bool inBlock, int version)
{
    Round round { .readers = std::move(readers) };
    for (const QByteArray& sql : opening(inBlock))
        round.queries.push_back({ .sql = sql });
    round.queries.push_back({ .sql = sourceSql });
    round.first = round.queries.size();
    for (const CatalogReader& reader : round.readers)
        round.queries.push_back({ .sql = reader.sql(version) });
    for (const QByteArray& sql : closing(inBlock))
        round.queries.push_back({ .sql = sql });
    return round;
}

bool inBlock(const Session& session) { return session.transactionStatus() == PQTRANS_INTRANS; }

void leave(Session& session, bool block)
{
    if (session.transactionStatus() == PQTRANS_INERROR || session.transactionStatus() == PQTRANS_INTRANS)
        (void)session.execute(block ? "rollback to savepoint corridor_snapshot" : "rollback");
}

Result<std::vector<QueryResult>> run(Session& session, const Round& round, const CancelToken& token)
{
    const bool block = inBlock(session);
    auto results = session.pipeline(round.queries, token);
    if (!results)
        leave(session, block);
    return results;
}

Result<std::vector<QueryResult>> readInto(SnapshotBuilder& builder, std::vector<CatalogReader> readers, int version,
    Session& session, const CancelToken& token)
{
    const Round round = makeRound(std::move(readers), inBlock(session), version);
    auto results = run(session, round, token);
    CORRIDOR_TRY(results);
    for (size_t i = 0; i < round.readers.size(); ++i)
        round.readers[i].read((*results)[round.first + i], builder);
    return results;
}

} // namespace

Result<Snapshot> readSnapshot(Session& session, const SnapshotOptions& options, const CancelToken& token)
{
    SnapshotBuilder builder(options, session.server().version);
    const auto results = readInto(builder, catalogReaders(), session.server().version, session, token);
    CORRIDOR_TRY(results);
    Fields source((*results)[2], 0);
    const QString database = source.text();
    const QString tablespace = source.text();
    const QString system = source.text();
    if (const int version = versionNumber(source.text()))
        CORRIDOR_TRY(readInto(builder, timescaleReaders(), version, session, token));
    Snapshot snapshot = builder.finish();
    snapshot.source = system + u'/' + database;
    snapshot.defaultTablespace = tablespace;
    return snapshot;
}

} // namespace corridor
