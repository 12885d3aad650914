// SPDX-License-Identifier: MIT
#include "project/project_diff.h"

#include <QHash>

namespace corridor {
namespace {

using ByName = QHash<QString, const Migration*>;

ByName byName(const Project& project)
{
    ByName result;
    result.reserve(project.migrations.size());
    for (const Migration& migration : project.migrations)
        result.insert(migration.name, &migration);
    return result;
}

bool sameSettings(const Project& a, const Project& b)
{
    const auto settings = [](const Project& p) {
        return std::tie(p.root, p.schemaPath, p.migrationsPath, p.lockProvider, p.url, p.shadowUrl, p.provider,
            p.relationMode, p.schemas, p.externalTables, p.externalEnums, p.seedCommand, p.prismaVersion, p.configFile,
            p.problems, p.environment);
    };
    return settings(a) == settings(b);
}

} // namespace

ProjectDiff diffProjects(const Project& before, const Project& after)
{
    ProjectDiff diff;
    const ByName old = byName(before), current = byName(after);
    for (const Migration& migration : after.migrations) {
        const Migration* known = old.value(migration.name);
        if (!known)
            diff.added << migration.name;
        else if (*known != migration)
            diff.changed << migration.name;
    }
    for (const Migration& migration : before.migrations) {
        if (!current.contains(migration.name))
            diff.removed << migration.name;
    }
    diff.settings = !sameSettings(before, after);
    return diff;
}

} // namespace corridor
