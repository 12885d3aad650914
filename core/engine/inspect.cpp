// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "history/history_table.h"

namespace corridor {

namespace {

// Ordinary tables that Prisma counts, less those that it ignores. Ten names are enough to say "not empty".
Query tablesQuery(const ConnectionOptions& options, const Project& project)
{
    QByteArrayList schemas { Session::quoteIdentifier(options.schema.value_or("public")) };
    for (const QString& schema : project.schemas)
        schemas << Session::quoteIdentifier(schema);
    QByteArrayList external;
    for (const QString& table : project.externalTables)
        external << Session::quoteIdentifier(table);
    return Query { "SELECT c.relname, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                   " WHERE c.relkind = 'r' AND n.nspname = ANY ($1::text[])"
                   " AND lower(c.relname) NOT IN ('spatial_ref_sys', 'geometry_columns', 'geography_columns',"
                   " 'raster_columns', 'raster_overviews')"
                   " AND c.relname <> ALL ($2::text[]) AND n.nspname || '.' || c.relname <> ALL ($2::text[])"
                   " ORDER BY 2, 1 LIMIT 10",
        { '{' + schemas.join(',') + '}', '{' + external.join(',') + '}' } };
}

// COMMIT in a procedure's text (or a CALL of another one) means that a CALL of it must run outside of a transaction. Those of extensions are left to
// the rules that know them.
const char* const proceduresQuery
    = "SELECT n.nspname, p.proname, p.prosrc ~* '\\m(commit|rollback|call)\\M' OR p.prolang = 13 FROM pg_proc p"
      " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind = 'p' AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
      " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')"
      " ORDER BY 3 LIMIT 2000";

void addProcedures(const QueryResult& rows, SchemaState& known)
{
    for (int row = 0; row < rows.rows(); ++row) {
        const FunctionState procedure { .name = { rows.text(row, 0), rows.text(row, 1) }, .procedure = true, .mayCommit = rows.boolean(row, 2) };
        known.add(procedure);
    }
}

// Whom an index belongs to. TimescaleDB's chunks come and go with their hypertables.
const char* const indexesQuery
    = "SELECT n.nspname, t.relname, t.relkind, i.relname FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid"
      " JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = t.relnamespace"
      " WHERE t.relkind IN ('r', 'p', 'm') AND n.nspname <> 'information_schema'"
      " AND n.nspname !~ '^(pg_|_timescaledb_)' ORDER BY t.oid LIMIT 20000";

RelationState::Kind kindOf(const QString& relkind)
{
    return relkind == "p" ? RelationState::Kind::PartitionedTable
        : relkind == "m"  ? RelationState::Kind::MaterializedView
                          : RelationState::Kind::Table;
}

// In the order of tables.
void addIndexes(const QueryResult& rows, const QString& defaultSchema, SchemaState& known)
{
    const auto tableOf = [&](int row) {
        const QString schema = rows.text(row, 0);
        return QualifiedName { schema == defaultSchema ? QString() : schema, rows.text(row, 1) };
    };
    for (int row = 0; row < rows.rows();) {
        RelationState relation { .name = tableOf(row), .kind = kindOf(rows.text(row, 2)) };
        for (; row < rows.rows() && tableOf(row) == relation.name; ++row)
            relation.indexes << IndexState { .name = rows.text(row, 3), .plain = false };
        known.add(relation);
    }
}

Target readTarget(const Session& session, const QueryResult& identity, const HistoryTable& table)
{
    const ServerFacts& server = session.server();
    return Target { .host = server.host, .port = server.port, .database = identity.text(0, 0), .user = identity.text(0, 2),
        .schema = table.schema(), .serverVersion = server.version, .databaseOid = identity.text(0, 1) };
}

} // namespace

Result<DatabaseState> inspect(Session& session, const Project& project, const CancelToken& token)
{
    const auto answers = session.pipeline({ HistoryTable::findQuery(session.options()),
                                              { "SELECT current_database(), oid, current_user FROM pg_database"
                                                " WHERE datname = current_database()" },
                                              tablesQuery(session.options(), project), { proceduresQuery }, { indexesQuery } },
        token);
    CORRIDOR_TRY(answers);
    const HistoryTable table = HistoryTable::fromResult(session, (*answers)[0]);
    DatabaseState state { .target = readTarget(session, (*answers)[1], table), .tableExists = table.exists(),
        .historySchema = table.schema() };
    for (int row = 0; row < (*answers)[2].rows(); ++row)
        state.tables << (*answers)[2].text(row, 0);
    const QString defaultSchema = session.options().schema.value_or("public");
    state.schema = SchemaState(defaultSchema);
    addProcedures((*answers)[3], state.schema);
    addIndexes((*answers)[4], defaultSchema, state.schema);
    const auto rows = table.read(token);
    CORRIDOR_TRY(rows);
    state.rows = *rows;
    return state;
}

} // namespace corridor
