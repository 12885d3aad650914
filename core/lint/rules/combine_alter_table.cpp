// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Reported once, at the second of them.
static void check(const MigrationContext& at, Report& report)
{
    QHash<QualifiedName, int> heavy;
    for (int i = 0; i < at.statements().size(); ++i) {
        const auto* alter = at.statements()[i].as<sql::AlterTable>();
        const RelationFact* fact = alter ? at.facts[i].find(alter->name) : nullptr;
        const RelationState* table = alter ? at.schema.relation(alter->name) : nullptr;
        if (!fact || fact->work != TableWork::Rewrite || (table && table->isIdle()))
            continue;
        if (++heavy[alter->name] == 2)
            report.add(at,
                QString("%1 is rewritten again; one ALTER TABLE with all the changes rewrites it once.")
                    .arg(code(alter->name)),
                at.statements()[i].codeBegin, at.statements()[i].end);
    }
}

extern const Rule combineAlterTable {
    .id = "combine-alter-table",
    .severity = Severity::Note,
    .hazard = "Each ALTER TABLE that rewrites does so by itself, where one would do for all.",
    .effect = "As many rewrites as statements.",
    .safe = "Put the changes into one ALTER TABLE. Keep NOT VALID and VALIDATE apart.",
    .manual = "sql-altertable.html",
    .checkMigration = check,
    .bad
    = { { "ALTER TABLE t ALTER a TYPE bigint; ALTER TABLE t ALTER b TYPE bigint", "CREATE TABLE t (a int, b int);" } },
    .good = { { "ALTER TABLE t ADD COLUMN a int; ALTER TABLE t ADD COLUMN b int" },
        { "ALTER TABLE t ALTER a TYPE bigint, ALTER b TYPE bigint", "CREATE TABLE t (a int, b int);" } },
};

} // namespace corridor::rules
