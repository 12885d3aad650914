// SPDX-License-Identifier: MIT
#include "screenshot.h"

#include "workbench/main_window.h"
#include "workbench/workbench_controller.h"

#include <QCoreApplication>
#include <cstdio>

namespace corridor {

namespace {

constexpr int quietMs = 400, patienceMs = 120'000;

} // namespace

Screenshot::Screenshot(MainWindow& window, WorkbenchController& controller, QString file, bool deployFirst)
    : QObject(&window)
    , m_window(window)
    , m_controller(controller)
    , m_file(std::move(file))
    , m_deployFirst(deployFirst)
{
    m_window.setShowsPlans(false);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &Screenshot::onIdle);
    connect(&controller.tasks(), &TaskList::changed, &m_quiet, qOverload<>(&QTimer::start));
    connect(&controller, &WorkbenchController::planReady, this,
        [this](const PlannedRun& run) { m_controller.carryOut(run); });
    connect(&controller.messages(), &MessageList::posted, this, [this](const Message& message) {
        if (m_deployFirst && message.level == MessageLevel::Error)
            giveUp(message.copyText);
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { giveUp(tr("The window did not come to rest.")); });
    m_patience.start(patienceMs);
    m_quiet.start();
}

void Screenshot::onIdle()
{
    if (!m_controller.isIdle())
        return m_quiet.start();
    if (m_deployFirst && m_controller.snapshot() && m_controller.whyNotDeploy().isEmpty()) {
        m_deployFirst = false;
        return m_controller.plan(Action::Deploy);
    }
    take();
}

void Screenshot::take()
{
    if (!m_window.grab().save(m_file))
        return giveUp(tr("%1 could not be written.").arg(m_file));
    QCoreApplication::exit(0);
}

void Screenshot::giveUp(const QString& reason)
{
    fprintf(stderr, "corridor-workbench: %s\n", qPrintable(reason));
    QCoreApplication::exit(1);
}

} // namespace corridor
