// SPDX-License-Identifier: MIT
#include "review/fixes/fix_builders.h"

namespace corridor::fixes {

// The statement with CONCURRENTLY after a word: where it stands if it may share nothing there, else alone in the
// migration after this one.
static Built concurrently(const StatementContext& at, const char* word, const QualifiedName& table, const QString& title, bool apart = false)
{
    const qsizetype after = afterWord(at, word);
    if (after < 0)
        return std::nullopt;
    Fix fix { .title = "Let it run CONCURRENTLY" };
    const bool alone = at.migration.statements().size() == 1;
    if (alone || (!apart && mayStandAlone(at))) {
        fix.edits = { { after, after, " CONCURRENTLY" } };
        return fix;
    }
    if (inWrittenTransaction(at) || isChangedLater(at, table))
        return std::nullopt;
    QByteArray script = excerpt(at, at.index, at.index);
    const QByteArray code = at.code().toByteArray();
    script.replace(code, QByteArray(code).insert(after - at.statement.codeBegin, " CONCURRENTLY"));
    fix.title = "Let it run CONCURRENTLY, in a migration of its own";
    fix.edits = { removed(at, at.statement) };
    fix.migrations = { { title, script } };
    return fix;
}

Built createIndexConcurrently(const StatementContext& at, const Finding&)
{
    const auto* index = at.statement.as<sql::CreateIndex>();
    if (!index || index->concurrently || index->only || !isPlain(at, index->table))
        return std::nullopt;
    return concurrently(at, "index", index->table, "create_index_" + (index->name.isEmpty() ? "on_" + index->table.name : index->name));
}

// Prisma from 7.4 on cannot split a script that holds this statement, and sends it as one batch.
Built dropIndexConcurrently(const StatementContext& at, const Finding&)
{
    const auto* drop = at.statement.as<sql::Drop>();
    if (!drop || drop->object != sql::ObjectKind::Index || drop->concurrently || drop->cascade || drop->names.size() != 1)
        return std::nullopt;
    const RelationState* owner = at.schema().relationOfIndex(drop->names.first());
    const QualifiedName table = owner ? owner->name : QualifiedName();
    if (owner && !isPlain(at, owner->name))
        return std::nullopt;
    return concurrently(at, "index", table, "drop_index_" + drop->names.first().name, at.runner() == RunnerProfile::PrismaSplit);
}

Built reindexConcurrently(const StatementContext& at, const Finding&)
{
    const auto* reindex = at.statement.as<sql::Reindex>();
    const bool table = reindex && reindex->object == sql::ObjectKind::Table;
    if (!reindex || reindex->concurrently || at.major() < 12 || (!table && reindex->object != sql::ObjectKind::Index))
        return std::nullopt;
    const RelationState* owner = table ? at.relation(reindex->name) : at.schema().relationOfIndex(reindex->name);
    if (owner && !isPlain(at, owner->name))
        return std::nullopt;
    return concurrently(at, table ? "table" : "index", owner ? owner->name : reindex->name, "reindex_" + reindex->name.name);
}

// Runs inside of transactions too; it needs a unique index over all rows.
Built refreshConcurrently(const StatementContext& at, const Finding&)
{
    const auto* refresh = at.statement.as<sql::RefreshView>();
    const RelationState* view = refresh ? at.relation(refresh->name) : nullptr;
    const bool unique = view && std::ranges::any_of(view->indexes, [](const IndexState& index) {
        return index.unique && !index.partial && index.valid && !index.columns.contains(QString());
    });
    const qsizetype after = afterWord(at, "view");
    if (!unique || refresh->concurrently || !refresh->withData || view->isEmpty() || after < 0)
        return std::nullopt;
    return Fix { .title = "Let it run CONCURRENTLY", .edits = { { after, after, " CONCURRENTLY" } } };
}

} // namespace corridor::fixes
