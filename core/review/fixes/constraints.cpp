// SPDX-License-Identifier: MIT
#include "review/fixes/fix_builders.h"

namespace corridor::fixes {

using Constraint = sql::ConstraintDefinition::Kind;
using Action = sql::AlterAction::Kind;

// What the server calls a constraint without a name (ChooseConstraintName); empty where that is not certain.
static QString chosenName(const StatementContext& at, const sql::ConstraintDefinition& constraint, const QString& suffix)
{
    constexpr qsizetype longest = 63;
    const QualifiedName table = at.as<sql::AlterTable>().name;
    const RelationState* known = at.relation(table);
    QStringList parts { table.name };
    if (constraint.kind != Constraint::PrimaryKey)
        parts += constraint.columns;
    parts << suffix;
    const QString name = parts.join('_');
    const bool free = known && known->complete && !known->constraint(name) && !known->index(name);
    return free && name.toUtf8().size() <= longest ? name : QString();
}

// The action that a finding is about.
static const sql::AlterAction* actionOf(const StatementContext& at, const Finding& finding, Action kind)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    if (!alter)
        return nullptr;
    const auto found = std::ranges::find_if(alter->actions, [&](const sql::AlterAction& action) {
        return action.kind == kind && (action.offset == finding.begin || alter->actions.size() == 1);
    });
    return found == alter->actions.end() ? nullptr : &*found;
}

static QByteArray validation(const StatementContext& at, const QString& name)
{
    return "ALTER TABLE " + sqlName(at.as<sql::AlterTable>().name) + " VALIDATE CONSTRAINT " + sqlName(name) + ";";
}

Built validateLater(const StatementContext& at, const Finding& finding)
{
    const sql::AlterAction* action = actionOf(at, finding, Action::AddConstraint);
    if (!action || action->offset < 0)
        return std::nullopt;
    const sql::ConstraintDefinition& constraint = action->constraint;
    const QualifiedName table = at.as<sql::AlterTable>().name;
    const bool foreign = constraint.kind == Constraint::ForeignKey;
    const RelationState* known = at.relation(table);
    const bool possible = (foreign || constraint.kind == Constraint::Check) && !constraint.notValid && isPlain(at, table)
        && !(known && known->columnstore) && !isChangedLater(at, table);
    const QString name = !constraint.name.isEmpty() ? constraint.name : foreign ? chosenName(at, constraint, "fkey") : QString();
    if (!possible || name.isEmpty())
        return std::nullopt;
    Fix fix { .title = "Add it as NOT VALID, and validate it afterwards" };
    if (constraint.name.isEmpty())
        fix.edits << TextEdit { action->offset, action->offset, "CONSTRAINT " + sqlName(name) + ' ' };
    const qsizetype end = endOfPart(at, action->offset);
    fix.edits << TextEdit { end, end, " NOT VALID" };
    if (commitsEach(at)) {
        const qsizetype next = endOf(at, at.statement);
        fix.edits << TextEdit { next, next, (next == at.statement.end ? ";\n" : "\n") + validation(at, name) };
    } else {
        fix.migrations << Fix::NewMigration { "validate_constraints", validation(at, name) + '\n' };
    }
    return fix;
}

Built validateApart(const StatementContext& at, const Finding&)
{
    const sql::AlterAction* action = onlyAction(at);
    if (!action || action->kind != Action::ValidateConstraint || isChangedLater(at, at.as<sql::AlterTable>().name))
        return std::nullopt;
    return Fix { .title = "Validate it in the next migration", .edits = { removed(at, at.statement) },
        .migrations = { { "validate_constraints", excerpt(at, at.index, at.index) } } };
}

// Nothing after the columns: INCLUDE, WITH, DEFERRABLE and the like belong to the index.
static bool isBare(const StatementContext& at, const sql::AlterAction& action)
{
    const qsizetype end = endOfPart(at, action.offset);
    const QByteArray text = at.migration.script().text.sliced(action.offset, end - action.offset);
    return text.endsWith(')') && text.count('(') == 1 && !action.constraint.deferrable && !action.constraint.nullsNotDistinct;
}

static bool areNeverNull(const StatementContext& at, const QualifiedName& table, const QStringList& columns)
{
    const RelationState* known = at.relation(table);
    return known && std::ranges::all_of(columns, [&](const QString& name) {
        const ColumnState* column = known->column(name);
        return column && column->notNull;
    });
}

Built constraintUsingIndex(const StatementContext& at, const Finding&)
{
    const sql::AlterAction* action = onlyAction(at);
    if (!action || action->kind != Action::AddConstraint || action->offset < 0 || !isBare(at, *action))
        return std::nullopt;
    const sql::ConstraintDefinition& constraint = action->constraint;
    const bool primary = constraint.kind == Constraint::PrimaryKey;
    const auto& alter = at.as<sql::AlterTable>();
    if ((!primary && constraint.kind != Constraint::Unique) || alter.ifExists || !isPlain(at, alter.name)
        || (primary && !areNeverNull(at, alter.name, constraint.columns)))
        return std::nullopt;
    const QString name = constraint.name.isEmpty() ? chosenName(at, constraint, primary ? "pkey" : "key") : constraint.name;
    if (name.isEmpty())
        return std::nullopt;
    QByteArrayList columns;
    for (const QString& column : constraint.columns)
        columns << sqlName(column);
    const QByteArray index = "CREATE UNIQUE INDEX CONCURRENTLY " + sqlName(name) + " ON " + sqlName(alter.name) + " (" + columns.join(", ") + ");";
    const QByteArray attach = "ALTER TABLE " + sqlName(alter.name) + " ADD CONSTRAINT " + sqlName(name)
        + (primary ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + sqlName(name);
    if (at.runner() != RunnerProfile::PrismaBatch && mayStandAlone(at))
        return Fix { .title = "Build the index concurrently, then make it the constraint's", .edits = { replaced(at, index + '\n' + attach) } };
    const bool lastWord = at.index + 1 == at.migration.statements().size();
    if (inWrittenTransaction(at) || !lastWord)
        return std::nullopt;
    return Fix { .title = "Build the index concurrently, then make it the constraint's, each in its own migration",
        .edits = { removed(at, at.statement) },
        .migrations = { { "create_index_" + name, index + '\n' }, { "add_constraint_" + name, attach + ";\n" } } };
}

} // namespace corridor::fixes
