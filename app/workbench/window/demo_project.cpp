// SPDX-License-Identifier: MIT
#include "demo_project.h"

#include "postgres/session.h"
#include "sandbox/sandbox.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int foldersUp = 5; // from the program to the top of the sources, at most

QString demoTarget()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/corridor/demo/coinsphere"_s;
}

Result<void> copyFile(const QString& from, const QString& to)
{
    if (!QDir().mkpath(QFileInfo(to).path()) || !QFile::copy(from, to))
        return fail(u"demo-copy-failed"_s, u"The demo project could not be copied to %1."_s.arg(to));
    // An installed file may be read-only; the copy is there to be worked with.
    QFile::setPermissions(to, QFile::permissions(to) | QFile::WriteOwner);
    return {};
}

Result<void> copyTree(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(source);
        if (!QFile::exists(target))
            CORRIDOR_TRY(copyFile(source, target));
    }
    return {};
}

Result<void> dropDatabase(const ConnectionOptions& server, const QString& name, const CancelToken& token)
{
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    const auto dropped
        = session->execute("DROP DATABASE IF EXISTS " + Session::quoteIdentifier(name) + " WITH (FORCE)", token);
    CORRIDOR_TRY(dropped);
    return {};
}

} // namespace

QString demoSource()
{
    QDir folder(QCoreApplication::applicationDirPath());
    for (int up = 0; up < foldersUp; ++up) {
        for (const QString& place : { u"share/corridor/migrations/coinsphere"_s, u"migrations/coinsphere"_s }) {
            if (QFile::exists(folder.filePath(place + u"/prisma/schema.prisma"_s)))
                return folder.filePath(place);
        }
        if (!folder.cdUp())
            break;
    }
    return {};
}

Result<DemoPlace> prepareDemo(const Environment& environment, bool fresh, const CancelToken& token)
{
    const QString database = u"coinsphere"_s;
    const QString source = demoSource();
    if (source.isEmpty())
        return fail(u"demo-missing"_s, u"The demo project is not installed."_s);
    const QString target = demoTarget();
    if (fresh)
        QDir(target).removeRecursively();
    CORRIDOR_TRY(copyTree(source, target));

    auto sandbox = Sandbox::locate(environment);
    CORRIDOR_TRY(sandbox);
    CORRIDOR_TRY(sandbox->start(token));
    if (fresh)
        CORRIDOR_TRY(dropDatabase(sandbox->connection(), database, token));
    CORRIDOR_TRY(sandbox->ensureDatabase(database, token));
    return DemoPlace { target, sandbox->connection(database) };
}

} // namespace corridor
