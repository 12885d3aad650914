// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    using Change = sql::AlterDomain::Kind;
    const auto* alter = at.statement.as<sql::AlterDomain>();
    if (!alter || (alter->kind != Change::AddConstraint && alter->kind != Change::SetNotNull)
        || alter->constraint.notValid)
        return;
    const TypeState* type = at.schema().type(alter->name);
    QStringList users;
    for (const RelationState* user : at.schema().relationsUsing(alter->name)) {
        if (!user->isIdle())
            users << user->name.name;
    }
    if ((type && type->fresh) || (at.schema().isComplete() && users.isEmpty()))
        return;
    report.add(at,
        users.isEmpty()
            ? QString("Every table with a column of %1 is read while nobody can write to it.").arg(code(alter->name))
            : QString("Nobody can write to %1 while their columns are checked.").arg(codes(users)));
}

extern const Rule domainConstraintScan {
    .id = "domain-constraint-scan",
    .severity = Severity::Warning,
    .hazard = "A new constraint of a domain is checked in every table that uses the domain.",
    .effect = "SHARE on those tables during a full scan.",
    .safe = "ADD CONSTRAINT … NOT VALID takes no lock; VALIDATE it in a later migration.",
    .manual = "sql-alterdomain.html",
    .kinds = { Kind::AlterDomain },
    .check = check,
    .bad = { { "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0)" }, { "ALTER DOMAIN d SET NOT NULL" } },
    .good = { { "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID" },
        { "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CHECK (VALUE > 0)" }, { "ALTER DOMAIN d SET DEFAULT 1" } },
};

} // namespace corridor::rules
