// SPDX-License-Identifier: MIT
// corridor doctor: what of the platform is here, in which version, and what is missing for what.
#include "context.h"
#include "profile/secret_store.h"
#include "sandbox/server_binaries.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <libpq-fe.h>

namespace corridor {

namespace {

struct Check {
    QString name;
    QString found; // version or place; empty when it is missing
    QString neededFor;
};

// The first line that a program says of its version; empty when it does not run.
QString programVersion(const QString& program, const QStringList& arguments = { "--version" })
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {};
    QProcess process;
    process.start(path, arguments);
    if (!process.waitForFinished(3000) || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput()).section('\n', 0, 0).trimmed();
}

// Where the process finds a shared library that only the workbench links.
QString library(const QString& pattern)
{
    for (const char* folder : { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }) {
        const QFileInfoList found = QDir(QLatin1String(folder)).entryInfoList({ pattern }, QDir::Files, QDir::Name);
        if (!found.isEmpty())
            return found.last().fileName().section(".so.", 1);
    }
    return {};
}

QString server(int major, const Environment& environment)
{
    const auto found = findServer(major, environment);
    return found ? found->version + " in " + found->folder : QString();
}

QList<Check> look(const Environment& environment)
{
    const int libpq = PQlibVersion();
    return {
        { "Qt", QLatin1String(qVersion()), "everything" },
        { "libpq", QString("%1.%2").arg(libpq / 10000).arg(libpq % 10000), "talking to PostgreSQL" },
        { "libpg_query", library("libpg_query.so.*"), "reading SQL" },
        { "Qt Widgets", library("libQt6Widgets.so.6.*"), "the workbench" },
        { "KSyntaxHighlighting", library("libKF6SyntaxHighlighting.so.6.*"), "the workbench's editor" },
        { "KWidgetsAddons", library("libKF6WidgetsAddons.so.6.*"), "the workbench's messages" },
        { "display", environment.value("WAYLAND_DISPLAY") + environment.value("DISPLAY"), "showing the workbench" },
        { "keyring", keychainAvailable() ? QString("reachable") : QString(), "keeping passwords (else they are asked for)" },
        { "PostgreSQL 17 server", server(17, environment), "the sandbox" },
        { "PostgreSQL 15 server", server(15, environment), "the tests against 15" },
        { "pg_dump", programVersion("pg_dump"), "backups" },
        { "pgBackRest", programVersion("pgbackrest", { "version" }), "restoring to a point in time" },
        { "node", programVersion("node"), "configuration written in TypeScript, and Prisma itself" },
        { "npm", programVersion("npm"), "installing Prisma" },
        { "git", programVersion("git"), "what is new in a branch" },
    };
}

Answer run(Context& context)
{
    QJsonArray list;
    for (const Check& check : look(context.environment())) {
        const bool here = !check.found.isEmpty();
        context.print(QString("%1 %2 %3").arg(here ? "[x]" : "[ ]").arg(check.name, -22)
                .arg(here ? check.found : "missing: needed for " + check.neededFor));
        list << QJsonObject { { "name", check.name }, { "present", here }, { "found", here ? QJsonValue(check.found) : QJsonValue() },
            { "neededFor", check.neededFor } };
    }
    return QJsonObject { { "checks", list } };
}

} // namespace

extern const Command doctorCommand { "doctor", "", "Says what of the platform is here, and what is missing for what.", nullptr, run };

} // namespace corridor
