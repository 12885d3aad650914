// SPDX-License-Identifier: MIT
#include "project/project_watcher.h"

#include "project/project_layout.h"

#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>
#include <functional>

namespace corridor {
namespace {

using namespace std::chrono_literals;

constexpr auto settleTime = 100ms; // editors and git write several files at once
constexpr auto pollInterval = 3s;

// Every file and folder whose change may change the project. Folders tell of files that come and go.
QStringList watchedPaths(const QString& folder, const Project& project)
{
    QStringList paths { folder, project.root, project.root + "/.config", project.root + "/prisma",
        project.root + "/.env", project.root + "/prisma/.env", project.root + "/package.json", project.configFile,
        project.schemaPath, project.migrationsPath, project.migrationsPath + "/migration_lock.toml" };
    if (!project.schemaPath.isEmpty())
        paths << QFileInfo(project.schemaPath).path() << schemaFiles(project.schemaPath);
    for (const Migration& migration : project.migrations)
        paths << migration.path << migration.path + "/migration.sql" << migration.path + "/down.sql";
    paths.removeAll(QString());
    paths.removeDuplicates();
    paths.removeIf([](const QString& path) { return !QFile::exists(path); });
    return paths;
}

} // namespace

// The part on the other thread.
class ProjectWatch : public QObject {
public:
    using Deliver = std::function<void(int generation, const Result<Project>& project, const ProjectDiff& diff)>;

    explicit ProjectWatch(Deliver deliver)
        : m_deliver(std::move(deliver))
        , m_watcher(this)
        , m_settling(this)
        , m_polling(this)
    {
        m_settling.setSingleShot(true);
        m_settling.setInterval(settleTime);
        m_polling.setInterval(pollInterval);
        connect(&m_settling, &QTimer::timeout, this, &ProjectWatch::look);
        connect(&m_polling, &QTimer::timeout, this, &ProjectWatch::look);
        connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ProjectWatch::scheduleLook);
        connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ProjectWatch::scheduleLook);
    }

    void start(int generation, const QString& folder, const Environment& environment, const Project& project)
    {
        stop();
        m_generation = generation;
        m_folder = folder;
        m_environment = environment;
        m_project = project;
        followPaths();
        look();
    }

    void stop()
    {
        m_folder.clear();
        m_settling.stop();
        m_polling.stop();
        m_hasFailed = false;
        const QStringList paths = m_watcher.files() + m_watcher.directories();
        if (!paths.isEmpty())
            m_watcher.removePaths(paths);
    }

    void look()
    {
        if (m_folder.isEmpty())
            return;
        const auto project = readProject(m_folder, m_environment);
        const bool failsAgain = !project && m_hasFailed;
        m_hasFailed = !project;
        const ProjectDiff diff = project ? diffProjects(m_project, *project) : ProjectDiff();
        if (project)
            m_project = *project;
        followPaths();
        if ((project && !diff.isEmpty()) || (!project && !failsAgain))
            m_deliver(m_generation, project, diff);
    }

private:
    // From the first event, not the last one: a file that is written without end is still looked at.
    void scheduleLook()
    {
        if (!m_settling.isActive())
            m_settling.start();
    }

    // A file that was replaced is no longer watched, and new ones have come.
    void followPaths()
    {
        const QStringList watched = m_watcher.files() + m_watcher.directories();
        const QSet<QString> known(watched.begin(), watched.end());
        QStringList missing = watchedPaths(m_folder, m_project);
        missing.removeIf([&](const QString& path) { return known.contains(path); });
        const QStringList refused = missing.isEmpty() ? QStringList() : m_watcher.addPaths(missing);
        if ((!refused.isEmpty() || m_hasFailed) && !m_polling.isActive())
            m_polling.start();
        else if (refused.isEmpty() && !m_hasFailed)
            m_polling.stop();
    }

    Deliver m_deliver;
    QFileSystemWatcher m_watcher;
    QTimer m_settling;
    QTimer m_polling;
    QString m_folder;
    Environment m_environment;
    Project m_project;
    int m_generation = 0;
    bool m_hasFailed = false;
};

ProjectWatcher::ProjectWatcher(QObject* parent)
    : QObject(parent)
{
    m_watch = new ProjectWatch([this](int generation, const Result<Project>& project, const ProjectDiff& diff) {
        QMetaObject::invokeMethod(this, [=, this] { deliver(generation, project, diff); }, Qt::QueuedConnection);
    });
    m_thread.setObjectName("project watcher");
    m_watch->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watch, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

ProjectWatcher::~ProjectWatcher()
{
    m_thread.quit();
    m_thread.wait();
}

void ProjectWatcher::watch(const QString& folder, const Environment& environment, const Project& project)
{
    const int generation = ++m_generation;
    QMetaObject::invokeMethod(
        m_watch, [=, watch = m_watch] { watch->start(generation, folder, environment, project); });
}

void ProjectWatcher::stop()
{
    ++m_generation;
    QMetaObject::invokeMethod(m_watch, [watch = m_watch] { watch->stop(); });
}

void ProjectWatcher::check()
{
    QMetaObject::invokeMethod(m_watch, [watch = m_watch] { watch->look(); });
}

void ProjectWatcher::deliver(int generation, const Result<Project>& project, const ProjectDiff& diff)
{
    if (generation != m_generation)
        return;
    if (project)
        emit changed(*project, diff);
    else
        emit failed(project.error());
}

} // namespace corridor
