// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const QualifiedName& name : at.as<sql::Drop>().names) {
        const RelationState* owner = at.schema().relationOfIndex(name);
        const IndexState* index = owner ? owner->index(name.name) : nullptr;
        if (index && index->constraint)
            report.add(at,
                QString("This fails: %1 belongs to a constraint of %2. Drop the constraint.")
                    .arg(code(name), code(owner->name)));
    }
}

extern const Rule dropConstraintIndex {
    .id = "drop-constraint-index",
    .severity = Severity::Error,
    .hazard = "The index of a primary key or a unique constraint cannot be dropped by itself.",
    .effect = "SQLSTATE 2BP01: the constraint requires it.",
    .safe = "ALTER TABLE … DROP CONSTRAINT.",
    .manual = "sql-dropindex.html",
    .kinds = { Kind::DropIndex },
    .check = check,
    .bad = { { "DROP INDEX t_pkey", "CREATE TABLE t (a int PRIMARY KEY);" },
        { "DROP INDEX u", "CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a));" } },
    .good = { { "DROP INDEX u", "CREATE TABLE t (a int); CREATE UNIQUE INDEX u ON t (a);" },
        { "ALTER TABLE t DROP CONSTRAINT u", "CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a));" } },
};

} // namespace corridor::rules
