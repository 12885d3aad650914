// SPDX-License-Identifier: MIT
// The commands of the window, its menus and its tool bar.
#include "main_window.h"

#include "workbench/document_tabs.h"
#include "workbench/drift_finder.h"
#include "workbench/pane_cycle.h"
#include "workbench/reviewer.h"
#include "workbench/session_store.h"
#include "workbench/workbench_controller.h"

#include "widgets/actions/action_registry.h"
#include "widgets/actions/command_palette.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/script_pane.h"
#include "widgets/migrations/migration_list.h"
#include "widgets/migrations/state_look.h"
#include "widgets/style/icon.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

void MainWindow::createActions()
{
    createFileActions();
    createEditActions();
    createViewActions();
    createDatabaseActions();
    createHelpActions();
    for (QAction* action : m_actions->actions())
        addAction(action);
}

void MainWindow::createFileActions()
{
    const QString group = tr("File");
    m_actions->add(
        { "file.new"_L1, tr("&New migration…"), group, tr("Write a new migration"), "new"_L1, QKeySequence::New }, this,
        [this] { newMigration(); });
    m_actions->add(
        { "file.open"_L1, tr("&Open project…"), group, tr("Open a project folder"), "folder"_L1, QKeySequence::Open },
        this, [this] { chooseProject(); });
    m_actions->add({ "file.sample"_L1, tr("Open the &sample project"), group,
                       tr("Open Coinsphere on a private PostgreSQL server"), "sample"_L1 },
        this, [this] { m_controller.openDemo(false); });
    m_actions->add(
        { "file.save"_L1, tr("&Save"), group, tr("Save the script in front"), "save"_L1, QKeySequence::Save }, this,
        [this] {
            if (MigrationEditor* editor = m_documents->currentEditor())
                editor->save();
        });
    m_actions->add({ "file.saveAll"_L1, tr("Save &all"), group, tr("Save every script that has changes"), {},
                       QKeySequence(u"Ctrl+Alt+S"_s) },
        this, [this] { m_documents->saveAll(); });
    m_actions->add({ "file.closeTab"_L1, tr("&Close tab"), group, tr("Close the script in front"), "close"_L1,
                       QKeySequence::Close },
        this, [this] { m_documents->closeCurrent(); });
    m_actions->add({ "file.exportReview"_L1, tr("&Export the review…"), group,
                       tr("Write the review with its scripts, findings and decisions as PDF or HTML"), {} },
        this, [this] { m_reviewer->exportReport(); });
    m_actions->add({ "file.printReview"_L1, tr("&Print the review…"), group, tr("Print the review"), {} },
        this, [this] { m_reviewer->printReport(); });
    m_actions->add(
        { "file.closeProject"_L1, tr("Close &project"), group, tr("Close the project and its connection"), {} }, this,
        [this] { closeProject(); });
    m_actions->add({ "file.quit"_L1, tr("&Quit"), group, tr("Close the window"), "quit"_L1, QKeySequence::Quit }, this,
        [this] { close(); });
}

void MainWindow::createEditActions()
{
    const QString group = tr("Edit");
    const auto add = [&](QLatin1StringView id, const QString& text, const QString& help, QLatin1StringView iconName,
                         const QKeySequence& key, auto command) {
        m_actions->add({ id, text, group, help, iconName, key }, this, [this, command] {
            if (MigrationEditor* editor = m_documents->currentEditor())
                command(editor->currentPane());
        });
    };
    add("edit.find"_L1, tr("&Find…"), tr("Search in the script in front"), "search"_L1, QKeySequence::Find,
        [](ScriptPane& pane) { pane.openFind(); });
    add("edit.replace"_L1, tr("&Replace…"), tr("Search and replace in the script in front"), "replace"_L1,
        QKeySequence(u"Ctrl+H"_s), [](ScriptPane& pane) { pane.openReplace(); });
    add("edit.line"_L1, tr("&Go to line…"), tr("Go to a line of the script in front"), {}, QKeySequence(u"Ctrl+G"_s),
        [](ScriptPane& pane) { pane.openGoToLine(); });
    add("edit.wrap"_L1, tr("&Wrap lines"), tr("Wrap long lines in editors, or do not"), {}, QKeySequence(u"Alt+Z"_s),
        [](ScriptPane& pane) { pane.toggleSoftWrap(); });
}

