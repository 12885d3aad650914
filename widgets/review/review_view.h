// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTextBrowser;
class QTreeView;

namespace corridor {

class FindingModel;

// The findings of the review, and what is to be known of the chosen one: hazard, effect, safe form, manual.
// Changes nothing itself. Keys: Return goes to the place, Ctrl+. shows the fix, Ctrl+Shift+. allows the finding.
class ReviewView : public QWidget {
    Q_OBJECT
public:
    explicit ReviewView(FindingModel& model, QWidget* parent = nullptr);

    // Links into the manual of this version.
    void setMajor(int major);
    // Why there is nothing, as a sentence.
    void setEmptyText(const QString& text);
    // Puts the finding of a place in front, as when its mark in the editor was clicked.
    void showFinding(const QString& migration, int line);
    const Finding* current() const; // null where none is chosen

signals:
    void placeActivated(const QString& migration, int line);
    void fixRequested(const corridor::Finding& finding);
    void allowRequested(const corridor::Finding& finding);

private:
    QWidget* makeDetails();
    void showDetails();
    void showTreeOrSentence();

    FindingModel& m_model;
    QTreeView* m_tree;
    QLabel* m_none;
    QTextBrowser* m_text = nullptr;
    QPushButton* m_fix = nullptr;
    QPushButton* m_allow = nullptr;
    QWidget* m_split = nullptr;
    int m_major = 17;
};

} // namespace corridor
