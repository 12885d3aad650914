// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& drop = at.as<sql::Drop>();
    if (!drop.cascade)
        return;
    for (const QualifiedName& name : drop.names) {
        QStringList columns;
        for (const RelationState* user : at.schema().relationsUsing(name)) {
            for (const ColumnState& column : user->columns) {
                if (at.schema().same(column.type.name, name))
                    columns << user->name.name + '.' + column.name;
            }
        }
        report.add(at,
            columns.isEmpty() ? QString("CASCADE drops every column of the type %1, with its data.").arg(code(name))
                              : QString("CASCADE drops %1, with their data.").arg(codes(columns)));
    }
}

extern const Rule dropTypeCascade {
    .id = "drop-type-cascade",
    .severity = Severity::Error,
    .hazard = "DROP TYPE … CASCADE drops the columns of that type, not only the type.",
    .effect = "ACCESS EXCLUSIVE on those tables; the data are gone.",
    .safe = "Change the columns to another type first, then drop the type without CASCADE.",
    .manual = "sql-droptype.html",
    .kinds = { Kind::DropType, Kind::DropDomain },
    .check = check,
    .bad = { { "DROP TYPE e CASCADE" }, { "DROP DOMAIN d CASCADE", "CREATE DOMAIN d AS int; CREATE TABLE t (a d);" } },
    .good = { { "DROP TYPE e" } },
};

} // namespace corridor::rules
