// SPDX-License-Identifier: MIT
#include "engine/database_reset.h"

namespace corridor {

namespace {

// One statement a row, in an order in which nothing stands in the way of the next.
const char* const dropStatements = R"(
WITH s AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY ($1::text[]))
SELECT 0 AS step, format('DROP TABLE IF EXISTS %I._prisma_migrations', nspname) AS sql FROM s
UNION ALL
SELECT 1, format('DROP VIEW IF EXISTS %I.%I CASCADE', nspname, relname)
  FROM pg_class c JOIN s ON s.oid = c.relnamespace WHERE relkind = 'v'
UNION ALL
SELECT 2, format('ALTER TABLE %I.%I DROP CONSTRAINT IF EXISTS %I CASCADE', nspname, relname, conname)
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN s ON s.oid = c.relnamespace
  WHERE contype = 'f' AND conparentid = 0
UNION ALL
SELECT 3, format('DROP TABLE IF EXISTS %I.%I CASCADE', nspname, relname)
  FROM pg_class c JOIN s ON s.oid = c.relnamespace
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND relname <> '_prisma_migrations'
UNION ALL
SELECT 4, format('DROP TYPE IF EXISTS %I.%I CASCADE', nspname, typname)
  FROM pg_type t JOIN s ON s.oid = t.typnamespace WHERE typtype IN ('e', 'b') AND typelem = 0 AND typisdefined
ORDER BY 1)";

Error resetFailed(const Error& cause)
{
    Error error = cause;
    error.code = "P3016";
    error.message = "The fallback method for database resets failed, meaning Migrate could not clean up the database "
                    "entirely. Original error: " + cause.message;
    error.hint = "Reset as the owner of the schema and of the objects in it.";
    error.state = "unchanged: the objects are dropped together or not at all";
    return error;
}

Result<void> dropOneByOne(Session& session, const QStringList& schemas, const CancelToken& token)
{
    QByteArrayList names;
    for (const QString& schema : schemas)
        names << Session::quoteIdentifier(schema);
    const auto statements = session.query({ dropStatements, { '{' + names.join(',') + '}' } }, token);
    CORRIDOR_TRY(statements);
    QByteArray script;
    for (int row = 0; row < statements->rows(); ++row)
        script += statements->bytes(row, 1) + ";\n";
    if (auto dropped = session.execute(script, token); !dropped)
        return std::unexpected(resetFailed(dropped.error()));
    return {};
}

} // namespace

Result<void> ensureSchema(Session& session)
{
    const auto& schema = session.options().schema;
    if (!schema)
        return {};
    const auto known = session.query({ "SELECT 1 FROM pg_namespace WHERE nspname = $1", { schema->toUtf8() } });
    CORRIDOR_TRY(known);
    if (known->rows() == 0)
        CORRIDOR_TRY(session.execute("CREATE SCHEMA IF NOT EXISTS " + Session::quoteIdentifier(*schema)));
    return {};
}

Result<void> dropEverything(Session& session, const QStringList& schemas, const CancelToken& token)
{
    for (const QString& schema : schemas) {
        const QByteArray name = Session::quoteIdentifier(schema);
        if (auto dropped = session.execute("DROP SCHEMA IF EXISTS " + name + " CASCADE", token); !dropped) {
            if (dropped.error().sqlstate != "42501")
                return std::unexpected(dropped.error());
            return dropOneByOne(session, schemas, token);
        }
        CORRIDOR_TRY(session.execute("CREATE SCHEMA " + name, token));
    }
    // With several schemas the table may stand outside of them; Prisma drops it all the same.
    (void)session.execute("DROP TABLE IF EXISTS _prisma_migrations");
    return {};
}

} // namespace corridor
