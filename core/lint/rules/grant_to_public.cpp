// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// What everybody has anyhow, or cannot read data with.
static bool isHarmless(const sql::Grant& grant)
{
    const bool usage = grant.privileges == QStringList("usage");
    const bool execute = grant.privileges == QStringList("execute");
    return grant.roles || (grant.object == Object::Schema && usage) || execute
        || (usage && (grant.object == Object::Type || grant.object == Object::Domain || grant.object == Object::Other));
}

static void check(const StatementContext& at, Report& report)
{
    const auto& grant = at.as<sql::Grant>();
    if (grant.revoke || !grant.toPublic || isHarmless(grant))
        return;
    report.add(at,
        grant.defaults ? QString("Every role of the server, those to come included, gets rights on objects to come.")
                       : QString("Every role of the server, those to come included, gets these rights."),
        at.find("public"));
}

extern const Rule grantToPublic {
    .id = "grant-to-public",
    .severity = Severity::Warning,
    .hazard = "What is granted to PUBLIC is granted to everyone who can connect.",
    .effect = "Roles that are made later have it too.",
    .safe = "A group role, granted to those who need it.",
    .manual = "ddl-priv.html",
    .kinds = { Kind::Grant, Kind::AlterDefaultPrivileges },
    .check = check,
    .bad = { { "GRANT SELECT ON t TO PUBLIC" }, { "GRANT ALL ON SCHEMA public TO public" },
        { "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC" } },
    .good = { { "GRANT SELECT ON t TO app" }, { "REVOKE ALL ON t FROM PUBLIC" },
        { "GRANT USAGE ON SCHEMA app TO PUBLIC" }, { "GRANT EXECUTE ON FUNCTION f() TO PUBLIC" } },
};

} // namespace corridor::rules
