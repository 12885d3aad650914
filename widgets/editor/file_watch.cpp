// SPDX-License-Identifier: MIT
#include "file_watch.h"

#include <QFileInfo>
#include <chrono>

namespace corridor {

namespace {

using namespace std::chrono_literals;

constexpr auto settleTime = 80ms; // programs write, rename and touch in several steps

} // namespace

FileWatch::FileWatch(QString path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(settleTime);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] {
        watch();
        emit changed();
    });
    watch();
}

// A file that was replaced is another one to the system, and has to be named again.
void FileWatch::watch()
{
    const QString folder = QFileInfo(m_path).path();
    if (!m_watcher.directories().contains(folder) && QFileInfo::exists(folder))
        m_watcher.addPath(folder);
    if (!m_watcher.files().contains(m_path) && QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
}

} // namespace corridor
