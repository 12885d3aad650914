// SPDX-License-Identifier: MIT
#include "lint/patterns.h"
#include "lint/rules/common.h"

namespace corridor::rules {

// userId, user_id -> user, id
static QSet<QString> wordsOf(const QString& name)
{
    QSet<QString> words;
    QString word;
    for (const QChar c : name + '_') {
        if (c.isLower() || c.isDigit()) {
            word += c;
            continue;
        }
        words << word;
        word = c.isLetter() ? QString(c.toLower()) : QString();
    }
    static const QSet<QString> common { "", "id", "at", "is", "has", "of" };
    return words - common;
}

static bool namesAlike(const QString& one, const QString& other)
{
    return wordsOf(one).intersects(wordsOf(other)) || one.contains(other, Qt::CaseInsensitive)
        || other.contains(one, Qt::CaseInsensitive)
        || editDistance(one.toLower(), other.toLower()) * 3 <= std::max(one.size(), other.size());
}

// The type must be the same where it is known; then the names, or what the author called the migration, decide.
static bool looksRenamed(const StatementContext& at, const ColumnState& lost, const sql::ColumnDefinition& added)
{
    if (!lost.type.isEmpty() && !lost.type.sameAs(added.type))
        return false;
    return namesAlike(lost.name, added.name) || at.migration.migration.name.contains("rename", Qt::CaseInsensitive);
}

static QList<ColumnState> droppedColumns(const StatementContext& at, const sql::AlterTable& alter)
{
    QList<ColumnState> lost;
    const RelationState* table = at.relation(alter.name);
    for (const sql::AlterAction* action : actions(at, Action::DropColumn)) {
        const ColumnState* column = table ? table->column(action->name) : nullptr;
        if (!column || !column->fresh)
            lost << (column ? *column : ColumnState { .name = action->name });
    }
    return lost;
}

// Expand and contract in one script: the new column came first, with room for a copy between.
static bool addedEarlier(const StatementContext& at, const QualifiedName& table)
{
    for (int i = 0; i < at.index; ++i) {
        const auto* earlier = at.migration.statements()[i].as<sql::AlterTable>();
        if (earlier && at.schema().same(earlier->name, table)
            && std::ranges::any_of(
                earlier->actions, [](const sql::AlterAction& action) { return action.kind == Action::AddColumn; }))
            return true;
    }
    return false;
}

// Within one ALTER TABLE: that is how Prisma writes it.
static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    const QList<const sql::AlterAction*> added = actions(at, Action::AddColumn);
    if (!alter || at.inBody || added.size() != 1 || at.isIdle(alter->name))
        return;
    const QList<ColumnState> lost = droppedColumns(at, *alter);
    if (lost.size() != 1 || !looksRenamed(at, lost.first(), added.first()->column) || addedEarlier(at, alter->name))
        return;
    report.add(at,
        QString("%1 goes and %2 of the same type comes: if it was renamed, its data are lost here.")
            .arg(code(lost.first().name), code(added.first()->column.name)),
        placeOf(at, *added.first()));
}

extern const Rule dropThenAddSameShapeRenameLost {
    .id = "drop-then-add-same-shape-rename-lost",
    .severity = Severity::Error,
    .hazard = "A renamed field was written as a drop and an add, so its data are lost.",
    .effect = "Prisma cannot see renames: it drops the old column and adds an empty one.",
    .safe = "ALTER TABLE … RENAME COLUMN old TO new, or add, copy, and drop in three migrations.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE \"User\" DROP COLUMN \"fullname\", ADD COLUMN \"name\" TEXT",
                 "CREATE TABLE \"User\" (id int, fullname text);" },
        { "ALTER TABLE t DROP COLUMN \"finishedAt\", ADD COLUMN \"completedAt\" TIMESTAMP(3)",
            "CREATE TABLE t (\"finishedAt\" timestamp(3));", Runner::Corridor, 15, "",
            "20250102000000_rename_finished_at" } },
    .good = { { "ALTER TABLE t DROP COLUMN \"workerId\", ADD COLUMN \"projectId\" TEXT",
                  "CREATE TABLE t (\"workerId\" text);" },
        { "ALTER TABLE t DROP COLUMN a, ADD COLUMN b int", "CREATE TABLE t (a text);" },
        { "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = a; ALTER TABLE t DROP COLUMN a",
            "CREATE TABLE t (a text);" } },
};

} // namespace corridor::rules
