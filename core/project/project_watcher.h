// SPDX-License-Identifier: MIT
#pragma once

#include "project/project_diff.h"

#include <QObject>
#include <QThread>

namespace corridor {

class ProjectWatch;

// Keeps one project up to date while people edit its files: watches them, reads the project again shortly after a
// change, and tells the difference. Watching and reading happen on a thread of its own; the signals come on the
// thread of this object. Where the system has no room for so many watches, it looks every few seconds instead.
class ProjectWatcher : public QObject {
    Q_OBJECT
public:
    explicit ProjectWatcher(QObject* parent = nullptr);
    ~ProjectWatcher() override;

    // Watches the project that readProject(folder, environment) gave; what has changed since then is told at once.
    // Replaces the project watched before.
    void watch(const QString& folder, const Environment& environment, const Project& project);
    void stop();
    // Looks now, without waiting for an event.
    void check();

signals:
    void changed(const corridor::Project& project, const corridor::ProjectDiff& diff);
    // The project cannot be read any more (its folder is gone, its config is no literal): told once, and watched on.
    void failed(const corridor::Error& error);

private:
    void deliver(int generation, const Result<Project>& project, const ProjectDiff& diff);

    QThread m_thread;
    ProjectWatch* m_watch; // lives on m_thread
    int m_generation = 0; // counts calls of watch(), so that news of an earlier project are dropped
};

} // namespace corridor
