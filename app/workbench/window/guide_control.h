// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/guide/guide_steps.h"
#include "workbench/core_calls.h"

#include <QObject>
#include <QPointer>
#include <functional>

class QWidget;

namespace corridor {

class GuideDialog;
class WorkbenchController;

// Keeps a guide (guide_dialog.h) up to date with the database, and carries out what it offers by the commands of the
// window. One guide is open at a time.
class GuideControl : public QObject {
    Q_OBJECT
public:
    // What only the window can do.
    struct Window {
        std::function<void(const QString& migration)> openScript;
        std::function<void()> newMigration;
        std::function<void(const QString& migration)> openWhenSeen; // a folder that was just made
    };
    GuideControl(WorkbenchController& controller, Window window, QObject* parent);

    // Opens it, or brings it to the front, with the flow that this database needs.
    void show(QWidget* parent);

private:
    void begin();
    void follow();
    void carryOut(GuideDeed deed);
    void markFailed(Resolution resolution);
    void markBaseline();
    void adopt();

    WorkbenchController& m_controller;
    Window m_window;
    QPointer<GuideDialog> m_dialog;
    GuideFacts m_facts;
    QString m_adoptScript;
};

} // namespace corridor
