// SPDX-License-Identifier: MIT
#include "guide_control.h"

#include "workbench/workbench_controller.h"

#include "project/new_migration.h"
#include "widgets/guide/guide_dialog.h"

#include <QDir>
#include <QSaveFile>

namespace corridor {

GuideControl::GuideControl(WorkbenchController& controller, Window window, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_window(std::move(window))
{
    connect(&controller, &WorkbenchController::stateChanged, this, &GuideControl::follow);
    connect(&controller.tasks(), &TaskList::becameIdle, this, &GuideControl::follow);
    connect(&controller, &WorkbenchController::projectOpened, this, [this] {
        if (m_dialog)
            m_dialog->close();
    });
    connect(&controller, &WorkbenchController::drifted, this, [this](const DriftText& drift) {
        m_facts.differences = drift.differences;
        if (!drift.adoptScript.isEmpty())
            m_adoptScript = drift.adoptScript;
        follow();
    });
}

void GuideControl::show(QWidget* parent)
{
    if (!m_controller.project() || !m_controller.snapshot())
        return;
    if (!m_dialog) {
        m_dialog = new GuideDialog(parent);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &GuideDialog::wanted, this, [this](GuideDeed deed) {
            carryOut(deed);
            follow(); // nothing may be pressed while it works
        });
        begin();
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void GuideControl::begin()
{
    m_facts = {};
    m_adoptScript.clear();
    for (const Migration& migration : m_controller.project()->migrations)
        m_facts.before << migration.name;
    follow();
    m_dialog->setFlow(suggestedFlow(m_facts));
}

void GuideControl::follow()
{
    if (!m_dialog)
        return;
    const auto& snapshot = m_controller.snapshot();
    if (!snapshot)
        return m_dialog->setFacts(m_facts, true, tr("The connection is gone."));
    m_facts.diagnosis = snapshot->diagnosis;
    m_facts.tables = snapshot->state.tables;
    if (const QString failed = firstFailed(snapshot->diagnosis); !failed.isEmpty()) {
        m_facts.migration = failed;
        m_facts.failedChecksum = snapshot->diagnosis.find(failed)->checksum;
    }
    m_dialog->setFacts(m_facts, !m_controller.isIdle());
}

void GuideControl::carryOut(GuideDeed deed)
{
    switch (deed) {
    case GuideDeed::OpenScript:
        return m_window.openScript(m_dialog->flow() == GuideFlow::Drift ? m_facts.adopted : m_facts.migration);
    case GuideDeed::MarkRolledBack:
        return markFailed(Resolution::RolledBack);
    case GuideDeed::MarkApplied:
        return markFailed(Resolution::Applied);
    case GuideDeed::NewMigration:
        return m_window.newMigration();
    case GuideDeed::Deploy:
        return m_controller.plan(Action::Deploy);
    case GuideDeed::MarkBaseline:
        return markBaseline();
    case GuideDeed::Compare:
        return m_controller.compareWithHistory();
    case GuideDeed::Adopt:
        return adopt();
    case GuideDeed::MarkAdopted:
        break;
    }
    m_controller.resolve(Resolution::Applied, m_facts.adopted);
}

void GuideControl::markFailed(Resolution resolution)
{
    m_controller.resolve(resolution, m_facts.migration);
}

void GuideControl::markBaseline()
{
    const QStringList pending = m_facts.diagnosis.pending();
    const qsizetype last = pending.indexOf(m_dialog->baseline());
    m_controller.resolve(Resolution::Applied, pending.first(last + 1));
}

void GuideControl::adopt()
{
    const auto folder = createMigration(m_controller.project()->migrationsPath, "take up drift", false);
    if (!folder)
        return m_controller.report(folder.error());
    QSaveFile file(*folder + "/migration.sql");
    const QByteArray script = m_adoptScript.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size() || !file.commit())
        return m_controller.report(
            { .code = "file-not-written", .message = tr("Cannot write %1.").arg(file.fileName()) });
    m_facts.adopted = QDir(*folder).dirName();
    m_window.openWhenSeen(m_facts.adopted);
    follow();
}

} // namespace corridor
