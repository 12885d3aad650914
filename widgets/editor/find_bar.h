// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/text_search.h"

#include <QBasicTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace corridor {

class CodeEditor;

// Find and replace for one editor: a bar below it. Finds while one types, marks all matches, and counts them in slices
// so that a long script never waits for it. Enter and F3 go on, Shift+Enter and Shift+F3 go back, Escape closes.
class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(CodeEditor* editor, QWidget* parent = nullptr);

    void openFind(); // takes the selection, when it is within one line, as the pattern
    void openReplace();
    void closeBar();

    void setQuery(const SearchQuery& query);
    SearchQuery query() const;
    int matchCount() const { return int(m_matches.size()); } // so far, see isCounting()
    bool isCounting() const { return m_counting.isActive(); }

public slots:
    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    QToolButton* option(const QString& text, const QString& name);
    QWidget* findRow();
    QWidget* replaceRow();
    void open(bool replace);
    void takeSelection();
    void onQueryChanged();
    void restart();
    void countFor(int milliseconds);
    bool atEndOfCounting() const;
    void select(std::optional<TextRange> match);
    void showCount();
    int currentMatch() const;
    const QString& text();
    void replaceRanges(const QList<TextRange>& ranges);

    CodeEditor* m_editor;
    QLineEdit* m_find = nullptr;
    QLineEdit* m_replace = nullptr;
    QToolButton* m_case = nullptr;
    QToolButton* m_word = nullptr;
    QToolButton* m_regex = nullptr;
    QLabel* m_count = nullptr;
    QWidget* m_replaceRow = nullptr;
    QWidget* m_replaceButtons = nullptr;

    TextSearch m_search;
    QString m_text; // of the document at m_textRevision, lines joined by '\n'
    int m_textRevision = -1;
    QList<TextRange> m_matches;
    int m_countedTo = 0;
    bool m_counted = false;
    int m_origin = 0; // where finding while typing starts from
    QBasicTimer m_counting;
    QBasicTimer m_editPause;
};

} // namespace corridor
