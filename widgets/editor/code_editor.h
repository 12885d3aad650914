// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/bracket_match.h"
#include "widgets/editor/editor_problem.h"
#include "widgets/editor/text_range.h"

#include <QIcon>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <functional>

namespace corridor {

class EditorGutter;
class Folding;
class SqlHighlighter;
struct TextFile;

// A mark in the gutter beside a line (counted from 1): a lock level, a finding, an outcome.
struct GutterBadge {
    QIcon icon;
    QString text; // for the tooltip and for screen readers
};

// How a line is tinted over its whole width, and which part of it more strongly (comparing, running).
struct LineTint {
    QColor line;
    QColor part;
    int partStart = 0;
    int partLength = 0;
};

// The SQL editor. It knows no file: see ScriptPane. Everything by keyboard:
//   Ctrl+/ comment · Ctrl+D duplicate · Alt+Up/Down move · Tab, Shift+Tab indent · Ctrl+Shift+[ and ] fold, unfold
//   F8, Shift+F8 problems · Ctrl+plus, minus, 0 and Ctrl+wheel zoom (all editors, remembered)
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeEditor(QWidget* parent = nullptr);
    ~CodeEditor() override;

    // Replaces the text and picks the definition by its size. Not an edit: edited() is not sent.
    void load(const TextFile& file);

    void neverWrap(); // whatever the settings say: for texts that stand side by side

    // Read-only with a caret. Typing sends lockedTyping().
    void setLocked(bool locked);

    void setProblems(const QList<EditorProblem>& problems);
    QList<EditorProblem> problemsInLine(int line) const;
    void setMatches(const QList<TextRange>& matches, int current); // by position; -1 for none
    void setCurrentMatch(int current);
    void setLineTints(const QHash<int, LineTint>& tints);          // by line, from 1
    void setBadges(const QHash<int, GutterBadge>& badges);         // by line, from 1
    const QHash<int, GutterBadge>& badges() const { return m_badges; }
    // What stands in the gutter beside a line (from 1) in place of its number.
    void setLineLabels(std::function<QString(int line)> labels, int digits);

    void goTo(int line, int column = 1); // from 1; unfolds and centres
    void selectRange(TextRange range);   // unfolds and shows
    int currentLine() const;
    int currentColumn() const;

    Folding& folding() const { return *m_folding; }
    SqlHighlighter& highlighter() const { return *m_highlighter; }
    QColor textColorAt(int line, int column) const; // as painted; invalid for the palette's

public slots:
    void toggleComment();
    void duplicateLine();
    void moveLineUp();
    void moveLineDown();
    void nextProblem();
    void previousProblem();
    void zoomInStep();
    void zoomOutStep();
    void resetZoom();

signals:
    void edited(); // the text changed by the user, undo included; never by load() or colours
    void lockedTyping();
    void badgeActivated(int line);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;

private:
    friend class EditorGutter;
    struct VisibleLine {
        QTextBlock block;
        QRectF rect; // in the viewport
    };
    struct Problem {
        EditorProblem problem;
        QTextCursor range; // moves with the text
    };
    using Command = void (CodeEditor::*)();

    void applySettings();
    void applyColours();
    void onCursorMoved();
    void onStatesChanged(int first, int last);
    void updateLines(const QList<QTextBlock>& blocks);
    void onContentsChange(int position, int removed, int added);
    void onContentsChanged();

    QList<VisibleLine> visibleLines() const;
    QList<QRectF> rectsOf(const VisibleLine& line, TextRange range) const;
    QRectF foldPill(const VisibleLine& line) const;
    void colourVisible(const QRect& painted);
    void paintBelow(QPainter& painter, const VisibleLine& line) const;
    void paintCurrentLine(QPainter& painter, const VisibleLine& line) const;
    bool isCurrentLineShown(const QTextBlock& block) const;
    QColor currentLineColor() const;
    void paintTint(QPainter& painter, const VisibleLine& line) const;
    void paintMatches(QPainter& painter, const VisibleLine& line) const;
    void paintBrackets(QPainter& painter, const VisibleLine& line) const;
    void paintAbove(QPainter& painter, const VisibleLine& line) const;
    void paintProblems(QPainter& painter, const VisibleLine& line) const;
    void paintFoldPill(QPainter& painter, const VisibleLine& line) const;

    static Command commandOf(const QKeyEvent& event);
    void edit(const std::function<void(QTextCursor&)>& change);
    void goToProblem(int direction);
    void foldHere();
    void unfoldHere();
    void indentOrUnindent(bool deeper);
    bool showToolTip(const QHelpEvent& event);
    QTextCursor cursorFor(const EditorProblem& problem) const;

    SqlHighlighter* m_highlighter;
    Folding* m_folding;
    EditorGutter* m_gutter;
    QList<Problem> m_problems;
    QList<TextRange> m_matches;
    int m_currentMatch = -1;
    QHash<int, LineTint> m_tints;
    QHash<int, GutterBadge> m_badges;
    BracketMatch m_bracket;
    QString m_indentUnit;
    int m_revision = 0;
    int m_cursorLine = 0; // number of the block that is shown as the current line
    bool m_loading = false;
    bool m_locked = false;
    bool m_neverWrap = false;
};

} // namespace corridor
