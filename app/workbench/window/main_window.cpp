// SPDX-License-Identifier: MIT
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
#include "widgets/environment/environment_strip.h"
#include "widgets/messages/message_view.h"
#include "widgets/checklist/checklist_view.h"
#include "widgets/migrations/migration_list.h"
#include "widgets/monitor/monitor_view.h"
#include "widgets/review/finding_model.h"
#include "widgets/review/review_view.h"
#include "widgets/run/problem_view.h"
#include "widgets/run/run_log_view.h"
#include "widgets/style/icon.h"
#include "widgets/tasks/task_indicator.h"
#include "widgets/timeline/timeline_page.h"
#include "widgets/welcome/welcome_page.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

MainWindow::MainWindow(WorkbenchController& controller, SessionStore& session, Theme& theme)
    : m_controller(controller)
    , m_session(session)
    , m_theme(theme)
    , m_actions(new ActionRegistry(this))
    , m_panes(new PaneCycle(this))
    , m_drift(new DriftFinder(controller, this))
{
    setObjectName("mainWindow"_L1);
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    createCentral();
    createDocks();
    createActions();
    createMenus();
    createToolBar();
    createEnvironmentBar();
    createStatusBar();
    connectModels();
    connectDocuments();
    m_actions->setRecent(session.recentCommands());
    m_welcome->setRecentProjects(session.recentProjects());
    connect(m_drift, &DriftFinder::migrationWritten, this, [this](const QString& name) {
        m_migrationToOpen = name;
        openNewMigration();
    });
    updateShell();
    updateActions();
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::createCentral()
{
    m_welcome = new WelcomePage(this);
    m_documents = new DocumentTabs(m_controller, this);
    m_workspace = new QWidget(this);
    auto* layout = new QVBoxLayout(m_workspace);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_documents);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_workspace);
    auto* central = new QWidget(this);
    auto* outer = new QVBoxLayout(central);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(new MessageView(m_controller.messages(), central));
    outer->addWidget(m_stack, 1);
    setCentralWidget(central);
    m_panes->add(m_stack);
}

QDockWidget* MainWindow::addDock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(QLatin1String(name));
    dock->setAccessibleName(title);
    dock->setWidget(content);
    addDockWidget(area, dock);
    m_docks << dock;
    m_panes->add(content);
    return dock;
}

void MainWindow::createDocks()
{
    m_migrationList = new MigrationList(m_controller.migrations(), this);
    addDock("migrationsDock", tr("Migrations"), m_migrationList, Qt::LeftDockWidgetArea);

    auto* log = new RunLogView(m_controller.log(), this);
    auto* problems = new ProblemView(m_controller.problems(), this);
    QDockWidget* logDock = addDock("runLogDock", tr("Run log"), log, Qt::BottomDockWidgetArea);
    QDockWidget* problemDock = addDock("problemsDock", tr("Problems"), problems, Qt::BottomDockWidgetArea);
    auto* findings = new FindingModel(this);
    auto* review = new ReviewView(*findings, this);
    m_reviewer = new Reviewer(m_controller, *m_documents, *review, *findings, this);
    m_checklist = new ChecklistView(this);
    addDock("checklistDock", tr("Checklist"), m_checklist, Qt::RightDockWidgetArea);
    connect(m_checklist, &ChecklistView::tickRequested, &m_controller, &WorkbenchController::tick);

    // Their tabs say their names already.
    QDockWidget* reviewDock = addDock("reviewDock", tr("Review"), review, Qt::BottomDockWidgetArea);
    m_monitor = new MonitorView(this);
    QDockWidget* monitorDock = addDock("monitorDock", tr("Monitor"), m_monitor, Qt::BottomDockWidgetArea);
    for (QDockWidget* dock : { problemDock, reviewDock, monitorDock })
        tabifyDockWidget(logDock, dock);
    logDock->raise();
    for (QDockWidget* dock : { logDock, problemDock, reviewDock, monitorDock })
        dock->setTitleBarWidget(new QWidget(dock));
    const auto open = [this](const QString& name, int line) { m_documents->openMigration(name, line); };
    connect(log, &RunLogView::placeActivated, m_documents, open);
    connect(problems, &ProblemView::placeActivated, m_documents, open);
    connect(review, &ReviewView::placeActivated, m_documents, open);
    applyDefaultLayout();
}

void MainWindow::applyDefaultLayout()
{
    const int character = fontMetrics().averageCharWidth();
    resizeDocks({ m_docks[0] }, { character * 38 }, Qt::Horizontal);
    resizeDocks({ m_docks[1] }, { fontMetrics().height() * 11 }, Qt::Vertical);
    resizeDocks({ m_docks[3] }, { character * 34 }, Qt::Horizontal);
}

void MainWindow::resetLayout()
{
    const Qt::DockWidgetArea areas[] = { Qt::LeftDockWidgetArea, Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea,
        Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea };
    for (int at = 0; at < m_docks.size(); ++at) {
        m_docks[at]->setFloating(false);
        addDockWidget(areas[at], m_docks[at]);
        m_docks[at]->show();
    }
    tabifyDockWidget(m_docks[1], m_docks[2]);
    tabifyDockWidget(m_docks[1], m_docks[4]);
    tabifyDockWidget(m_docks[1], m_docks[5]);
    m_docks[1]->raise();
    applyDefaultLayout();
}

