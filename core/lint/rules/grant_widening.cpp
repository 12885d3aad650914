// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

#include <QSet>

namespace corridor::rules {

static const QSet<QString>& powerfulRoles()
{
    static const QSet<QString> roles { "pg_execute_server_program", "pg_read_server_files", "pg_write_server_files",
        "pg_write_all_data", "pg_read_all_data", "pg_signal_backend", "pg_monitor", "rds_superuser", "postgres" };
    return roles;
}

static void look(const StatementContext& at, Report& report, const sql::Grant& grant)
{
    if (grant.revoke || grant.toPublic)
        return; // grant-to-public speaks of that
    for (const QString& role : grant.roles ? grant.objects + grant.privileges : QStringList()) {
        if (powerfulRoles().contains(role)) {
            report.add(at, QString("%1 reaches beyond this database.").arg(code(role)), at.find(role));
            return;
        }
    }
    if (grant.withGrantOption)
        report.add(at, QString("%1 may pass these rights on to anyone.").arg(codes(grant.grantees)));
    else if (!grant.roles && grant.privileges.isEmpty() && (grant.allInSchema || grant.defaults))
        report
            .add(at,
                QString("%1 gets ALL PRIVILEGES, with TRUNCATE, REFERENCES and TRIGGER among them.")
                    .arg(codes(grant.grantees)))
            .severity
            = Severity::Note;
}

static void look(const StatementContext& at, Report& report, const sql::RoleChange& change)
{
    for (const char* word : { "superuser", "bypassrls", "createrole", "isreplication" }) {
        if (!sql::optionIsOn(change.options, QLatin1StringView(word)))
            continue;
        const QString shown = qstrcmp(word, "isreplication") == 0 ? "REPLICATION" : QString(word).toUpper();
        report.add(
            at, QString("%1 gets %2, which no application needs.").arg(codes(change.names), shown), at.find(shown));
        return;
    }
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* grant = at.statement.as<sql::Grant>())
        look(at, report, *grant);
    else if (const auto* change = at.statement.as<sql::RoleChange>())
        look(at, report, *change);
}

extern const Rule grantWidening {
    .id = "grant-widening",
    .severity = Severity::Warning,
    .hazard = "Rights that reach beyond the application's own data, or that can be passed on.",
    .effect = "A hole in the application becomes a hole in the server.",
    .safe = "Grant what is needed, to the role that needs it, and let administrators do it outside of migrations.",
    .manual = "role-attributes.html",
    .kinds = { Kind::Grant, Kind::GrantRole, Kind::CreateRole, Kind::AlterRole },
    .check = check,
    .bad = { { "GRANT SELECT ON t TO app WITH GRANT OPTION" }, { "CREATE ROLE app SUPERUSER" },
        { "ALTER ROLE app BYPASSRLS CREATEROLE" }, { "GRANT pg_write_server_files TO app" },
        { "GRANT editor TO app WITH ADMIN OPTION" }, { "GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO app" } },
    .good = { { "GRANT SELECT ON t TO app" }, { "GRANT ALL ON t TO app" }, { "ALTER ROLE app NOSUPERUSER" },
        { "REVOKE pg_write_server_files FROM app" }, { "GRANT editor TO app" }, { "CREATE ROLE app LOGIN CREATEDB" } },
};

} // namespace corridor::rules
