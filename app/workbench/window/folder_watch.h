// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace corridor {

struct Project;

// Tells, once for several events within a moment, that scripts of a project may have changed on disk.
class FolderWatch : public QObject {
    Q_OBJECT
public:
    explicit FolderWatch(QObject* parent = nullptr);

    void watch(const Project& project);
    void clear();

signals:
    void changed();

private:
    QFileSystemWatcher m_watcher;
    QTimer m_pause;
};

} // namespace corridor
