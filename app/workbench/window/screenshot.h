// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

namespace corridor {

class MainWindow;
class WorkbenchController;

// Waits until a window has nothing more to do (and, for the demo, has deployed), writes a picture of it and ends the
// program: 0, or 1 with the reason on standard error.
class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(MainWindow& window, WorkbenchController& controller, QString file, bool deployFirst);

private:
    void onIdle();
    void take();
    void giveUp(const QString& reason);

    MainWindow& m_window;
    WorkbenchController& m_controller;
    QString m_file;
    bool m_deployFirst;
    QTimer m_quiet, m_patience;
};

} // namespace corridor
