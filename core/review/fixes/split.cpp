// SPDX-License-Identifier: MIT
#include "review/fixes/fix_builders.h"

namespace corridor::fixes {

// A BEGIN or COMMIT of the script would be torn from its other half.
static bool mayBeCut(const StatementContext& at)
{
    return at.migration.script().isParsable()
        && std::ranges::none_of(at.migration.statements(), [](const Statement& statement) { return statement.as<sql::TransactionControl>(); });
}

static TextEdit removedFrom(const StatementContext& at, qsizetype first)
{
    const QList<Statement>& statements = at.migration.statements();
    return { statements[first].begin, endOf(at, statements.last()), first ? "\n" : "" };
}

Built inMigrationOfItsOwn(const StatementContext& at, const Finding&)
{
    const qsizetype count = at.migration.statements().size();
    if (!mayBeCut(at) || count < 2 || at.inBody)
        return std::nullopt;
    const QString title = kindWord(at.statement.kind).toLower().replace(' ', '_');
    Fix fix { .title = "Put it into a migration of its own" };
    if (at.index > 0) {
        fix.edits = { removedFrom(at, at.index) };
        fix.migrations << Fix::NewMigration { title, excerpt(at, at.index, at.index) };
    } else {
        fix.edits = { removedFrom(at, 1) };
    }
    if (at.index + 1 < count)
        fix.migrations << Fix::NewMigration { "after_" + title, excerpt(at, at.index + 1, count - 1) };
    return fix;
}

Built restInNextMigration(const StatementContext& at, const Finding&)
{
    const qsizetype count = at.migration.statements().size();
    if (!mayBeCut(at) || at.index == 0 || at.inBody)
        return std::nullopt;
    return Fix { .title = "Put it, and what comes after it, into the next migration", .edits = { removedFrom(at, at.index) },
        .migrations = { { at.migration.migration.name.section('_', 1) + "_continued", excerpt(at, at.index, count - 1) } } };
}

} // namespace corridor::fixes
