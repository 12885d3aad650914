// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool hasKey(const sql::CreateTable& table)
{
    const auto primary
        = [](const sql::ConstraintDefinition& constraint) { return constraint.kind == Constraint::PrimaryKey; };
    return std::ranges::any_of(table.constraints, primary)
        || std::ranges::any_of(
            table.columns, [](const sql::ColumnDefinition& column) { return column.has(Constraint::PrimaryKey); });
}

// At the end of the script, where a key may have come later.
static void check(const MigrationContext& at, Report& report)
{
    for (const Statement& statement : at.statements()) {
        const auto* table = statement.as<sql::CreateTable>();
        const bool counts = table && !table->temporary && !table->foreign && !table->isPartition
            && table->inherits.isEmpty() && table->like.isEmpty();
        const RelationState* after = counts ? at.schema.relation(table->name) : nullptr;
        if (after && !hasKey(*table) && !after->primaryKey() && !after->hypertable)
            report.add(
                at, QString("%1 has no primary key.").arg(code(table->name)), statement.codeBegin, statement.end);
    }
}

extern const Rule tableWithoutPrimaryKey {
    .id = "table-without-primary-key",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Rows of a table without a primary key cannot be told apart.",
    .effect = "Logical replication of UPDATE and DELETE fails; batches have nothing to go by.",
    .safe = "A primary key.",
    .manual = "ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS",
    .checkMigration = check,
    .bad = { { "CREATE TABLE t (a int)" } },
    .good = { { "CREATE TABLE t (a int PRIMARY KEY)" }, { "CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a)" },
        { "CREATE TEMP TABLE t (a int)" }, { "CREATE TABLE p PARTITION OF q FOR VALUES IN (1)" },
        { "CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts')" } },
};

} // namespace corridor::rules
