// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QStringList>
#include <memory>

class QSettings;

namespace corridor {

// How the window was left with one project. No secret, and no connection but the name of a profile.
struct ProjectSession {
    QString profile;
    QStringList openMigrations; // tabs, from left to right
    QString currentMigration; // of the tab in front; empty for the timeline
    QByteArray layout; // QMainWindow::saveState()
};

// What is remembered between starts, in one file of the user's configuration folder.
class SessionStore {
public:
    explicit SessionStore(const QString& path = defaultPath());
    ~SessionStore();
    static QString defaultPath();

    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QStringList recentProjects() const; // those that still exist, newest first
    void addRecentProject(const QString& folder);
    QString lastProject() const; // empty where none was open at the end
    void setLastProject(const QString& folder);
    QString scheme() const; // light, dark, or empty for the desktop's
    void setScheme(const QString& word);
    QStringList recentCommands() const;
    void setRecentCommands(const QStringList& ids);

    ProjectSession project(const QString& root) const;
    void setProject(const QString& root, const ProjectSession& session);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace corridor
