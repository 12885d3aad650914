// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& change = at.as<sql::RoleChange>();
    if (!change.hasPassword || change.password.isEmpty())
        return;
    const bool verifier = change.password.startsWith("SCRAM-SHA-256$")
        || (change.password.startsWith("md5") && change.password.size() == 35);
    Finding& finding = report.add(at,
        verifier
            ? QString("The password's verifier stands in the script: whoever reads it may try passwords against it.")
            : QString("The password of %1 stands in the script in clear.").arg(codes(change.names)),
        at.find("password"));
    if (verifier)
        finding.severity = Severity::Note;
}

extern const Rule passwordInRoleDdl {
    .id = "password-in-role-ddl",
    .severity = Severity::Error,
    .hazard = "A password in a script stays in the repository, in the server's log and in pg_stat_statements.",
    .effect = "Everyone with access to the history of the repository can log in.",
    .safe = "Set it outside of migrations, with \\password of psql, which sends a SCRAM verifier; and change this one.",
    .manual = "sql-createrole.html",
    .kinds = { Kind::CreateRole, Kind::AlterRole },
    .insideBodies = true,
    .check = check,
    .bad = { { "CREATE ROLE app LOGIN PASSWORD 'hunter2'" }, { "ALTER USER app WITH ENCRYPTED PASSWORD 'changeme'" },
        { "DO $$ BEGIN CREATE USER app PASSWORD 'hunter2'; END $$" },
        { "ALTER ROLE app PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy'" } },
    .good = { { "ALTER ROLE app PASSWORD NULL" }, { "CREATE ROLE app LOGIN" },
        { "SELECT 'CREATE ROLE app PASSWORD ''x'''" } },
};

} // namespace corridor::rules
