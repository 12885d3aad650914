// SPDX-License-Identifier: MIT
#pragma once

#include "workbench/core_calls.h"

#include "widgets/actions/palette_entry.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QStackedWidget;

namespace corridor {

class ActionRegistry;
class ChecklistView;
class CommandPalette;
class DocumentTabs;
class GuideControl;
class DriftFinder;
class EnvironmentStrip;
class MigrationList;
class MonitorView;
class PaneCycle;
class ProfilesDialog;
class Reviewer;
class SessionStore;
class Theme;
class WelcomePage;
class WorkbenchController;

// The window: arranges the views, gives them their models, and turns commands into calls of the controller.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WorkbenchController& controller, SessionStore& session, Theme& theme);
    ~MainWindow() override;

    ActionRegistry& actions() { return *m_actions; }
    DocumentTabs& documents() { return *m_documents; }
    Reviewer& reviewer() { return *m_reviewer; }
    DriftFinder& driftFinder() { return *m_drift; }
    // Off where something else, such as a test, answers WorkbenchController::planReady().
    void setShowsPlans(bool shows) { m_showsPlans = shows; }
    // Opens what was open at the last end; connects to its profile unless that is protected.
    void restoreSession();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void createActions();
    void createFileActions();
    void createEditActions();
    void createViewActions();
    void createDatabaseActions();
    void createHelpActions();
    void createMenus();
    void addTo(QWidget* bar, std::initializer_list<const char*> ids);
    void createToolBar();
    void createEnvironmentBar();
    void createCentral();
    void createDocks();
    void createStatusBar();
    void updateStatusBar();
    QDockWidget* addDock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area);
    void connectModels();
    void connectDocuments();
    void updateActions();
    void updateShell();
    void updateTitle();
    void resetLayout();
    void applyDefaultLayout();

    void chooseProject();
    void closeProject();
    void openPalette(const QString& prompt, const QList<PaletteEntry>& entries);
    void askSecret(const Profile& profile, const QString& reason, bool hasKeychain);
    ProfilesDialog* showProfiles();
    void askUrl();
    void chooseConnection();
    void showPlan(const PlannedRun& run);
    void showResolve(const QString& migration, bool applied = false);
    void showRecoveries();
    void recover(const QString& migration, RecoveryWay way);
    void showGuide();
    void newMigration();
    void openNewMigration();
    void showChecklist();
    void watchServer();
    void onProjectOpened();
    void onRunFinished(const RunReport& report);
    void saveSession();
    void showCommands();
    void showMigrations();
    void setScheme(const QString& word);
    void showAbout();
    void askBeforeClosing();

    WorkbenchController& m_controller;
    SessionStore& m_session;
    Theme& m_theme;
    ActionRegistry* m_actions;
    CommandPalette* m_palette = nullptr;
    PaneCycle* m_panes;
    EnvironmentStrip* m_strip = nullptr;
    QToolBar* m_toolBar = nullptr;
    QToolBar* m_environmentBar = nullptr;
    QLabel* m_place = nullptr;
    QLabel* m_environmentLabel = nullptr;
    QStackedWidget* m_stack = nullptr;
    WelcomePage* m_welcome = nullptr;
    QWidget* m_workspace = nullptr;
    DocumentTabs* m_documents = nullptr;
    MigrationList* m_migrationList = nullptr;
    ChecklistView* m_checklist = nullptr;
    GuideControl* m_guide = nullptr;
    Reviewer* m_reviewer = nullptr;
    MonitorView* m_monitor = nullptr;
    DriftFinder* m_drift;
    QList<QDockWidget*> m_docks;
    QString m_migrationToOpen; // made by us; opened when the project shows it
    QString m_openRoot; // whose session this window shows
    bool m_showsPlans = true;
};

} // namespace corridor
