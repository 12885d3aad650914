// SPDX-License-Identifier: MIT
#include "oracle.h"

#include "support/shared_folder.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace corridor {

static QString homeFolder()
{
    const QString named = qEnvironmentVariable("ORACLE_HOME");
    if (!named.isEmpty())
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/corridor/prisma-oracle";
}

static bool isComplete(const QString& home)
{
    for (const char* part : { "p6/node_modules/prisma/build/index.js", "p7/node_modules/prisma/build/index.js",
             "shim/node_modules/pg/package.json", "ready" })
        if (!QFile::exists(home + u'/' + part))
            return false;
    return true;
}

// oracle.sh also makes a server of its own on a TCP port. Our tests have theirs: it is told that the server's data
// folder is there already, and that every server program succeeds.
static bool withoutServer(const QString& home, const QString& programs)
{
    QDir().mkpath(home + "/pg/data");
    QFile marker(home + "/pg/data/PG_VERSION");
    const bool marked = marker.open(QIODevice::WriteOnly) && marker.write("none\n") > 0;
    const QString nothing = QStandardPaths::findExecutable("true");
    QFile::setPermissions(programs, QFile::Permissions::fromInt(0x7755));
    return marked && QFile::link(nothing, programs + "/initdb") && QFile::link(nothing, programs + "/pg_ctl");
}

static QString install(const QString& script, const QString& home)
{
    const QTemporaryDir programs;
    if (!withoutServer(home, programs.path()))
        return "the folder " + home + " cannot be written";
    const Outcome outcome = run({ .program = "bash",
                                    .arguments = { script, "setup" },
                                    .environment = { "ORACLE_HOME=" + home, "PGBIN=" + programs.path(),
                                        // without a network it is over in seconds, not minutes
                                        "npm_config_fetch_retries=0", "npm_config_fetch_timeout=20000" } },
        240'000);
    if (outcome.exitCode != 0)
        return "npm could not install Prisma: " + outcome.err.trimmed().section(u'\n', -1);
    QFile ready(home + "/ready");
    return ready.open(QIODevice::WriteOnly) ? QString() : ready.errorString();
}

Oracle::Oracle(QString script, QString home)
    : m_script(std::move(script))
    , m_home(std::move(home))
{
}

std::expected<Oracle, QString> Oracle::ready()
{
    const QString script = QDir::cleanPath(sharedFolder("prisma/oracle.sh"));
    if (!QFile::exists(script))
        return std::unexpected("there is no " + script + " to run the real Prisma with");
    if (QStandardPaths::findExecutable("npm").isEmpty())
        return std::unexpected("npm is not installed, so the real Prisma cannot be had");
    const QString home = homeFolder();
    QDir().mkpath(home);
    QLockFile lock(home + "/lock");
    lock.setStaleLockTime(0);
    if (!lock.tryLock(240'000))
        return std::unexpected("another process holds " + home);
    if (!isComplete(home))
        if (const QString reason = install(script, home); !reason.isEmpty())
            return std::unexpected(reason);
    return Oracle(script, home);
}

bool Oracle::adopt(const QString& folder, Version version) const
{
    QDir().mkpath(folder + "/prisma");
    QFile::remove(folder + "/prisma/schema.prisma");
    QFile package(folder + "/package.json");
    if (!package.open(QIODevice::WriteOnly) || package.write("{\"name\":\"made-up\",\"private\":true}\n") < 0)
        return false;
    if (m_home.isEmpty())
        return true;
    return QFile::copy(m_home + "/p7/prisma/schema.prisma", folder + "/prisma/schema.prisma")
        && QFile::copy(m_home + "/p7/prisma.config.ts", folder + "/prisma.config.ts")
        && QFile::link(m_home + (version == Version::Prisma6 ? "/p6" : "/p7") + "/node_modules", folder + "/node_modules");
}

QStringList Oracle::environment() const
{
    if (m_home.isEmpty())
        return {};
    const QString engine = m_home + "/shim/schema-engine";
    return { "PRISMA_SCHEMA_ENGINE_BINARY=" + engine, "PRISMA_QUERY_ENGINE_LIBRARY=" + engine, "ORACLE_ENGINE=7.10.1",
        "CHECKPOINT_DISABLE=1", "PRISMA_HIDE_UPDATE_MESSAGE=1", "NO_COLOR=1" };
}

Command Oracle::command(Version version, const QString& folder, const QString& url, const QStringList& arguments) const
{
    return { .program = "bash",
        .arguments = QStringList { m_script, version == Version::Prisma6 ? "p6" : "p7" } + arguments,
        .folder = folder,
        // The last: oracle.sh writes the folder's name into a file of its own, which another test may write just then.
        .environment = { "ORACLE_HOME=" + m_home, "ORACLE_PROJECT=" + folder, "DATABASE_URL=" + url,
            "ORACLE_MIGRATIONS=" + folder + "/prisma/migrations" } };
}

} // namespace corridor
