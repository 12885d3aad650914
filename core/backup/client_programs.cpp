// SPDX-License-Identifier: MIT
#include "backup/client_programs.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <algorithm>
#include <optional>

namespace corridor {

namespace {

QStringList candidates(const Environment& environment)
{
    const QString named = environment.value("CORRIDOR_POSTGRES_CLIENT");
    if (!named.isEmpty())
        return { named, named + "/bin" };
    QStringList folders;
    const QDir debian("/usr/lib/postgresql");
    for (const QString& major : debian.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders << debian.filePath(major + "/bin");
    return folders + environment.value("PATH").split(':', Qt::SkipEmptyParts);
}

bool hasAll(const ClientPrograms& programs)
{
    const QString paths[] = { programs.pgDump(), programs.pgRestore(), programs.psql() };
    return std::ranges::all_of(paths, [](const QString& path) { return QFileInfo(path).isExecutable(); });
}

// "pg_dump (PostgreSQL) 15.4 (Debian 15.4-1)" -> "15.4"
QString versionOf(const QString& pgDump)
{
    QProcess process;
    process.start(pgDump, { "--version" });
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return {};
    return QString::fromLocal8Bit(process.readAllStandardOutput()).section(' ', 2, 2).trimmed();
}

std::optional<ClientPrograms> programsIn(const QString& folder)
{
    ClientPrograms programs { .folder = QDir(folder).absolutePath() };
    if (!hasAll(programs))
        return std::nullopt;
    programs.version = versionOf(programs.pgDump());
    programs.major = programs.version.section('.', 0, 0).toInt();
    return programs.major > 0 ? std::optional(programs) : std::nullopt;
}

} // namespace

QList<ClientPrograms> findClientPrograms(const Environment& environment)
{
    QList<ClientPrograms> found;
    for (const QString& folder : candidates(environment)) {
        const auto programs = programsIn(folder);
        if (programs && !std::ranges::contains(found, programs->version, &ClientPrograms::version))
            found << *programs;
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &ClientPrograms::major);
    return found;
}

Result<ClientPrograms> chooseClientPrograms(const QList<ClientPrograms>& found, int serverMajor)
{
    if (found.isEmpty())
        return fail("client-missing", "pg_dump, pg_restore and psql are not installed.",
            QString("Install postgresql-client-%1.").arg(serverMajor));
    const ClientPrograms* best = nullptr;
    for (const ClientPrograms& programs : found) { // newest first: the last that fits is the nearest
        if (programs.major >= serverMajor)
            best = &programs;
    }
    if (!best)
        return fail("client-older",
            QString("The server is PostgreSQL %1, and the newest pg_dump here is %2: it would refuse.")
                .arg(serverMajor)
                .arg(found.first().version),
            QString("Install postgresql-client-%1, or name its folder in CORRIDOR_POSTGRES_CLIENT.").arg(serverMajor));
    return *best;
}

} // namespace corridor
