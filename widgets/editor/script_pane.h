// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/text_file.h"
#include "widgets/messages/message_list.h"
#include "widgets/tasks/task.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace corridor {

class CodeEditor;
class CompareView;
class DraftStore;
class FileWatch;
class FindBar;
class GoToLineBar;

// One script file in an editor: loads and saves it on a worker, keeps its bytes (line ends, BOM, final newline) as
// they were, stores a draft two seconds after the last key, and says in bars what happens to the file meanwhile.
// Keys: Ctrl+F find · Ctrl+H replace · F3, Shift+F3 · Ctrl+G line · Ctrl+S save · Escape closes a bar.
class ScriptPane : public QWidget {
    Q_OBJECT
public:
    ScriptPane(QString path, TaskList& tasks, DraftStore& drafts, QWidget* parent = nullptr);
    ~ScriptPane() override;

    void load();
    // Begins a file that is not on disk yet; save() makes it.
    void begin(const QString& text);

    const QString& path() const { return m_path; }
    bool isLoaded() const { return m_loaded; }
    bool isModified() const;
    bool isSaving() const { return m_save.isRunning(); }
    QByteArray bytes() const; // as they would be saved now
    QByteArray savedBytes() const { return m_file.bytes; } // as they were on disk when last read or written

    CodeEditor& editor() const { return *m_editor; }
    MessageList& messages() { return m_messages; }
    // Locked by who uses the pane; a file that cannot be edited stays locked all the same.
    void setLocked(bool locked);

    void storeDraft(); // now, as before every run; nothing when there is nothing unsaved
    void discardDraft(); // when the user closes without saving

public slots:
    void save();
    void openFind();
    void openReplace();
    void findNext();
    void findPrevious();
    void openGoToLine();
    void toggleSoftWrap();

signals:
    void loaded();
    void edited();
    void modifiedChanged(bool modified);
    void saved();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct DiskState {
        bool exists = false;
        QByteArray bytes;
    };
    QWidget* makeFooter();
    void connectEditor();
    bool handleKey(const QKeyEvent& event, bool execute);
    void applyLock();
    void showPlace();

    void onLoaded(Result<TextFile> file);
    void restoreDraft();
    QByteArray base() const;
    void showObstacle();
    void convertToUtf8();
    void write(bool overwrite);
    void onSaved(const Result<void>& result, const QByteArray& written, int revision);
    void checkDisk();
    void onDiskChecked(const DiskState& disk);
    void reload(const QByteArray& bytes);
    void compareWith(const QString& title, const QByteArray& other, const QList<MessageAction>& choices);
    void closeComparison();

    QString m_path;
    DraftStore& m_drafts;
    MessageList m_messages;
    CodeEditor* m_editor;
    FindBar* m_findBar;
    GoToLineBar* m_goToLineBar;
    CompareView* m_compare = nullptr;
    QStackedWidget* m_stack;
    QLabel* m_place;
    QLabel* m_format;
    FileWatch* m_watch;
    QTimer m_draftPause;

    TextFile m_file; // what is on disk, as far as is known
    bool m_onDisk = false;
    bool m_loaded = false;
    bool m_locked = false;
    bool m_saveAgain = false;
    QByteArray m_ignoredDisk; // what the user chose to keep the text against

    Task<Result<TextFile>> m_load;
    Task<Result<void>> m_save;
    Task<DiskState> m_check;
};

} // namespace corridor
