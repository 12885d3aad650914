// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    report.add(at,
        at.statement.kind == Kind::DropOwned
            ? QString("Everything that the role owns in this database goes, with its privileges.")
            : QString("Everything that the role owns in this database changes hands."));
}

extern const Rule dropOwnedOrReassign {
    .id = "drop-owned-or-reassign",
    .severity = Severity::Error,
    .hazard = "DROP OWNED and REASSIGN OWNED touch objects that the script does not name.",
    .effect = "ACCESS EXCLUSIVE on every one of them.",
    .safe = "Name what shall be dropped or change hands.",
    .manual = "sql-drop-owned.html",
    .kinds = { Kind::DropOwned, Kind::ReassignOwned },
    .check = check,
    .bad = { { "DROP OWNED BY app" }, { "REASSIGN OWNED BY a TO b" } },
    .good = { { "ALTER TABLE t OWNER TO b" } },
};

} // namespace corridor::rules