void MainWindow::createEnvironmentBar()
{
    m_strip = new EnvironmentStrip(this);
    m_strip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addToolBarBreak();
    m_environmentBar = addToolBar(tr("Environment"));
    m_environmentBar->setObjectName("environmentBar"_L1);
    m_environmentBar->setMovable(false);
    m_environmentBar->layout()->setContentsMargins(0, 0, 0, 0);
    m_environmentBar->addWidget(m_strip);
    connect(m_strip, &EnvironmentStrip::clicked, this, &MainWindow::chooseConnection);
    m_panes->add(m_environmentBar);
}

void MainWindow::createStatusBar()
{
    m_place = new QLabel(statusBar());
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setAccessibleName(tr("Project"));
    m_environmentLabel = new QLabel(statusBar());
    m_environmentLabel->setAccessibleName(tr("Environment"));
    statusBar()->addWidget(m_place);
    statusBar()->addPermanentWidget(new TaskIndicator(m_controller.tasks(), statusBar()));
    statusBar()->addPermanentWidget(m_environmentLabel);
}

void MainWindow::updateStatusBar()
{
    QStringList parts;
    if (const auto& project = m_controller.project()) {
        parts << QDir::toNativeSeparators(project->migrationsPath);
        if (!project->prismaVersion.isEmpty())
            parts << u"Prisma "_s + project->prismaVersion;
    }
    m_place->setText(parts.join(u"  ·  "_s));
    const EnvironmentIdentity& identity = m_controller.identity();
    m_environmentLabel->setText(environmentBadge(identity.kind));
    QPalette colors = m_environmentLabel->palette();
    colors.setColor(QPalette::WindowText, toneColors(environmentTone(identity.kind), palette()).text);
    m_environmentLabel->setPalette(colors);
}

void MainWindow::watchServer()
{
    const auto& connection = m_controller.connection();
    m_monitor->feed().setServer(connection ? std::optional(connection->options) : std::nullopt);
}

void MainWindow::connectModels()
{
    connect(&m_controller, &WorkbenchController::stateChanged, this, &MainWindow::updateActions);
    connect(&m_controller, &WorkbenchController::stateChanged, this, &MainWindow::showChecklist);
    connect(&m_controller, &WorkbenchController::projectChanged, this, &MainWindow::openNewMigration);
    connect(&m_controller, &WorkbenchController::connectionChanged, this, &MainWindow::updateShell);
    connect(&m_controller, &WorkbenchController::connectionChanged, this, &MainWindow::watchServer);
    connect(&m_controller, &WorkbenchController::projectChanged, this, &MainWindow::updateShell);
    connect(&m_controller, &WorkbenchController::projectOpened, this, &MainWindow::onProjectOpened);
    connect(&m_controller, &WorkbenchController::secretNeeded, this, &MainWindow::askSecret);
    connect(&m_controller, &WorkbenchController::planReady, this, &MainWindow::showPlan);
    connect(&m_controller, &WorkbenchController::recoveryWanted, this, &MainWindow::showRecoveries);
    connect(&m_controller, &WorkbenchController::runFinished, this, &MainWindow::onRunFinished);
    connect(&m_controller, &WorkbenchController::runStarted, m_documents, &DocumentTabs::storeDrafts);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::chooseProject);
    connect(m_welcome, &WelcomePage::connectRequested, this, &MainWindow::chooseConnection);
    connect(m_welcome, &WelcomePage::sampleRequested, this, [this] { m_controller.openDemo(false); });
    connect(m_welcome, &WelcomePage::recentRequested, &m_controller, &WorkbenchController::openProject);
}

void MainWindow::connectDocuments()
{
    const auto open = [this](const QString& name) { m_documents->openMigration(name); };
    TimelinePage* timeline = m_documents->timeline();
    connect(m_migrationList, &MigrationList::migrationActivated, m_documents, open);
    connect(timeline, &TimelinePage::migrationActivated, m_documents, open);
    connect(m_migrationList, &MigrationList::currentMigrationChanged, timeline, &TimelinePage::setCurrentMigration);
    connect(timeline, &TimelinePage::currentMigrationChanged, m_migrationList, &MigrationList::setCurrentMigration);
    connect(m_documents, &DocumentTabs::currentMigrationChanged, this, [this](const QString& name) {
        if (!name.isEmpty())
            m_migrationList->setCurrentMigration(name);
        updateActions();
    });
    connect(m_documents, &DocumentTabs::downRequested, &m_controller, &WorkbenchController::generateDown);
    connect(&m_controller, &WorkbenchController::downGenerated, this, [this](const QString& name, const QString& script) {
        if (MigrationEditor* editor = m_documents->editorOf(name))
            editor->beginDownScript(script);
    });
    connect(m_documents, &DocumentTabs::newMigrationRequested, this, &MainWindow::newMigration);
    connect(m_documents, &DocumentTabs::markRolledBackRequested, this,
        [this](const QString& name) { m_controller.resolve(Resolution::RolledBack, name); });
    connect(m_documents, &DocumentTabs::markAppliedRequested, this,
        [this](const QString& name) { m_controller.resolve(Resolution::Applied, name); });
}