void MainWindow::createViewActions()
{
    const QString group = tr("View");
    m_actions->add({ "view.timeline"_L1, tr("&Timeline"), group, tr("Show the history of the database"), "timeline"_L1,
                       QKeySequence(u"Ctrl+T"_s) },
        this, [this] { m_documents->setCurrentIndex(0); });
    m_actions->add({ "view.monitor"_L1, tr("Watch the &server"), group, tr("Show who works on the server, and who blocks whom"), {},
                       QKeySequence(u"Ctrl+Shift+M"_s) },
        this, [this] {
            QDockWidget* dock = m_docks[5];
            dock->show();
            dock->raise();
            dock->widget()->setFocus();
        });
    m_actions->add({ "view.nextPane"_L1, tr("&Next pane"), group, tr("Move the keyboard to the next pane"), {},
                       QKeySequence(Qt::Key_F6) },
        this, [this] { m_panes->focusNext(1); });
    m_actions->add({ "view.previousPane"_L1, tr("&Previous pane"), group, tr("Move the keyboard to the previous pane"),
                       {}, QKeySequence(Qt::SHIFT | Qt::Key_F6) },
        this, [this] { m_panes->focusNext(-1); });
    m_actions->add(
        { "view.resetLayout"_L1, tr("&Reset the layout"), group, tr("Put every dock back to its place"), "layout"_L1 },
        this, [this] { resetLayout(); });
    m_actions->add({ "view.light"_L1, tr("&Light"), group, tr("Use light colours"), "light"_L1 }, this,
        [this] { setScheme(u"light"_s); });
    m_actions->add({ "view.dark"_L1, tr("&Dark"), group, tr("Use dark colours"), "dark"_L1 }, this,
        [this] { setScheme(u"dark"_s); });
    m_actions->add({ "view.system"_L1, tr("As the &desktop"), group, tr("Use the colours of the desktop"), {} }, this,
        [this] { setScheme({}); });
}

void MainWindow::createDatabaseActions()
{
    const QString group = tr("Database");
    m_actions->add({ "database.connect"_L1, tr("&Connect…"), group, tr("Choose a connection"), "connect"_L1,
                       QKeySequence(u"Ctrl+Shift+C"_s) },
        this, [this] { chooseConnection(); });
    m_actions->add({ "database.profiles"_L1, tr("Pro&files…"), group, tr("Add, change and test named connections"),
                       "user"_L1 },
        this, [this] { showProfiles(); });
    m_actions->add({ "database.connectProject"_L1, tr("Connect to the &project's database"), group,
                       tr("Connect to the database that the project names"), "database"_L1 },
        this, [this] { m_controller.connectToProjectUrl(); });
    m_actions->add({ "database.disconnect"_L1, tr("&Disconnect"), group, tr("Forget the connection"), "disconnect"_L1 },
        this, [this] { m_controller.disconnect(); });
    m_actions->add({ "database.refresh"_L1, tr("Re&fresh"), group, tr("Read the folder and the history again"),
                       "refresh"_L1, QKeySequence::Refresh },
        this, [this] { m_controller.refresh(); });
    m_actions->add({ "database.drift"_L1, tr("Look for d&rift"), group,
                       tr("Compare the database with what its applied migrations make"), "search"_L1,
                       QKeySequence(u"Ctrl+Shift+D"_s) },
        this, [this] { m_drift->find(); });
    m_actions->add({ "database.deploy"_L1, tr("Deplo&y…"), group, tr("Show the plan that applies what is pending"),
                       "deploy"_L1, QKeySequence(u"Ctrl+Shift+Return"_s) },
        this, [this] { m_controller.plan(Action::Deploy); });
    m_actions->add(
        { "database.rollback"_L1, tr("Roll &back…"), group, tr("Show the plan that takes the newest migration back"),
            "rollback"_L1, QKeySequence(u"Ctrl+Shift+Backspace"_s) },
        this, [this] { m_controller.plan(Action::Rollback); });
    m_actions->add({ "database.resolve"_L1, tr("Re&solve…"), group, tr("Tell the history what became of a migration"),
                       "resolve"_L1 },
        this, [this] { showResolve(m_migrationList->currentMigration()); });
    m_actions->add({ "database.recover"_L1, tr("Ways &on…"), group,
                       tr("Go on from a migration that failed or was interrupted"), "timeline"_L1 },
        this, [this] { showRecoveries(); });
    m_actions->add({ "database.guide"_L1, tr("&Guide…"), group,
                       tr("Lead through a failed migration, a baseline or a drift, step by step"), "help"_L1,
                       QKeySequence(u"Ctrl+Shift+G"_s) },
        this, [this] { showGuide(); });
    m_actions->add(
        { "database.reset"_L1, tr("&Reset…"), group, tr("Empty the database and apply everything anew"), "reset"_L1 },
        this, [this] { m_controller.plan(Action::Reset); });
    m_actions->add(
        { "database.run"_L1, tr("Sho&w the run"), group, tr("Statements, locks and times of the run"), "log"_L1 }, this,
        [this] { m_documents->showRun(); });
    m_actions->add({ "database.pause"_L1, tr("&Pause or resume the run"), group,
                       tr("Stop before the next statement, or go on; without a run, the next one begins paused"), "pause"_L1,
                       QKeySequence(u"F9"_s) },
        this, [this] { m_controller.pauseRun(!m_controller.isPaused()); });
    m_actions->add({ "database.step"_L1, tr("S&tep"), group, tr("Run one statement of a paused run"), "step"_L1,
                       QKeySequence(u"Shift+F9"_s) },
        this, [this] { m_controller.stepRun(); });
    m_actions->add({ "database.cancel"_L1, tr("C&ancel the run"), group, tr("Ask the server to stop what runs"),
                       "stop"_L1, QKeySequence(u"Ctrl+."_s) },
        this, [this] { m_controller.cancelRun(); });
}

