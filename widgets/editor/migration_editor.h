// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "history/diagnosis.h"
#include "widgets/editor/editor_problem.h"
#include "widgets/tasks/task_list.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QLabel;
class QPushButton;
class QSplitter;
class QToolButton;

namespace corridor {

class DraftStore;
class FailurePanel;
struct GutterBadge;
class ScriptPane;
class StateChip;

// The tab of one migration: what it is and in which state, its script, and the way back beside it.
// An applied migration is locked until the user, told what an edit means, unlocks it; from the first key on it says
// that it was edited after apply. Nothing here touches a database: what the user asks for is told by signals.
class MigrationEditor : public QWidget {
    Q_OBJECT
public:
    MigrationEditor(const Migration& migration, TaskList& tasks, DraftStore& drafts, QWidget* parent = nullptr);

    const QString& migrationName() const { return m_name; }
    // What the database knows of it; unset while no database is known.
    void setStatus(const std::optional<MigrationStatus>& status);
    // A failure of the run that has just ended. That of an earlier run is read from the status.
    void setFailure(const Error& error, bool inDownScript);
    void clearFailure();
    // What the review says of the script as it is in the editor, beside a failure.
    void setReview(const QList<EditorProblem>& findings, const QHash<int, GutterBadge>& badges);

    // The state as it is with the text that is in the editor; unset while no database is known.
    std::optional<MigrationState> shownState() const;
    bool isLocked() const { return m_locked; }
    bool isModified() const; // either script
    ScriptPane& upPane() const { return *m_up; }
    ScriptPane& downPane() const { return *m_down; }
    ScriptPane& currentPane() const; // the one with the caret, else the script
    bool hasDownScript() const { return m_hasDown; }

public slots:
    void save(); // both
    void unlock();
    void showDownScript(bool shown);
    void addDownScript();
    // Shows `text` as the way back that is not saved yet; nothing where there is one already.
    void beginDownScript(const QString& text);
    void storeDrafts();
    void discardDrafts();

signals:
    void modifiedChanged(bool modified);
    void stateShown(); // shownState() may be another
    void saved();
    void downRequested(const QString& migration); // somebody else should work it out
    void newMigrationRequested();
    void markRolledBackRequested(const QString& migration);
    void markAppliedRequested(const QString& migration);

private:
    QWidget* makeHeader();
    QWidget* makeTexts();
    QWidget* makeButtons();
    QWidget* makeSide(const QString& title, ScriptPane* pane);
    QWidget* makeMissingDown();
    void connectPane(ScriptPane* pane);
    void connectFailure();
    void onUpLoaded();
    void onEdited();
    void updateEdited();
    void updateLock();
    void postLock();
    void postEdited();
    void showState();
    void showTitle();
    void showChecksum();
    QString savedChecksum();
    void showStoredFailure();
    void showFailure(const Error& error, ScriptPane& pane);
    void showProblems();
    const HistoryRow* appliedRow() const;

    QString m_name;
    QString m_folder;
    std::optional<MigrationStatus> m_status;
    StateChip* m_chip;
    QLabel* m_title;
    QLabel* m_past;
    QLabel* m_checksum;
    QToolButton* m_downButton = nullptr;
    QPushButton* m_save = nullptr;
    FailurePanel* m_failure;
    QSplitter* m_splitter;
    ScriptPane* m_up;
    ScriptPane* m_down;
    QWidget* m_downSide = nullptr;
    QWidget* m_missingDown = nullptr;
    QByteArray m_checksumOf;
    QString m_checksumText;
    QTimer m_editPause;
    QList<EditorProblem> m_upFailure, m_downFailure, m_findings;
    bool m_hasDown = false;
    bool m_locked = false;
    bool m_unlocked = false; // by the user, for as long as this tab is open
    bool m_edited = false;   // the text in the editor is not what was applied
    bool m_failureIsFresh = false;
};

} // namespace corridor
