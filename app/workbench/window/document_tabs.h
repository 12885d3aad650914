// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QTabWidget>
#include <memory>

namespace corridor {

class DraftStore;
class MigrationEditor;
class RunView;
class TimelinePage;
class WorkbenchController;

// The middle of the window: the timeline, which always stays, the run from the first one on, and a tab for each migration
// that is open.
class DocumentTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit DocumentTabs(WorkbenchController& controller, QWidget* parent = nullptr);
    ~DocumentTabs() override;

    TimelinePage* timeline() const { return m_timeline; }
    RunView* run() const { return m_run; }
    void showRun();
    void openMigration(const QString& name, int line = 0);
    void openDownScript(const QString& name);
    MigrationEditor* currentEditor() const; // null on the timeline
    MigrationEditor* editorOf(const QString& name) const; // null where it is not open
    QStringList openMigrations() const;
    bool hasUnsaved() const;
    void storeDrafts();
    void saveAll();
    void closeAll();
    void closeCurrent();
    void showFailure(const Error& error, bool inDownScript);

signals:
    void currentMigrationChanged(const QString& name); // of the tab in front; empty for the timeline
    void scriptChanged(const QString& migration); // its text is there, or another
    void downRequested(const QString& migration);
    void newMigrationRequested();
    void markRolledBackRequested(const QString& migration);
    void markAppliedRequested(const QString& migration);

private:
    MigrationEditor* addEditor(const QString& name);
    void updateStates();
    void updateTitle(MigrationEditor* editor);
    void closeTab(int index);
    void createRun();

    WorkbenchController& m_controller;
    std::unique_ptr<DraftStore> m_drafts;
    TimelinePage* m_timeline;
    RunView* m_run;
};

} // namespace corridor
