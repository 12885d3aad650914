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

// Takes `option VALUE` or `option=VALUE` out of the words; its value, if it was there.
std::optional<QString> takeValue(QStringList& words, const QString& option)
{
    for (qsizetype i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (words[i].startsWith(option + '='))
            return words.takeAt(i).section('=', 1);
        if (words[i] == option && i + 1 < words.size()) {
            words.removeAt(i);
            return words.takeAt(i);
        }
    }
    return std::nullopt;
}

// Two options of ours stand beside Prisma's; they travel as variables, so that each may be set for good.
Environment withOurOptions(QStringList& globals, QStringList& words, Environment environment)
{
    for (QStringList* list : { &globals, &words }) {
        if (list->removeAll("--evaluate-config") > 0)
            environment["CORRIDOR_EVALUATE_CONFIG"] = "1";
        if (const auto version = takeValue(*list, "--prisma-version"))
            environment["CORRIDOR_PRISMA_VERSION"] = *version;
    }
    return environment;
}

} // namespace

bool isPrismaCommand(const QString& name) { return name == "migrate" || name == "db"; }

// What needs schema.prisma is Prisma's own work.
int runPrisma(const QString& name, QStringList globals, QStringList words, const Environment& systems)
{
    const Environment environment = withOurOptions(globals, words, systems);
    const QString full = name + ' ' + words.value(0);
    const bool wantsHelp = words.contains("-h") || words.contains("--help");
    const PrismaCall::Spec* spec = wantsHelp ? nullptr : findSpec(full);
    return spec ? PrismaCall(*spec, words.sliced(1), environment).run(globals) : handOver(QStringList { name } + words);
}

} // namespace corridor
