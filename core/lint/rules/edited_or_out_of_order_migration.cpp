// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

constexpr qsizetype stampLength = 14; // 20250102000000

static QString stampOf(const LintMigration& migration)
{
    const QString stamp = migration.name.left(stampLength);
    return stamp.size() == stampLength && std::ranges::all_of(stamp, [](QChar c) { return c.isDigit(); }) ? stamp : QString();
}

// Two branches that began in the same second. What a database has applied is compared where there is a connection.
static void check(const FolderContext& at, Report& report)
{
    const LintMigration* first = nullptr;
    QString names;
    int more = 0;
    for (qsizetype i = 1; i < at.migrations.size(); ++i) {
        const LintMigration& one = at.migrations[i - 1];
        const LintMigration& other = at.migrations[i];
        if (one.name == other.name || stampOf(other).isEmpty() || stampOf(one) != stampOf(other) || !other.examined)
            continue;
        if (first) {
            ++more;
            continue;
        }
        first = &other;
        names = QString("%1 and %2").arg(code(one.name), code(other.name));
    }
    if (first)
        report.add(at, QString("%1 carry the same time: their order is that of their names%2.").arg(names, more > 0 ? QString("; so it is with %1 more").arg(more) : QString()), first)
            .severity = Severity::Note;
}

extern const Rule editedOrOutOfOrderMigration {
    .id = "edited-or-out-of-order-migration",
    .severity = Severity::Error,
    .hazard = "A database that applied another text, or another order, is not the one that this folder makes.",
    .effect = "Drift: what was changed after it ran never reaches the databases that have run it; Prisma wants to reset those of developers. "
              "Found with --url or --profile, by the history of that database.",
    .safe = "Take the change back and put it into a new migration; give one that came late a newer name.",
    .manual = "https://www.prisma.io/docs/orm/prisma-migrate/workflows/troubleshooting",
    .checkFolder = check,
    .bad = { { .sql = "SELECT 1", .before = "SELECT 2", .name = "20250101000000_example" } },
    .good = { { .sql = "SELECT 1", .before = "SELECT 2" } },
};

} // namespace corridor::rules