void MainWindow::createHelpActions()
{
    const QString group = tr("Help");
    m_actions->add({ "help.commands"_L1, tr("&Commands…"), group, tr("Search every command"), "command"_L1,
                       QKeySequence(u"Ctrl+Shift+P"_s) },
        this, [this] { showCommands(); });
    m_actions->add({ "help.migrations"_L1, tr("&Go to migration…"), group, tr("Open a migration by its name"),
                       "search"_L1, QKeySequence(u"Ctrl+P"_s) },
        this, [this] { showMigrations(); });
    m_actions->add({ "help.about"_L1, tr("&About Corridor"), group, tr("Version and licence"), "info"_L1 }, this,
        [this] { showAbout(); });
}

// An empty id is a separator.
void MainWindow::addTo(QWidget* bar, std::initializer_list<const char*> ids)
{
    for (const char* id : ids) {
        QAction* action = *id ? m_actions->find(QLatin1String(id)) : new QAction(bar);
        if (!*id)
            action->setSeparator(true);
        bar->addAction(action);
    }
}

void MainWindow::createMenus()
{
    const auto fill = [this](QMenu* menu, std::initializer_list<const char*> ids) {
        addTo(menu, ids);
        return menu;
    };
    fill(menuBar()->addMenu(tr("&File")),
        { "file.new", "file.open", "file.sample", "", "file.save", "file.saveAll", "file.closeTab", "",
            "file.exportReview", "file.printReview", "", "file.closeProject", "file.quit" });
    fill(menuBar()->addMenu(tr("&Edit")), { "edit.find", "edit.replace", "edit.line", "edit.wrap" });
    QMenu* view = fill(menuBar()->addMenu(tr("&View")), { "view.timeline", "view.monitor", "" });
    for (QDockWidget* dock : std::as_const(m_docks))
        view->addAction(dock->toggleViewAction());
    fill(view, { "view.resetLayout", "", "view.nextPane", "view.previousPane", "" });
    fill(view->addMenu(tr("&Colours")), { "view.light", "view.dark", "view.system" });
    fill(menuBar()->addMenu(tr("&Database")),
        { "database.connect", "database.profiles", "database.connectProject", "database.disconnect", "", "database.refresh",
            "database.drift", "",
            "database.deploy", "database.rollback", "database.recover", "database.resolve", "database.guide", "database.reset", "",
            "database.run", "database.pause", "database.step", "database.cancel" });
    fill(menuBar()->addMenu(tr("&Help")), { "help.commands", "help.migrations", "", "help.about" });
}

