// SPDX-License-Identifier: MIT
#pragma once

#include "checklist/checklist.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace corridor {

// One item: its box, what it is, why it matters, who ticked it when with which note, and why that counts no more.
class ChecklistRow : public QWidget {
    Q_OBJECT
public:
    explicit ChecklistRow(QWidget* parent = nullptr);

    void show(const ItemStatus& status);
    const ItemStatus& status() const { return m_status; }
    void editNote();
    bool hasKeys() const; // the focus is on it or within

signals:
    void toggled(bool ticked);
    void noteWritten(const QString& note);
    void focused();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QLabel* smallLabel(const QString& name);
    void showEvidence();
    void closeNote();

    ItemStatus m_status;
    QCheckBox* m_box;
    QLabel* m_text;
    QLabel* m_why;
    QLabel* m_evidence;
    QLabel* m_stale;
    QToolButton* m_noteButton;
    QLineEdit* m_note;
};

} // namespace corridor
