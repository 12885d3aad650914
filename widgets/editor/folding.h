// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTextBlock>

class QTextDocument;

namespace corridor {

class SqlHighlighter;

// Hides and shows the lines of regions. A region is what a line opens and does not close: a statement, its
// parentheses, a dollar-quoted body, a comment. Nothing that the cursor is in stays hidden.
class Folding : public QObject {
    Q_OBJECT
public:
    Folding(QTextDocument* document, SqlHighlighter* highlighter, QObject* parent);

    bool canFold(const QTextBlock& block) const;
    bool isFolded(const QTextBlock& block) const;
    bool hasFolds() const { return m_folds > 0; }
    int hiddenLines(const QTextBlock& block) const; // directly below a folded line

    void fold(const QTextBlock& block);
    void unfold(const QTextBlock& block);
    void toggle(const QTextBlock& block);
    void foldAll(); // the outermost regions
    void unfoldAll();
    void reveal(const QTextBlock& block); // unfolds whatever hides it
    // The nearest line at or above `block` that begins a region around it; invalid when there is none.
    QTextBlock regionAround(const QTextBlock& block) const;

private:
    void showRun(QTextBlock block);
    void hide(QTextBlock block, const QTextBlock& end);
    void changed(int from, int to);
    void showOrphans();

    QTextDocument* m_document;
    SqlHighlighter* m_highlighter;
    int m_folds = 0; // an upper bound; nothing needs to be looked for while it is 0
};

} // namespace corridor
