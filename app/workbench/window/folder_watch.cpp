// SPDX-License-Identifier: MIT
#include "folder_watch.h"

#include "project/project.h"

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int pauseMs = 200;
// Three watches each: far below what Linux allows a user, and the oldest scripts are the least likely to change.
constexpr qsizetype watchedMigrations = 1000;

QStringList watchedPaths(const Project& project)
{
    QStringList paths { project.migrationsPath };
    const qsizetype first = qMax<qsizetype>(0, project.migrations.size() - watchedMigrations);
    for (qsizetype at = first; at < project.migrations.size(); ++at) {
        const Migration& migration = project.migrations[at];
        paths << migration.path;
        if (migration.script)
            paths << migration.path + u"/migration.sql"_s;
        if (migration.down)
            paths << migration.path + u"/down.sql"_s;
    }
    return paths;
}

} // namespace

FolderWatch::FolderWatch(QObject* parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &FolderWatch::changed);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_pause, qOverload<>(&QTimer::start));
}

void FolderWatch::watch(const Project& project)
{
    clear();
    m_watcher.addPaths(watchedPaths(project));
}

void FolderWatch::clear()
{
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty())
        m_watcher.removePaths(before);
}

} // namespace corridor
