// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace corridor {

// Tells that a file may have changed: written, replaced by another, made or removed. Watches the folder too, because
// most programs save by renaming a new file into place. Several events within a moment are told once.
class FileWatch : public QObject {
    Q_OBJECT
public:
    explicit FileWatch(QString path, QObject* parent = nullptr);

signals:
    void changed();

private:
    void watch();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_pause;
};

} // namespace corridor
