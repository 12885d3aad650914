// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QListWidget;

namespace corridor {

// What a window without a project shows: three doors, and the projects that were open before.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setRecentProjects(const QStringList& folders);

signals:
    void openRequested();
    void connectRequested();
    void sampleRequested();
    void recentRequested(const QString& folder);

private:
    QWidget* makeDoors();

    QListWidget* m_recent;
    QWidget* m_recentTitle;
};

} // namespace corridor
