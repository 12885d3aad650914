// SPDX-License-Identifier: MIT
#pragma once

#include "checklist/checklist.h"

#include <QUndoStack>
#include <QWidget>

class QLabel;
class QProgressBar;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace corridor {

class ChecklistRow;

// The checklist of the connected database. Ticks nothing itself: it asks by tickRequested(), and shows what it is then
// given. Undo and redo (Ctrl+Z, Ctrl+Shift+Z) ask for the opposite; the journal keeps both, as it keeps everything.
// Keys: Up and Down between items, Space ticks, Return opens the note, Escape leaves it.
class ChecklistView : public QWidget {
    Q_OBJECT
public:
    explicit ChecklistView(QWidget* parent = nullptr);

    // `target` is how people call the database.
    void setChecklist(const Checklist& checklist, const QString& target);
    // Nothing to show, and why, with what to do about it.
    void setUnavailable(const QString& reason);
    const Checklist& checklist() const { return m_checklist; }
    QUndoStack& undoStack() { return m_undo; }
    // Puts the keys on an item ("why is Deploy not available").
    void showItem(const QString& id);

signals:
    void tickRequested(const QString& item, bool ticked, const QString& note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeList();
    void rebuild();
    bool sameItems(const Checklist& checklist) const;
    void pushTick(const QString& item, bool ticked, const QString& note);
    void moveFocus(int direction);
    void showProgress(const QString& target);

    Checklist m_checklist;
    QUndoStack m_undo;
    QString m_target;
    QStackedWidget* m_stack;
    QLabel* m_reason;
    QLabel* m_progressText = nullptr;
    QLabel* m_gate = nullptr;
    QProgressBar* m_progress = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_layout = nullptr;
    QList<ChecklistRow*> m_rows;
};

} // namespace corridor