// The doors while there is nothing to work on, the workspace else.
void MainWindow::updateShell()
{
    const bool working = m_controller.project() || m_controller.connection();
    m_stack->setCurrentWidget(working ? m_workspace : static_cast<QWidget*>(m_welcome));
    m_environmentBar->setVisible(working);
    m_toolBar->setVisible(working);
    if (!working || m_openRoot.isEmpty()) {
        for (QDockWidget* dock : std::as_const(m_docks))
            dock->setVisible(working);
    }
    m_strip->setIdentity(m_controller.identity());
    updateStatusBar();
    updateTitle();
}

void MainWindow::updateTitle()
{
    QStringList parts;
    if (m_controller.project())
        parts << QDir(m_controller.project()->root).dirName();
    const EnvironmentIdentity& identity = m_controller.identity();
    if (!identity.database.isEmpty())
        parts << identity.database + (identity.kind ? u" ("_s + environmentWord(*identity.kind) + u')' : QString());
    parts << u"Corridor"_s;
    setWindowTitle(parts.join(u" — "_s));
}

void MainWindow::onProjectOpened()
{
    saveSession();
    m_documents->closeAll();
    m_openRoot = m_controller.project()->root;
    m_session.addRecentProject(m_openRoot);
    m_session.setLastProject(m_openRoot);
    m_welcome->setRecentProjects(m_session.recentProjects());
    const ProjectSession left = m_session.project(m_openRoot);
    if (left.layout.isEmpty() || !restoreState(left.layout))
        resetLayout();
    m_environmentBar->show();
    m_toolBar->show();
    for (const QString& name : left.openMigrations)
        m_documents->openMigration(name);
    m_documents->setCurrentIndex(0);
    if (!left.currentMigration.isEmpty())
        m_documents->openMigration(left.currentMigration);
    m_migrationList->setFocus();
    if (!m_controller.connection())
        m_controller.reconnect(left.profile);
}

void MainWindow::restoreSession()
{
    if (const QString folder = m_session.lastProject(); !folder.isEmpty())
        m_controller.openProject(folder);
}

void MainWindow::saveSession()
{
    if (m_openRoot.isEmpty())
        return;
    const MigrationEditor* editor = m_documents->currentEditor();
    m_session.setProject(m_openRoot,
        { .profile = m_controller.identity().profile,
            .openMigrations = m_documents->openMigrations(),
            .currentMigration = editor ? editor->migrationName() : QString(),
            .layout = saveState() });
}

void MainWindow::onRunFinished(const RunReport& report)
{
    if (report.error)
        m_documents->showFailure(*report.error, report.plan.action == Action::Rollback);
}

void MainWindow::chooseProject()
{
    auto* dialog = new QFileDialog(this, tr("Open a project"), m_openRoot);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &m_controller, &WorkbenchController::openProject);
    dialog->open();
}

void MainWindow::closeProject()
{
    saveSession();
    m_documents->closeAll();
    m_openRoot.clear();
    m_session.setLastProject({});
    m_controller.closeProject();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && m_environmentLabel)
        updateStatusBar();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_controller.isRunning()) {
        event->ignore();
        return askBeforeClosing();
    }
    m_documents->storeDrafts();
    saveSession();
    m_session.setGeometry(saveGeometry());
    m_session.setRecentCommands(m_actions->recent());
    event->accept();
}

// Nobody's run is killed in silence: either it ends first, or it is cancelled and its end is awaited.
void MainWindow::askBeforeClosing()
{
    auto* question = new QMessageBox(QMessageBox::Warning, tr("A run is going on"),
        tr("Corridor is changing %1. What should happen before it closes?").arg(m_controller.identity().database),
        QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* wait = question->addButton(tr("Close when it has ended"), QMessageBox::AcceptRole);
    QAbstractButton* cancel = question->addButton(tr("Cancel the run, then close"), QMessageBox::DestructiveRole);
    question->addButton(tr("Keep working"), QMessageBox::RejectRole);
    connect(question, &QMessageBox::finished, this, [this, question, wait, cancel] {
        QAbstractButton* clicked = question->clickedButton();
        if (clicked != wait && clicked != cancel)
            return;
        connect(&m_controller, &WorkbenchController::runFinished, this, &QWidget::close, Qt::QueuedConnection);
        if (clicked == cancel)
            m_controller.cancelRun();
    });
    question->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

// Opens what is dropped; nothing that is dropped is ever applied.
void MainWindow::dropEvent(QDropEvent* event)
{
    const QFileInfo dropped(event->mimeData()->urls().first().toLocalFile());
    if (dropped.isDir())
        return m_controller.openProject(dropped.absoluteFilePath());
    const QString migration = dropped.dir().dirName();
    if (m_controller.project() && m_controller.project()->find(migration))
        return m_documents->openMigration(migration);
    m_controller.openProject(dropped.absolutePath());
}

} // namespace corridor
