// SPDX-License-Identifier: MIT
#include "document_tabs.h"

#include "workbench/workbench_controller.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/script_pane.h"
#include "widgets/run/run_view.h"
#include "widgets/style/icon.h"
#include "widgets/timeline/timeline_page.h"

#include <QMessageBox>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace corridor {

DocumentTabs::DocumentTabs(WorkbenchController& controller, QWidget* parent)
    : QTabWidget(parent)
    , m_controller(controller)
    , m_drafts(std::make_unique<DraftStore>())
    , m_timeline(new TimelinePage(controller.timeline(), this))
    , m_run(new RunView(controller.runModel(), this))
{
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    tabBar()->setAccessibleName(tr("Open documents"));
    addTab(m_timeline, icon("timeline"_L1), tr("Timeline"));
    tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    tabBar()->setTabButton(0, QTabBar::LeftSide, nullptr);
    createRun();
    connect(this, &QTabWidget::tabCloseRequested, this, &DocumentTabs::closeTab);
    connect(this, &QTabWidget::currentChanged, this, [this] {
        const MigrationEditor* editor = currentEditor();
        emit currentMigrationChanged(editor ? editor->migrationName() : QString());
    });
    connect(&controller, &WorkbenchController::stateChanged, this, &DocumentTabs::updateStates);
}

DocumentTabs::~DocumentTabs() = default;

void DocumentTabs::createRun()
{
    m_run->hide();
    connect(&m_controller, &WorkbenchController::runStarted, this, [this] {
        m_run->begin(m_controller.runTitle());
        showRun();
    });
    connect(&m_controller, &WorkbenchController::runFinished, this, [this](const RunReport& report) {
        m_run->end(m_controller.runTitle() + (report.ok() ? tr(": done") : tr(": stopped")));
    });
    connect(&m_controller, &WorkbenchController::brakeChanged, m_run, &RunView::setPaused);
    connect(&m_controller, &WorkbenchController::runSampled, &m_run->lane(), &RunLane::add);
    connect(m_run, &RunView::pauseRequested, &m_controller, &WorkbenchController::pauseRun);
    connect(m_run, &RunView::stepRequested, &m_controller, &WorkbenchController::stepRun);
    connect(m_run, &RunView::cancelRequested, &m_controller, &WorkbenchController::cancelRun);
    connect(m_run, &RunView::placeActivated, this, &DocumentTabs::openMigration);
}

void DocumentTabs::showRun()
{
    if (indexOf(m_run) < 0) {
        const int at = insertTab(1, m_run, icon("deploy"_L1), tr("Run"));
        tabBar()->setTabButton(at, QTabBar::RightSide, nullptr);
        tabBar()->setTabButton(at, QTabBar::LeftSide, nullptr);
    }
    setCurrentWidget(m_run);
}

MigrationEditor* DocumentTabs::currentEditor() const
{
    return qobject_cast<MigrationEditor*>(currentWidget());
}

MigrationEditor* DocumentTabs::editorOf(const QString& name) const
{
    for (int at = 0; at < count(); ++at) {
        auto* editor = qobject_cast<MigrationEditor*>(widget(at));
        if (editor && editor->migrationName() == name)
            return editor;
    }
    return nullptr;
}

QStringList DocumentTabs::openMigrations() const
{
    QStringList names;
    for (int at = 0; at < count(); ++at) {
        if (const auto* editor = qobject_cast<MigrationEditor*>(widget(at)))
            names << editor->migrationName();
    }
    return names;
}

void DocumentTabs::openMigration(const QString& name, int line)
{
    MigrationEditor* editor = editorOf(name);
    if (!editor)
        editor = addEditor(name);
    if (!editor)
        return;
    setCurrentWidget(editor);
    if (line > 0)
        editor->upPane().editor().goTo(line);
    editor->upPane().editor().setFocus();
}

void DocumentTabs::openDownScript(const QString& name)
{
    openMigration(name);
    if (MigrationEditor* editor = editorOf(name))
        editor->showDownScript(true);
}

