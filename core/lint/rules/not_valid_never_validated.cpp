// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const FolderContext& at, Report& report)
{
    QStringList names;
    for (const QualifiedName& name : at.schema.relationNames()) {
        for (const ConstraintState& constraint : at.schema.relation(name)->constraints) {
            if (!constraint.validated)
                names << name.name + '.' + constraint.name;
        }
    }
    names.sort();
    if (!names.isEmpty())
        report.add(at, QString("NOT VALID and never validated: %1.").arg(codes(names)));
}

extern const Rule notValidNeverValidated {
    .id = "not-valid-never-validated",
    .severity = Severity::Note,
    .hazard = "A constraint that is never validated does not speak for old rows.",
    .effect = "The planner and SET NOT NULL cannot rely on it.",
    .safe = "ALTER TABLE … VALIDATE CONSTRAINT in a migration of its own.",
    .manual = "sql-altertable.html",
    .checkFolder = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID" } },
    .good = { { "ALTER TABLE t VALIDATE CONSTRAINT k",
        "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;" } },
};

} // namespace corridor::rules
