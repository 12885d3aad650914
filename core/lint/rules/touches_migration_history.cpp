// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::TouchedRelation& touched : at.statement.relations) {
        if (touched.name.name == "_prisma_migrations" && touched.touch != sql::Touch::Read)
            report.add(at, "The record of what was applied is changed by a migration.", touched.offset);
    }
}

extern const Rule touchesMigrationHistory {
    .id = "touches-migration-history",
    .severity = Severity::Error,
    .hazard = "A script that writes to _prisma_migrations changes what the tools believe to be applied.",
    .effect = "Migrations run twice or never; Prisma may fail to find its own row.",
    .safe = "`corridor resolve` or `prisma migrate resolve`.",
    .manual = "https://www.prisma.io/docs/orm/prisma-migrate/workflows/patching-and-hotfixing",
    .kinds = { Kind::Insert, Kind::Update, Kind::Delete, Kind::Truncate, Kind::DropTable, Kind::AlterTable,
        Kind::CreateTable, Kind::LockTable },
    .check = check,
    .bad
    = { { "DELETE FROM _prisma_migrations WHERE migration_name = 'x'" }, { "DROP TABLE public._prisma_migrations" } },
    .good = { { "SELECT count(*) FROM _prisma_migrations" } },
};

} // namespace corridor::rules
