// SPDX-License-Identifier: MIT
#include "review/fixes/fix_builders.h"

namespace corridor::fixes {

using Action = sql::AlterAction::Kind;
using Constraint = sql::ConstraintDefinition::Kind;

namespace {

// The statements that make a filled column NOT NULL without a scan under the strongest lock.
struct NotNullSteps {
    QByteArray promise; // CHECK … NOT VALID
    QByteArray keep;    // VALIDATE; then the proof serves SET NOT NULL, and is not needed any more
};

} // namespace

static NotNullSteps stepsFor(const QualifiedName& table, const QString& column)
{
    const QByteArray alter = "ALTER TABLE " + sqlName(table) + ' ';
    const QByteArray name = sqlName(QString(table.name + '_' + column + "_not_null").left(60));
    return { alter + "ADD CONSTRAINT " + name + " CHECK (" + sqlName(column) + " IS NOT NULL) NOT VALID",
        alter + "VALIDATE CONSTRAINT " + name + ";\n" + alter + "ALTER COLUMN " + sqlName(column) + " SET NOT NULL;\n" + alter
            + "DROP CONSTRAINT " + name + ";\n" };
}

Built notNullByCheck(const StatementContext& at, const Finding&)
{
    const sql::AlterAction* action = onlyAction(at);
    if (!action || action->kind != Action::SetNotNull || at.major() < 12)
        return std::nullopt;
    const auto& alter = at.as<sql::AlterTable>();
    const RelationState* known = at.relation(alter.name);
    if (alter.ifExists || alter.only || (known && known->columnstore) || isChangedLater(at, alter.name))
        return std::nullopt;
    const NotNullSteps steps = stepsFor(alter.name, action->name);
    if (commitsEach(at))
        return Fix { .title = "Prove it by a CHECK that is validated first",
            .edits = { replaced(at, steps.promise + ";\n" + steps.keep.trimmed().chopped(1)) } };
    return Fix { .title = "Prove it by a CHECK that the next migration validates", .edits = { replaced(at, steps.promise) },
        .migrations = { { "set_not_null", steps.keep } } };
}

// The text of a column's definition without its NOT NULL and DEFAULT, and the default alone.
struct ColumnText {
    QByteArray bare;
    QByteArray value;
};

static std::optional<ColumnText> textOf(const StatementContext& at, const sql::ColumnDefinition& column)
{
    const QByteArray& text = at.migration.script().text;
    QList<const sql::ConstraintDefinition*> constraints;
    for (const sql::ConstraintDefinition& constraint : column.constraints)
        constraints << &constraint;
    std::ranges::sort(constraints, {}, &sql::ConstraintDefinition::offset);
    const qsizetype end = endOfPart(at, column.offset);
    if (column.offset < 0 || constraints.isEmpty() || constraints.first()->offset <= column.offset)
        return std::nullopt;
    ColumnText parts { text.sliced(column.offset, constraints.first()->offset - column.offset).trimmed(), {} };
    for (qsizetype i = 0; i < constraints.size(); ++i) {
        const qsizetype from = constraints[i]->offset;
        const qsizetype to = i + 1 < constraints.size() ? constraints[i + 1]->offset : end;
        if (constraints[i]->kind == Constraint::Default)
            parts.value = text.sliced(from, to - from).trimmed().sliced(7).trimmed(); // after DEFAULT
        else if (constraints[i]->kind != Constraint::NotNull)
            return std::nullopt;
    }
    return parts.value.isEmpty() ? std::nullopt : std::optional(parts);
}

// In batches, each its own transaction; a run that was broken off goes on where it stopped.
static QByteArray backfill(const QualifiedName& table, const QString& column)
{
    const QByteArray name = sqlName(table);
    return "DO $$\nBEGIN\n  LOOP\n    UPDATE " + name + " SET " + sqlName(column) + " = DEFAULT\n    WHERE ctid = ANY (ARRAY(SELECT ctid FROM "
        + name + " WHERE " + sqlName(column) + " IS NULL LIMIT 10000));\n    EXIT WHEN NOT FOUND;\n    COMMIT;\n  END LOOP;\nEND\n$$;\n";
}

Built fillNewColumn(const StatementContext& at, const Finding&)
{
    const sql::AlterAction* action = onlyAction(at);
    if (!action || action->kind != Action::AddColumn || action->ifExists)
        return std::nullopt;
    const QualifiedName table = at.as<sql::AlterTable>().name;
    const auto parts = textOf(at, action->column);
    if (!parts || at.isHypertable(table) || isChangedLater(at, table) || inWrittenTransaction(at))
        return std::nullopt;
    const QString column = action->column.name;
    const QByteArray alter = "ALTER TABLE " + sqlName(table) + ' ';
    Fix fix { .title = "Add it without values, and fill it in batches" };
    fix.edits = { replaced(at, alter + "ADD COLUMN " + parts->bare + ";\n" + alter + "ALTER COLUMN " + sqlName(column) + " SET DEFAULT " + parts->value) };
    fix.migrations = { { "fill_" + table.name + '_' + column, backfill(table, column) } };
    if (action->column.has(Constraint::NotNull)) {
        const NotNullSteps steps = stepsFor(table, column);
        fix.migrations << Fix::NewMigration { "check_" + table.name + '_' + column, steps.promise + ";\n" }
                       << Fix::NewMigration { "set_not_null", steps.keep };
    }
    return fix;
}

} // namespace corridor::fixes
