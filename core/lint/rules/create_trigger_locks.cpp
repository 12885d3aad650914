// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* drop = at.statement.as<sql::Drop>();
    const auto* create = at.statement.as<sql::CreateTrigger>();
    const QualifiedName table = drop ? drop->table : create ? create->table : QualifiedName();
    if (!table.isEmpty())
        report.addOnTable(at, table,
            QString("Nobody can %1 %2 until this commits.")
                .arg(drop ? "read or write" : "write to", at.describe(table)));
}

extern const Rule createTriggerLocks {
    .id = "create-trigger-locks",
    .severity = Severity::Note,
    .hazard = "Creating a trigger keeps writers out, dropping one keeps everybody out.",
    .effect = "SHARE ROW EXCLUSIVE for CREATE, ACCESS EXCLUSIVE for DROP, for a moment.",
    .safe = "Set a lock_timeout.",
    .manual = "sql-createtrigger.html",
    .kinds = { Kind::CreateTrigger, Kind::DropTrigger },
    .check = check,
    .bad = { { "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()" }, { "DROP TRIGGER g ON t" } },
    .good = { { "CREATE TABLE t (a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()" } },
};

} // namespace corridor::rules
