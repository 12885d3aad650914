// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// A swap puts another table in the old name's place before anybody looks.
static bool isReplaced(const StatementContext& at, const sql::Rename& rename)
{
    for (int i = at.index + 1; i < at.migration.statements().size(); ++i) {
        const Statement& later = at.migration.statements()[i];
        const auto* other = later.as<sql::Rename>();
        const auto* view = later.as<sql::CreateView>();
        const auto* table = later.as<sql::CreateTable>();
        if ((other && other->object == Object::Table && other->newName == rename.relation.name)
            || (view && view->name.name == rename.relation.name) || (table && table->name.name == rename.relation.name))
            return at.migration.shareTransaction(i, at.index);
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    const auto* rename = at.statement.as<sql::Rename>();
    const bool relation = rename
        && (rename->object == Object::Table || rename->object == Object::View
            || rename->object == Object::MaterializedView);
    if (!relation || isReplaced(at, *rename))
        return;
    report.addOnTable(at, rename->relation,
        QString("The running application asks for %1, which is gone the moment this commits.")
            .arg(at.describe(rename->relation)));
}

extern const Rule renameTable {
    .id = "rename-table",
    .severity = Severity::Warning,
    .hazard = "Programs that know the table by its old name fail at once.",
    .effect = "ACCESS EXCLUSIVE for a moment.",
    .safe = "Rename and create a view with the old name in one transaction, and drop the view later.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable, Kind::AlterView, Kind::AlterMaterializedView },
    .check = check,
    .bad = { { "ALTER TABLE t RENAME TO u" } },
    .good = { { "ALTER TABLE t RENAME TO u; CREATE VIEW t AS SELECT * FROM u" },
        { "CREATE TABLE n (a int); ALTER TABLE t RENAME TO t_old; ALTER TABLE n RENAME TO t" },
        { "ALTER INDEX i RENAME TO j" }, { "CREATE TABLE n (a int); ALTER TABLE n RENAME TO m" } },
};

} // namespace corridor::rules
