// SPDX-License-Identifier: MIT
// What the window asks: connections, passwords, plans, resolutions.
#include "main_window.h"

#include "workbench/document_tabs.h"
#include "workbench/guide_control.h"
#include "workbench/workbench_controller.h"

#include "project/new_migration.h"
#include "widgets/checklist/checklist_view.h"
#include "widgets/dialogs/new_migration_dialog.h"
#include "widgets/dialogs/plan_dialog.h"
#include "widgets/migrations/migration_list.h"
#include "widgets/profiles/password_dialog.h"
#include "widgets/profiles/profiles_dialog.h"
#include "widgets/resolve/resolve_dialog.h"
#include "widgets/style/icon.h"

#include <QDir>
#include <QInputDialog>

using namespace Qt::StringLiterals;

namespace corridor {

void MainWindow::chooseConnection()
{
    QList<PaletteEntry> entries;
    const auto profiles = m_controller.profiles();
    for (const Profile& profile : profiles ? *profiles : QList<Profile>()) {
        entries << PaletteEntry { .id = profile.name,
            .group = environmentBadge(profile.environment),
            .text = profile.name,
            .shortcut = profile.isProtected ? tr("protected") : QString(),
            .icon = icon(environmentIcon(profile.environment), environmentTone(profile.environment)),
            .run = [this, profile] { m_controller.connectToProfile(profile); } };
    }
    if (m_controller.project() && !m_controller.project()->url.isEmpty()) {
        entries << PaletteEntry { .id = u"project"_s,
            .group = tr("Project"),
            .text = tr("The database that the project names"),
            .icon = icon("database"_L1),
            .run = [this] { m_controller.connectToProjectUrl(); } };
    }
    entries << PaletteEntry { .id = u"url"_s,
        .group = tr("Other"),
        .text = tr("Enter a connection URL…"),
        .icon = icon("connect"_L1),
        .run = [this] { askUrl(); } };
    entries << PaletteEntry { .id = u"profiles"_s,
        .group = tr("Other"),
        .text = tr("Add or change profiles…"),
        .icon = icon("user"_L1),
        .run = [this] { showProfiles(); } };
    openPalette(tr("Choose a connection"), entries);
}

void MainWindow::askUrl()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Connect by URL"));
    dialog->setLabelText(tr("Connection URL, keyword string or env(\"NAME\"):"));
    dialog->resize(fontMetrics().averageCharWidth() * 80, dialog->height());
    connect(
        dialog, &QInputDialog::textValueSelected, this, [this](const QString& url) { m_controller.connectToUrl(url); });
    dialog->open();
}

void MainWindow::askSecret(const Profile& profile, const QString& reason, bool hasKeychain)
{
    const auto options = parseConnection(profile.url, m_controller.environment());
    const EnvironmentIdentity where { .kind = profile.environment,
        .profile = profile.name,
        .role = options ? options->value("user") : QString(),
        .host = options ? displayHost(*options) : QString(),
        .database = options ? options->value("dbname") : QString(),
        .isProtected = profile.isProtected };
    auto* dialog = new PasswordDialog(where, reason, hasKeychain, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, profile] { m_controller.connectToProfile(profile, dialog->password(), dialog->keep()); });
    dialog->open();
}

ProfilesDialog* MainWindow::showProfiles()
{
    auto* dialog = new ProfilesDialog(m_controller.tasks(), m_controller.profilesPath(), m_controller.environment(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProfilesDialog::connectRequested, this,
        [this](const Profile& profile) { m_controller.connectToProfile(profile); });
    dialog->open();
    return dialog;
}

void MainWindow::showPlan(const PlannedRun& run)
{
    if (!m_showsPlans)
        return;
    auto* dialog = new PlanDialog(run.plan, m_controller.identity(), run.gateReasons, this);
    dialog->setWaysBack(run.waysBack);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, run, dialog] {
        m_controller.carryOut(run, { dialog->confirmedDatabase(), dialog->overrideReason() });
    });
    dialog->open();
}

void MainWindow::showResolve(const QString& migration, bool applied)
{
    if (!m_controller.snapshot())
        return;
    const QString confirm = m_controller.identity().isProtected ? m_controller.identity().database : QString();
    auto* dialog = new ResolveDialog(m_controller.snapshot()->diagnosis, migration, confirm, this);
    if (applied)
        dialog->chooseApplied();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ResolveDialog::appliedChosen, this,
        [this](const QString& name) { m_controller.resolve(Resolution::Applied, name); });
    connect(dialog, &ResolveDialog::rolledBackChosen, this,
        [this](const QString& name) { m_controller.resolve(Resolution::RolledBack, name); });
    dialog->open();
}

void MainWindow::showRecoveries()
{
    if (!m_controller.snapshot())
        return;
    QList<PaletteEntry> entries;
    for (const Recovery& recovery : m_controller.snapshot()->recoveries) {
        for (const RecoveryOption& option : recovery.options)
            entries << PaletteEntry { .id = recovery.migration + u'/' + recoveryWord(option.way),
                .group = recovery.migration,
                .text = option.certain ? option.text : tr("%1 Look first.").arg(option.text),
                .shortcut = recoveryWord(option.way),
                .icon = icon(option.certain ? "check"_L1 : "warning"_L1),
                .run = [this, name = recovery.migration, way = option.way] { recover(name, way); } };
        entries << PaletteEntry { .id = recovery.migration + u"/open"_s,
            .group = recovery.migration,
            .text = tr("Opens its script where it stopped."),
            .shortcut = tr("open"),
            .icon = icon("file"_L1),
            .run = [this, recovery] { m_documents->openMigration(recovery.migration, recovery.line); } };
    }
    openPalette(tr("How to go on"), entries);
}

void MainWindow::recover(const QString& migration, RecoveryWay way)
{
    if (way == RecoveryWay::MarkApplied || way == RecoveryWay::MarkRolledBack)
        showResolve(migration, way == RecoveryWay::MarkApplied);
    else
        m_controller.planRecovery(migration, way);
}

void MainWindow::showGuide()
{
    if (!m_guide)
        m_guide = new GuideControl(m_controller,
            { .openScript = [this](const QString& name) { m_documents->openMigration(name); },
                .newMigration = [this] { newMigration(); },
                .openWhenSeen = [this](const QString& name) { m_migrationToOpen = name; } },
            this);
    m_guide->show(this);
}

void MainWindow::newMigration()
{
    const auto& project = m_controller.project();
    if (!project)
        return;
    QStringList existing;
    for (const Migration& migration : project->migrations)
        existing << migration.name;
    auto* dialog = new NewMigrationDialog(project->migrationsPath, existing, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, path = project->migrationsPath] {
        const auto folder = createMigration(path, dialog->title(), dialog->withDown());
        if (!folder)
            m_controller.report(folder.error());
        else
            m_migrationToOpen = QDir(*folder).dirName(); // as soon as the folder's watcher has seen it
    });
    dialog->open();
}

void MainWindow::openNewMigration()
{
    if (m_migrationToOpen.isEmpty() || !m_controller.project() || !m_controller.project()->find(m_migrationToOpen))
        return;
    m_documents->openMigration(std::exchange(m_migrationToOpen, QString()), 0);
}

void MainWindow::showChecklist()
{
    const auto& snapshot = m_controller.snapshot();
    if (!snapshot)
        m_checklist->setUnavailable(tr("Connect to a database to see its checklist."));
    else if (!snapshot->checklist)
        m_checklist->setUnavailable(snapshot->checklist.error().toText());
    else
        m_checklist->setChecklist(*snapshot->checklist, m_controller.identity().database);
}

} // namespace corridor
