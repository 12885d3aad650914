// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Looked at after the whole migration, since the index often comes later in it.
static void check(const MigrationContext& at, Report& report)
{
    for (const Statement& statement : at.statements()) {
        const auto* alter = statement.as<sql::AlterTable>();
        for (const sql::AlterAction& action : alter ? alter->actions : QList<sql::AlterAction>()) {
            if (action.kind != Action::AddConstraint || action.constraint.kind != Constraint::ForeignKey)
                continue;
            const RelationState* table = at.schema.relation(alter->name);
            const QStringList& columns = action.constraint.columns;
            const bool covered = !table || std::ranges::any_of(table->indexes, [&](const IndexState& index) {
                return !index.partial && !columns.isEmpty() && index.columns.value(0) == columns.first();
            });
            if (!covered)
                report.add(at,
                    QString("No index of %1 begins with %2: deleting from %3 reads all of it.")
                        .arg(code(alter->name), codes(columns), code(action.constraint.references)),
                    statement.codeBegin, statement.end);
        }
    }
}

extern const Rule fkWithoutIndex {
    .id = "fk-without-index",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Deletes and key updates of the referenced table read the whole referencing table.",
    .effect = "A sequential scan for each deleted row.",
    .safe = "Create an index on the columns of the foreign key.",
    .manual = "ddl-constraints.html#DDL-CONSTRAINTS-FK",
    .checkMigration = check,
    .bad = { { "CREATE TABLE c (a int); ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id)" } },
    .good
    = { { "CREATE TABLE c (a int); ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id); CREATE INDEX i ON c (a)" },
        { "CREATE TABLE c (a int PRIMARY KEY); ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id)" } },
};

} // namespace corridor::rules
