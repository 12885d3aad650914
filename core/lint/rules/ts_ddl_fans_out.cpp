// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

#include <QSet>

namespace corridor::rules {

// Said once for a table: each further change meets chunks that are locked already, or are again.
static void check(const MigrationContext& at, Report& report)
{
    QSet<QualifiedName> told;
    for (const Statement& statement : at.statements()) {
        const auto* alter = statement.as<sql::AlterTable>();
        const RelationState* table = alter && alter->object == Object::Table ? at.schema.relation(alter->name) : nullptr;
        if (!table || !table->hypertable || table->isIdle() || told.contains(table->name))
            continue;
        told.insert(table->name);
        report.add(at, QString("The lock is taken on every chunk of %1 too, compressed ones included.").arg(code(table->name)), statement.codeBegin, statement.end);
    }
}

extern const Rule tsDdlFansOut {
    .id = "ts-ddl-fans-out",
    .severity = Severity::Note,
    .hazard = "DDL on a hypertable locks all of its chunks.",
    .effect = "The same lock on the hypertable, on each chunk and on each compressed chunk; thousands of chunks exhaust max_locks_per_transaction.",
    .safe = "A lock_timeout; fewer chunks by a retention policy; a larger max_locks_per_transaction.",
    .manual = "runtime-config-locks.html#GUC-MAX-LOCKS-PER-TRANSACTION",
    .checkMigration = check,
    .bad = { { "ALTER TABLE t ADD COLUMN a int; ALTER TABLE t ADD COLUMN b int", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
    .good = { { "ALTER TABLE t ADD COLUMN a int", "CREATE TABLE t (id int, ts timestamptz);" },
        { "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts'); ALTER TABLE t ADD COLUMN a int" } },
};

} // namespace corridor::rules
