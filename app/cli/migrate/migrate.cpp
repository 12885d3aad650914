// SPDX-License-Identifier: MIT
#include "migrate/migrate.h"

#include "prisma_call.h"
#include "prisma_program.h"

namespace corridor {

namespace {

const PrismaCall::Spec* findSpec(const QString& name)
{
    for (const PrismaCall::Spec* spec :
        { &migrateDeploy, &migrateStatus, &migrateResolve, &migrateReset, &migrateDev, &migrateDiff, &dbExecute, &dbSeed }) {
        if (name == QLatin1String(spec->name))
            return spec;
    }
    return nullptr;
}

} // namespace

bool isPrismaCommand(const QString& name) { return name == "migrate" || name == "db"; }

// What needs schema.prisma is Prisma's own work.
int runPrisma(const QString& name, const QStringList& globals, const QStringList& words, const Environment& environment)
{
    const QString full = name + ' ' + words.value(0);
    const bool wantsHelp = words.contains("-h") || words.contains("--help");
    const PrismaCall::Spec* spec = wantsHelp ? nullptr : findSpec(full);
    return spec ? PrismaCall(*spec, words.sliced(1), environment).run(globals) : handOver(QStringList { name } + words);
}

} // namespace corridor
