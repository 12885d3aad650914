// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Digits that the names begin with; Prisma's are YYYYMMDDHHMMSS.
static QString stampOf(const QString& name)
{
    qsizetype end = 0;
    while (end < name.size() && name[end].isDigit())
        ++end;
    return name.first(end);
}

static bool isSlip(const QString& name)
{
    return name.endsWith(".sql") || name.contains(' ');
}

static void check(const FolderContext& at, Report& report)
{
    QHash<QString, QString> stamps;
    constexpr qsizetype prismaStamp = 14;
    for (const LintMigration& migration : at.migrations) {
        const QString stamp = stampOf(migration.name);
        if (stamp.size() < prismaStamp)
            continue;
        if (migration.examined && stamps.contains(stamp))
            report
                .add(at,
                    QString("It has the timestamp of %1; which of them runs first hangs on the rest of the name.")
                        .arg(code(stamps[stamp])),
                    &migration)
                .severity
                = Severity::Note;
        stamps.insert(stamp, migration.name);
        if (migration.examined && isSlip(migration.name))
            report.add(at, QString("The folder's name looks like a copy or a slip; Prisma runs it like any other."),
                &migration);
    }
}

extern const Rule migrationNaming {
    .id = "migration-naming",
    .severity = Severity::Warning,
    .hazard
    = "Migrations run in the order of their names, so equal timestamps and stray folders decide what runs when.",
    .effect = "Another order than the one that was tested, or a script that nobody meant to run.",
    .safe = "Give each migration a timestamp of its own before anybody applies it.",
    .manual = "https://www.prisma.io/docs/orm/prisma-migrate",
    .checkFolder = check,
    .bad = { { "SELECT 1", "SELECT 2", Runner::Corridor, 15, "", "20250101000000_other" },
        { "SELECT 1", "", Runner::Corridor, 15, "", "20250102000000_users copy" } },
    .good = { { "SELECT 1", "SELECT 2" } },
};

} // namespace corridor::rules
