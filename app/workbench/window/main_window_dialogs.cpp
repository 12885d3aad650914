// SPDX-License-Identifier: MIT
// What the window asks: connections, passwords, plans, resolutions.
#include "main_window.h"

#include "workbench/document_tabs.h"
#include "workbench/workbench_controller.h"

#include "widgets/migrations/migration_list.h"
#include "widgets/resolve/resolve_dialog.h"
#include "widgets/style/icon.h"

#include <QInputDialog>
#include <QMessageBox>

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

void MainWindow::askSecret(const Profile& profile)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Password"));
    dialog->setLabelText(tr("Password of the profile %1, for this session:").arg(profile.name));
    dialog->setTextEchoMode(QLineEdit::Password);
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, profile](const QString& password) { m_controller.connectToProfile(profile, password); });
    dialog->open();
}

void MainWindow::showPlan(const PlannedRun& run)
{
    if (!m_showsPlans)
        return;
    QStringList lines = run.plan.dropsSchemas;
    for (const PlannedMigration& migration : run.plan.migrations)
        lines << migration.name;
    auto* question = new QMessageBox(QMessageBox::Question, actionWord(run.plan.action),
        tr("%1 on %2?").arg(actionWord(run.plan.action), run.connection.display()),
        QMessageBox::Apply | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(lines.join(u'\n'));
    connect(question, &QMessageBox::finished, this, [this, run](int answer) {
        if (answer == QMessageBox::Apply)
            m_controller.carryOut(run);
    });
    question->open();
}

void MainWindow::showResolve()
{
    if (!m_controller.snapshot())
        return;
    auto* dialog = new ResolveDialog(m_controller.snapshot()->diagnosis, m_migrationList->currentMigration(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ResolveDialog::appliedChosen, this,
        [this](const QString& name) { m_controller.resolve(Resolution::Applied, name); });
    connect(dialog, &ResolveDialog::rolledBackChosen, this,
        [this](const QString& name) { m_controller.resolve(Resolution::RolledBack, name); });
    dialog->open();
}

void MainWindow::newMigration() { }

} // namespace corridor
