// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static QStringList cascadingFrom(const StatementContext& at, const QualifiedName& table)
{
    QStringList names;
    for (const RelationState* child : at.schema().referencing(table)) {
        for (const ConstraintState& constraint : child->constraints) {
            if (constraint.kind == Constraint::ForeignKey && at.schema().same(constraint.references, table)
                && constraint.onDelete == 'c')
                names << child->name.name;
        }
    }
    names.removeDuplicates();
    return names;
}

static void check(const StatementContext& at, Report& report)
{
    const auto& change = at.as<sql::DataChange>();
    const QStringList children = at.isEmpty(change.table) ? QStringList() : cascadingFrom(at, change.table);
    if (!children.isEmpty())
        report.addOnTable(at, change.table,
            QString("Rows of %1 that belong to them are deleted too.").arg(codes(children)), change.offset);
}

extern const Rule deleteCascadeBlast {
    .id = "delete-cascade-blast",
    .severity = Severity::Warning,
    .hazard = "Foreign keys with ON DELETE CASCADE delete rows of other tables that the script does not name.",
    .effect = "Row locks and dead rows in all of them.",
    .safe = "Count what would go first, and delete the children by name in batches.",
    .manual = "ddl-constraints.html#DDL-CONSTRAINTS-FK",
    .kinds = { Kind::Delete },
    .check = check,
    .bad = { { "DELETE FROM p WHERE a = 1",
        "CREATE TABLE p (id int PRIMARY KEY, a int); CREATE TABLE c (p int REFERENCES p (id) ON DELETE CASCADE);" } },
    .good = { { "DELETE FROM p WHERE a = 1",
                  "CREATE TABLE p (id int PRIMARY KEY, a int); CREATE TABLE c (p int REFERENCES p (id));" },
        { "DELETE FROM c WHERE p = 1",
            "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p (id) ON DELETE CASCADE);" } },
};

} // namespace corridor::rules
