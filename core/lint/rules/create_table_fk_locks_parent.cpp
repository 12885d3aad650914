// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Once for each parent and script.
static void check(const MigrationContext& at, Report& report)
{
    QSet<QualifiedName> told;
    const auto tell = [&](const Statement& statement, const QualifiedName& parent) {
        const RelationState* known = at.schema.relation(parent);
        if ((known && known->isIdle()) || told.contains(parent))
            return;
        told << parent;
        report.add(at,
            QString("The foreign key locks %1 against writes until this transaction ends.").arg(code(parent)),
            statement.codeBegin, statement.end);
    };
    for (const Statement& statement : at.statements()) {
        const auto* table = statement.as<sql::CreateTable>();
        const auto* alter = statement.as<sql::AlterTable>();
        const RelationState* altered = alter ? at.schema.relation(alter->name) : nullptr;
        if (!table && !(altered && altered->isIdle()))
            continue;
        for (const sql::TouchedRelation& touched : statement.relations) {
            if (touched.touch == sql::Touch::Reference && !(table && table->isPartition))
                tell(statement, touched.name);
        }
    }
}

extern const Rule createTableFkLocksParent {
    .id = "create-table-fk-locks-parent",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "A foreign key of a new table locks the table that it references against writes.",
    .effect = "SHARE ROW EXCLUSIVE on the referenced table until the end of the transaction.",
    .safe = "Set a lock_timeout, and put keys to busy tables into a migration of their own.",
    .manual = "sql-createtable.html",
    .checkMigration = check,
    .bad = { { "CREATE TABLE c (p int REFERENCES p (id))", "CREATE TABLE p (id int PRIMARY KEY);" },
        { "CREATE TABLE c (p int); ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id)",
            "CREATE TABLE p (id int PRIMARY KEY);" } },
    .good = { { "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p (id))" } },
};

} // namespace corridor::rules