void MainWindow::createToolBar()
{
    m_toolBar = addToolBar(tr("Main tool bar"));
    m_toolBar->setObjectName("mainToolBar"_L1);
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({ 16, 16 });
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addTo(m_toolBar,
        { "file.new", "", "database.deploy", "database.rollback", "database.resolve", "database.reset", "",
            "database.refresh", "database.cancel" });
    auto* space = new QWidget(m_toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_toolBar->addAction(m_actions->find("help.commands"_L1));
    for (QToolButton* button : m_toolBar->findChildren<QToolButton*>()) {
        if (button->defaultAction())
            button->setAccessibleName(button->defaultAction()->iconText());
    }
    m_panes->add(m_toolBar);
}

void MainWindow::updateActions()
{
    const auto set
        = [this](const char* id, const QString& reason) { m_actions->setUnavailable(QLatin1String(id), reason); };
    const QString noProject = m_controller.project() ? QString() : tr("Open a project first.");
    const QString noEditor = m_documents->currentEditor() ? QString() : tr("No script is in front.");
    set("file.new", m_controller.whyNotNew());
    set("file.closeProject", noProject);
    for (const char* id : { "file.save", "file.closeTab", "edit.find", "edit.replace", "edit.line", "edit.wrap" })
        set(id, noEditor);
    set("file.saveAll", noProject);
    set("help.migrations", noProject);
    const bool hasUrl = m_controller.project() && !m_controller.project()->url.isEmpty();
    set("database.connectProject", hasUrl ? QString() : tr("The project names no database."));
    set("database.disconnect", m_controller.connection() ? QString() : tr("There is no connection."));
    set("database.refresh", m_controller.whyNotRefresh());
    set("database.drift", m_drift->whyNot());
    set("database.deploy", m_controller.whyNotDeploy());
    set("database.rollback", m_controller.whyNotRollback());
    set("database.resolve", m_controller.whyNotResolve());
    set("database.recover", m_controller.whyNotRecover());
    set("database.guide", m_controller.snapshot() ? QString() : tr("Connect to a database first."));
    set("database.reset", m_controller.whyNotReset());
    set("database.cancel", m_controller.isRunning() ? QString() : tr("Nothing runs."));
    set("database.step", m_controller.isRunning() ? QString() : tr("Nothing runs."));
    set("database.run", noProject);
    set("database.pause", noProject);
    m_actions->find("database.cancel"_L1)->setVisible(m_controller.isRunning());
    // Not merely switched off: on staging and production there is no such command.
    m_actions->find("database.reset"_L1)->setVisible(m_controller.mayReset());
}

void MainWindow::showCommands()
{
    openPalette(tr("Type a command"), commandEntries(*m_actions));
}

void MainWindow::showMigrations()
{
    QList<PaletteEntry> entries;
    const MigrationModel& model = m_controller.migrations();
    for (int row = model.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = model.index(row, 0);
        const QString name = index.data(MigrationNameRole).toString();
        entries << PaletteEntry { .id = name,
            .group = index.data(MigrationStampRole).toDateTime().toString(u"yyyy-MM-dd"_s),
            .text = index.data(MigrationTitleRole).toString(),
            .shortcut = index.data(MigrationWordRole).toString(),
            .icon = index.data(Qt::DecorationRole).value<QIcon>(),
            .run = [this, name] { m_documents->openMigration(name); } };
    }
    openPalette(tr("Type the name of a migration"), entries);
}

void MainWindow::openPalette(const QString& prompt, const QList<PaletteEntry>& entries)
{
    if (!m_palette)
        m_palette = new CommandPalette(this);
    m_palette->popUp(prompt, entries);
}

void MainWindow::setScheme(const QString& word)
{
    m_session.setScheme(word);
    m_theme.force(word.isEmpty() ? std::nullopt : std::optional(word == "dark"_L1 ? Scheme::Dark : Scheme::Light));
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Corridor"),
        tr("<b>Corridor %1</b><br>The safe way through a PostgreSQL migration.<br><br>MIT licence. Built on Qt %2, "
           "KDE Frameworks, libpq and libpg_query.")
            .arg(QLatin1StringView(CORRIDOR_VERSION), QLatin1StringView(qVersion())),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace corridor
