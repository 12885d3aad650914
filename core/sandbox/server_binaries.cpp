// SPDX-License-Identifier: MIT
#include "sandbox/server_binaries.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

bool isProgram(const QString& path)
{
    const QFileInfo file(path);
    return file.isFile() && file.isExecutable();
}

// The version in "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)".
QString versionOf(const QString& postgres)
{
    QProcess process;
    process.start(postgres, { u"--version"_s });
    if (!process.waitForFinished(10'000) || process.exitCode() != 0)
        return {};
    const QStringList words = QString::fromUtf8(process.readAllStandardOutput()).simplified().split(' ');
    const auto product = words.indexOf(u"(PostgreSQL)"_s);
    return product < 0 ? QString() : words.value(product + 1);
}

// "17.4" is 17; so are "17beta2" and "17devel".
int majorOf(const QString& version)
{
    qsizetype digits = 0;
    while (digits < version.size() && version[digits].isDigit())
        ++digits;
    return version.left(digits).toInt();
}

QStringList candidateFolders(const Environment& environment)
{
    const QString given = environment.value(u"CORRIDOR_POSTGRES_BIN"_s);
    if (!given.isEmpty())
        return { given };
    QStringList folders = environment.value(u"PATH"_s).split(':', Qt::SkipEmptyParts);
    const QDir debian(u"/usr/lib/postgresql"_s);
    for (const QString& major : debian.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders << debian.filePath(major + "/bin");
    folders.removeDuplicates();
    return folders;
}

std::unexpected<Error> noServer(std::optional<int> major, const Environment& environment)
{
    const QString given = environment.value(u"CORRIDOR_POSTGRES_BIN"_s);
    const QString what = major ? u"PostgreSQL %1 server"_s.arg(*major) : u"PostgreSQL server"_s;
    if (!given.isEmpty())
        return fail(u"sandbox-no-server"_s,
            u"There is no %1 in %2, where CORRIDOR_POSTGRES_BIN points."_s.arg(what, given),
            u"Set it to the folder that holds postgres and initdb, or unset it."_s);
    return fail(u"sandbox-no-server"_s,
        u"There is no %1 on this machine: none in PATH, none in /usr/lib/postgresql."_s.arg(what),
        u"Install one (apt install postgresql%1), or set CORRIDOR_POSTGRES_BIN to the folder of its programs."_s.arg(
            major ? u"-%1"_s.arg(*major) : QString()));
}

} // namespace

std::optional<ServerBinaries> serverIn(const QString& folder)
{
    for (const QString& bin : { folder, folder + "/bin" }) {
        if (!isProgram(bin + "/postgres") || !isProgram(bin + "/initdb"))
            continue;
        const QString version = versionOf(bin + "/postgres");
        if (majorOf(version) > 0)
            return ServerBinaries { QDir(bin).absolutePath(), version, majorOf(version) };
    }
    return std::nullopt;
}

Result<ServerBinaries> findServer(std::optional<int> major, const Environment& environment)
{
    std::optional<ServerBinaries> newest;
    for (const QString& folder : candidateFolders(environment)) {
        const auto server = serverIn(folder);
        if (server && (!major || server->major == *major) && (!newest || server->major > newest->major))
            newest = server;
    }
    if (!newest)
        return noServer(major, environment);
    return *newest;
}

} // namespace corridor
