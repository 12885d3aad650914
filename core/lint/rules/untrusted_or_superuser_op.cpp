// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

#include <QSet>

namespace corridor::rules {

// Those that an owner of the database may create (PostgreSQL 13 and later).
static bool isTrusted(const QString& extension)
{
    static const QSet<QString> trusted { "btree_gin", "btree_gist", "citext", "cube", "dict_int", "fuzzystrmatch",
        "hstore", "intarray", "isn", "lo", "ltree", "pgcrypto", "pg_trgm", "plpgsql", "plperl", "pltcl", "seg",
        "tablefunc", "tcn", "tsm_system_rows", "tsm_system_time", "unaccent", "uuid-ossp", "bool_plperl",
        "jsonb_plperl", "hstore_plperl", "vector" };
    return trusted.contains(extension);
}

static QString reason(const StatementContext& at)
{
    if (const auto* extension = at.statement.as<sql::CreateExtension>())
        return at.schema().hasExtension(extension->name) || (isTrusted(extension->name) && at.major() >= 13)
            ? QString()
            : QString("%1 is no trusted extension: where it is not there yet, a superuser must create it.")
                  .arg(code(extension->name));
    if (const auto* function = at.statement.as<sql::CreateFunction>()) {
        static const QSet<QString> untrusted { "c", "internal", "plpython3u", "plpythonu", "plperlu", "pltclu" };
        return untrusted.contains(function->language)
            ? QString("Functions in %1 can do all that the server's account can.").arg(code(function->language))
            : QString();
    }
    if (at.statement.kind == Kind::AlterSystem)
        return "ALTER SYSTEM changes the whole server, for every database on it.";
    return at.statement.kind == Kind::Load ? "LOAD puts a library into the server's process."
                                           : "An event trigger runs on every DDL of the database.";
}

static void check(const StatementContext& at, Report& report)
{
    const QString text = reason(at);
    if (text.isEmpty())
        return;
    Finding& finding = report.add(at, text);
    // Migrations do have to create extensions; it is worth knowing before the release. These open the server's files.
    static const QSet<QString> wide { "plpython3u", "plperlu", "pltclu", "file_fdw", "adminpack", "dblink" };
    const auto* extension = at.statement.as<sql::CreateExtension>();
    if (extension && !wide.contains(extension->name))
        finding.severity = Severity::Note;
}

extern const Rule untrustedOrSuperuserOp {
    .id = "untrusted-or-superuser-op",
    .severity = Severity::Warning,
    .hazard = "Some statements need a superuser, whom migrations should not run as.",
    .effect = "SQLSTATE 42501 for the migrating role; with a superuser a reach far beyond the schema.",
    .safe = "Let an administrator do it once, before the migration.",
    .manual = "sql-createextension.html",
    .kinds = { Kind::CreateExtension, Kind::CreateFunction, Kind::CreateProcedure, Kind::AlterSystem, Kind::Load,
        Kind::CreateEventTrigger },
    .check = check,
    .bad = { { "CREATE EXTENSION postgis" }, { "ALTER SYSTEM SET work_mem = '1GB'" }, { "LOAD 'auto_explain'" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', 'f'" },
        { "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()" } },
    .good = { { "CREATE EXTENSION IF NOT EXISTS pgcrypto" }, { "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" } },
};

} // namespace corridor::rules