MigrationEditor* DocumentTabs::addEditor(const QString& name)
{
    const Migration* migration = m_controller.project() ? m_controller.project()->find(name) : nullptr;
    if (!migration)
        return nullptr;
    auto* editor = new MigrationEditor(*migration, m_controller.tasks(), *m_drafts, this);
    connect(editor, &MigrationEditor::modifiedChanged, this, [this, editor] { updateTitle(editor); });
    connect(&editor->upPane(), &ScriptPane::edited, this, [this, name] { emit scriptChanged(name); });
    connect(&editor->upPane(), &ScriptPane::loaded, this, [this, name] { emit scriptChanged(name); });
    connect(editor, &MigrationEditor::downRequested, this, &DocumentTabs::downRequested);
    connect(editor, &MigrationEditor::newMigrationRequested, this, &DocumentTabs::newMigrationRequested);
    connect(editor, &MigrationEditor::markRolledBackRequested, this, &DocumentTabs::markRolledBackRequested);
    connect(editor, &MigrationEditor::markAppliedRequested, this, &DocumentTabs::markAppliedRequested);
    addTab(editor, migrationTitle(name).title);
    setTabToolTip(indexOf(editor), name);
    updateStates();
    return editor;
}

void DocumentTabs::updateStates()
{
    for (int at = 0; at < count(); ++at) {
        auto* editor = qobject_cast<MigrationEditor*>(widget(at));
        if (!editor)
            continue;
        const auto& snapshot = m_controller.snapshot();
        const MigrationStatus* status = snapshot ? snapshot->diagnosis.find(editor->migrationName()) : nullptr;
        editor->setStatus(status ? std::optional(*status) : std::nullopt);
        setTabIcon(at, status ? stateLook(status->state).icon() : icon("migration"_L1));
    }
}

void DocumentTabs::updateTitle(MigrationEditor* editor)
{
    const QString title = migrationTitle(editor->migrationName()).title;
    setTabText(indexOf(editor), editor->isModified() ? title + u" •"_s : title);
}

bool DocumentTabs::hasUnsaved() const
{
    for (int at = 0; at < count(); ++at) {
        const auto* editor = qobject_cast<MigrationEditor*>(widget(at));
        if (editor && editor->isModified())
            return true;
    }
    return false;
}

void DocumentTabs::storeDrafts()
{
    for (const QString& name : openMigrations())
        editorOf(name)->storeDrafts();
}

void DocumentTabs::saveAll()
{
    for (const QString& name : openMigrations()) {
        if (editorOf(name)->isModified())
            editorOf(name)->save();
    }
}

void DocumentTabs::closeAll()
{
    storeDrafts();
    for (int at = count() - 1; at >= 0; --at) {
        QWidget* page = widget(at);
        if (page == m_timeline)
            continue;
        removeTab(at);
        if (page != m_run)
            page->deleteLater();
    }
}

void DocumentTabs::closeCurrent()
{
    closeTab(currentIndex());
}

void DocumentTabs::closeTab(int index)
{
    auto* editor = qobject_cast<MigrationEditor*>(widget(index));
    if (!editor)
        return;
    const auto close = [this, editor] {
        removeTab(indexOf(editor));
        editor->deleteLater();
    };
    if (!editor->isModified())
        return close();
    auto* question = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"),
        tr("%1 has changes that are not saved.").arg(editor->migrationName()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, editor, [editor, close](int answer) {
        if (answer == QMessageBox::Save) {
            connect(editor, &MigrationEditor::saved, editor, close);
            editor->save();
        } else if (answer == QMessageBox::Discard) {
            editor->discardDrafts();
            close();
        }
    });
    question->open();
}

void DocumentTabs::showFailure(const Error& error, bool inDownScript)
{
    if (error.migration.isEmpty())
        return;
    openMigration(error.migration);
    if (MigrationEditor* editor = editorOf(error.migration))
        editor->setFailure(error, inDownScript);
}

} // namespace corridor
