// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool isSetLater(const StatementContext& at, const QualifiedName& name)
{
    for (int i = at.index + 1; i < at.migration.statements().size(); ++i) {
        const auto* alter = at.migration.statements()[i].as<sql::AlterFunction>();
        if (alter && alter->setsSearchPath && at.schema().same(alter->name, name))
            return true;
    }
    return false;
}

// Temporary objects are looked up first unless pg_temp is written last (manual, CREATE FUNCTION).
static bool isSafePath(const QString& path)
{
    const QString plain = QString(path).remove('"').trimmed();
    return plain.isEmpty() || plain == "pg_catalog" || plain.section(',', -1).trimmed() == "pg_temp";
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* function = at.statement.as<sql::CreateFunction>()) {
        if (!function->securityDefiner || function->atomicBody || isSetLater(at, function->name))
            return;
        if (!function->setsSearchPath)
            report.add(at, QString("%1 runs with its owner's rights and with the caller's search_path.").arg(code(function->name)), at.find("definer"));
        else if (!isSafePath(function->searchPath))
            report.add(at, QString("The search_path of %1 does not end with pg_temp: a caller's temporary table comes first.").arg(code(function->name)),
                at.find("search_path")).severity = Severity::Note;
        return;
    }
    const auto& alter = at.as<sql::AlterFunction>();
    if (alter.securityDefiner && !alter.setsSearchPath && !isSetLater(at, alter.name))
        report.add(at, QString("%1 now runs with its owner's rights and with the caller's search_path.").arg(code(alter.name)), at.find("definer"));
}

extern const Rule securityDefinerSearchPath {
    .id = "security-definer-search-path",
    .severity = Severity::Warning,
    .hazard = "A SECURITY DEFINER function without its own search_path can be made to run a caller's objects with its owner's rights.",
    .effect = "Privilege escalation by anyone who may call it and create an object, if only a temporary one.",
    .safe = "SET search_path = '' with qualified names, or SET search_path = app, pg_temp.",
    .manual = "sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
    .kinds = { Kind::CreateFunction, Kind::CreateProcedure, Kind::AlterFunction, Kind::AlterProcedure },
    .check = check,
    .bad = { { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'" }, { "ALTER FUNCTION f() SECURITY DEFINER" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT 1'" } },
    .good = { { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_temp AS 'SELECT 1'" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT 1; END" },
        { "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION f() SET search_path = ''" } },
};

} // namespace corridor::rules
