// SPDX-License-Identifier: MIT
#include "code_editor.h"

#include "widgets/editor/editor_gutter.h"
#include "widgets/editor/editor_settings.h"
#include "widgets/editor/folding.h"
#include "widgets/editor/sql_highlighter.h"
#include "widgets/editor/syntax.h"
#include "widgets/editor/text_commands.h"
#include "widgets/editor/text_file.h"

#include <QHelpEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int longScript = 2'000'000; // characters; above it the generic definition, which reads 2.5 times as fast
constexpr int tabWidth = 4;           // of a tab character, in characters

QTextBlock lineBlock(const QTextDocument* document, int line)
{
    return document->findBlockByNumber(qBound(0, line - 1, document->blockCount() - 1));
}

int positionOf(const QTextBlock& block, int column)
{
    return block.position() + qBound(0, column - 1, block.length() - 1);
}

} // namespace

CodeEditor::CodeEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new SqlHighlighter(document(), this))
    , m_folding(new Folding(document(), m_highlighter, this))
    , m_gutter(new EditorGutter(this))
    , m_indentUnit(QString(4, u' '))
{
    setAccessibleName(tr("SQL script"));
    setFrameShape(QFrame::NoFrame);
    setCursorWidth(2);
    m_highlighter->useDefinition(postgresqlDefinition());
    applySettings();
    applyColours();
    connect(&EditorSettings::instance(), &EditorSettings::changed, this, &CodeEditor::applySettings);
    connect(document(), &QTextDocument::contentsChange, this, &CodeEditor::onContentsChange);
    connect(document(), &QTextDocument::contentsChanged, this, &CodeEditor::onContentsChanged);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::onCursorMoved);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this](const QRect& rect, int dy) {
        dy ? m_gutter->scroll(0, dy) : m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::applySettings);
    connect(m_highlighter, &SqlHighlighter::statesChanged, this, &CodeEditor::onStatesChanged);
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::load(const TextFile& file)
{
    const bool wasLoading = std::exchange(m_loading, true);
    m_highlighter->useDefinition(file.text.size() > longScript ? genericSqlDefinition() : postgresqlDefinition());
    loadInto(*document(), file);
    setTextCursor(QTextCursor(document())); // the text pushed it to the end
    m_indentUnit = indentUnit(*document());
    m_revision = document()->revision();
    m_matches.clear();
    m_problems.clear();
    m_loading = wasLoading;
}

void CodeEditor::setLocked(bool locked)
{
    m_locked = locked;
    setReadOnly(locked);
    if (locked)
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setCursorWidth(2);
    viewport()->update();
}

void CodeEditor::neverWrap()
{
    m_neverWrap = true;
    applySettings();
}

void CodeEditor::applySettings()
{
    const EditorSettings& settings = EditorSettings::instance();
    if (font() != settings.font())
        setFont(settings.font());
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * tabWidth);
    const LineWrapMode wrap = settings.softWrap() && !m_neverWrap ? WidgetWidth : NoWrap;
    if (lineWrapMode() != wrap)
        setLineWrapMode(wrap);
    const int width = m_gutter->requiredWidth();
    setViewportMargins(width, 0, 0, 0);
    m_gutter->setGeometry(contentsRect().x(), contentsRect().y(), width, contentsRect().height());
    m_gutter->update();
}

void CodeEditor::applyColours()
{
    m_highlighter->useScheme(schemeOf(palette()));
    viewport()->update();
    m_gutter->update();
}

// ---- What is shown beside the text ----

void CodeEditor::setProblems(const QList<EditorProblem>& problems)
{
    m_problems.clear();
    for (const EditorProblem& problem : problems)
        m_problems.append({ problem, cursorFor(problem) });
    std::ranges::stable_sort(m_problems, {}, [](const Problem& p) { return p.range.selectionStart(); });
    viewport()->update();
    m_gutter->update();
}

// The end of the word, number or quoted name that begins at `start`; one character for anything else.
static int wordEnd(const QString& text, int start)
{
    const QChar first = start < text.size() ? text[start] : QChar();
    if (first == u'"' || first == u'\'') {
        const qsizetype close = text.indexOf(first, start + 1);
        return int(close < 0 ? text.size() : close + 1);
    }
    int end = start;
    while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_' || text[end] == u'$'))
        ++end;
    return qMax(end, start + 1);
}

QTextCursor CodeEditor::cursorFor(const EditorProblem& problem) const
{
    const QTextBlock block = lineBlock(document(), problem.line);
    QTextCursor cursor(block);
    if (problem.column <= 0) { // the line, without its indentation
        const QString text = block.text();
        const auto word = std::ranges::find_if(text, [](QChar c) { return !c.isSpace(); });
        cursor.setPosition(block.position() + int(word - text.begin()));
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        return cursor;
    }
    cursor.setPosition(positionOf(block, problem.column));
    const QTextBlock lastBlock = lineBlock(document(), qMax(problem.line, problem.endLine));
    const int endColumn
        = problem.endColumn > 0 ? problem.endColumn : wordEnd(block.text(), cursor.positionInBlock()) + 1;
    cursor.setPosition(positionOf(problem.endColumn > 0 ? lastBlock : block, endColumn), QTextCursor::KeepAnchor);
    if (!cursor.hasSelection())
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    return cursor;
}

QList<EditorProblem> CodeEditor::problemsInLine(int line) const
{
    const QTextBlock block = lineBlock(document(), line);
    const auto start = [](const Problem& problem) { return problem.range.selectionStart(); };
    QList<EditorProblem> found;
    for (auto it = std::ranges::lower_bound(m_problems, block.position(), {}, start);
         it != m_problems.end() && start(*it) < block.position() + block.length(); ++it)
        found.append(it->problem);
    return found;
}

void CodeEditor::setMatches(const QList<TextRange>& matches, int current)
{
    m_matches = matches;
    m_currentMatch = current;
    viewport()->update();
}

void CodeEditor::setCurrentMatch(int current)
{
    if (std::exchange(m_currentMatch, current) != current)
        viewport()->update();
}

void CodeEditor::setLineTints(const QHash<int, LineTint>& tints)
{
    m_tints = tints;
    viewport()->update();
}

void CodeEditor::setBadges(const QHash<int, GutterBadge>& badges)
{
    m_badges = badges;
    applySettings();
}

void CodeEditor::setLineLabels(std::function<QString(int)> labels, int digits)
{
    m_gutter->setLabels(std::move(labels), digits);
    applySettings();
}

// ---- Places ----

void CodeEditor::goTo(int line, int column)
{
    const QTextBlock block = lineBlock(document(), line);
    m_folding->reveal(block);
    QTextCursor cursor(block);
    cursor.setPosition(positionOf(block, column));
    setTextCursor(cursor);
    centerCursor();
}

void CodeEditor::selectRange(TextRange range)
{
    m_folding->reveal(document()->findBlock(range.start));
    QTextCursor cursor(document());
    cursor.setPosition(range.start);
    cursor.setPosition(range.end(), QTextCursor::KeepAnchor);
    const QRect before = cursorRect(cursor);
    setTextCursor(cursor);
    if (!viewport()->rect().contains(before))
        centerCursor();
}

int CodeEditor::currentLine() const
{
    return textCursor().blockNumber() + 1;
}

int CodeEditor::currentColumn() const
{
    return textCursor().positionInBlock() + 1;
}

QColor CodeEditor::textColorAt(int line, int column) const
{
    for (const QTextLayout::FormatRange& range : lineBlock(document(), line).layout()->formats()) {
        if (column - 1 >= range.start && column - 1 < range.start + range.length)
            return range.format.foreground().color();
    }
    return {};
}

// ---- Following the text ----

void CodeEditor::onCursorMoved()
{
    const QTextBlock block = textCursor().block();
    if (!block.isVisible())
        m_folding->reveal(block);
    const BracketMatch before = std::exchange(m_bracket, matchBracket(textCursor()));
    const int line = std::exchange(m_cursorLine, block.blockNumber());
    QList<QTextBlock> changed { block, document()->findBlockByNumber(line) };
    for (const int position : { before.bracket, before.partner, m_bracket.bracket, m_bracket.partner }) {
        if (position >= 0)
            changed.append(document()->findBlock(position));
    }
    updateLines(changed);
}

// Only these lines: painting a whole screen of text costs more than all else that a key does.
void CodeEditor::updateLines(const QList<QTextBlock>& blocks)
{
    for (const VisibleLine& line : visibleLines()) {
        if (!blocks.contains(line.block))
            continue;
        const QRect strip = line.rect.toAlignedRect();
        viewport()->update(0, strip.top(), viewport()->width(), strip.height());
        m_gutter->update(0, strip.top() + viewport()->y() - m_gutter->y(), m_gutter->width(), strip.height());
    }
}

void CodeEditor::onStatesChanged(int first, int last)
{
    const QTextBlock top = firstVisibleBlock();
    const int rows = viewport()->height() / qMax(1, fontMetrics().lineSpacing()) + 2;
    if (last == first)
        return updateLines({ document()->findBlockByNumber(first) });
    if (last < top.blockNumber() || (first > top.blockNumber() + rows && top.isVisible() && !m_folding->hasFolds()))
        return;
    viewport()->update();
    m_gutter->update();
}

void CodeEditor::onContentsChange(int position, int removed, int added)
{
    const int moved = added - removed;
    QList<TextRange> kept;
    for (TextRange match : std::as_const(m_matches)) {
        if (match.start >= position + removed)
            match.start += moved;
        else if (match.end() > position)
            continue;
        kept.append(match);
    }
    if (kept.size() != m_matches.size())
        m_currentMatch = -1;
    m_matches = kept;
}

void CodeEditor::onContentsChanged()
{
    const int before = std::exchange(m_revision, document()->revision());
    if (!m_loading && before != m_revision)
        emit edited();
}

// ---- Commands ----

void CodeEditor::edit(const std::function<void(QTextCursor&)>& change)
{
    if (isReadOnly())
        return emit lockedTyping();
    QTextCursor cursor = textCursor();
    change(cursor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEditor::toggleComment()
{
    edit(toggleLineComment);
}

void CodeEditor::duplicateLine()
{
    edit(duplicateLines);
}

void CodeEditor::moveLineUp()
{
    edit([](QTextCursor& cursor) { moveLines(cursor, false); });
}

void CodeEditor::moveLineDown()
{
    edit([](QTextCursor& cursor) { moveLines(cursor, true); });
}

void CodeEditor::indentOrUnindent(bool deeper)
{
    edit([this, deeper](QTextCursor& cursor) {
        if (!deeper)
            unindentLines(cursor, int(m_indentUnit.size()));
        else if (cursor.hasSelection())
            indentLines(cursor, m_indentUnit);
        else
            insertIndent(cursor, m_indentUnit);
    });
}

void CodeEditor::foldHere()
{
    if (const QTextBlock header = m_folding->regionAround(textCursor().block()); header.isValid()) {
        QTextCursor cursor(header);
        cursor.movePosition(QTextCursor::EndOfBlock);
        setTextCursor(cursor);
        m_folding->fold(header);
    }
}

void CodeEditor::unfoldHere()
{
    m_folding->unfold(textCursor().block());
}

void CodeEditor::nextProblem()
{
    goToProblem(1);
}

void CodeEditor::previousProblem()
{
    goToProblem(-1);
}

void CodeEditor::goToProblem(int direction)
{
    if (m_problems.isEmpty())
        return;
    const int here = textCursor().selectionStart();
    const auto start = [](const Problem& problem) { return problem.range.selectionStart(); };
    qsizetype index = std::ranges::upper_bound(m_problems, here, {}, start) - m_problems.begin();
    if (direction < 0)
        index = (std::ranges::lower_bound(m_problems, here, {}, start) - m_problems.begin()) - 1 + m_problems.size();
    const Problem& problem = m_problems[index % m_problems.size()];
    m_folding->reveal(document()->findBlock(start(problem)));
    QTextCursor cursor = textCursor();
    cursor.setPosition(start(problem));
    setTextCursor(cursor);
    centerCursor();
    QToolTip::showText(viewport()->mapToGlobal(cursorRect().bottomLeft()), problem.problem.message, viewport());
}

void CodeEditor::zoomInStep()
{
    EditorSettings::instance().setZoomSteps(EditorSettings::instance().zoomSteps() + 1);
}

void CodeEditor::zoomOutStep()
{
    EditorSettings::instance().setZoomSteps(EditorSettings::instance().zoomSteps() - 1);
}

void CodeEditor::resetZoom()
{
    EditorSettings::instance().setZoomSteps(0);
}

// ---- Events ----

CodeEditor::Command CodeEditor::commandOf(const QKeyEvent& event)
{
    static constexpr struct {
        QKeyCombination keys;
        Command command;
    } table[] = {
        { Qt::CTRL | Qt::Key_Slash, &CodeEditor::toggleComment },
        { Qt::CTRL | Qt::Key_D, &CodeEditor::duplicateLine },
        { Qt::ALT | Qt::Key_Up, &CodeEditor::moveLineUp },
        { Qt::ALT | Qt::Key_Down, &CodeEditor::moveLineDown },
        { QKeyCombination(Qt::Key_F8), &CodeEditor::nextProblem },
        { Qt::SHIFT | Qt::Key_F8, &CodeEditor::previousProblem },
        { Qt::CTRL | Qt::Key_Plus, &CodeEditor::zoomInStep },
        { Qt::CTRL | Qt::Key_Equal, &CodeEditor::zoomInStep },
        { Qt::CTRL | Qt::Key_Minus, &CodeEditor::zoomOutStep },
        { Qt::CTRL | Qt::Key_0, &CodeEditor::resetZoom },
        { Qt::CTRL | Qt::SHIFT | Qt::Key_BracketLeft, &CodeEditor::foldHere },
        { Qt::CTRL | Qt::SHIFT | Qt::Key_BraceLeft, &CodeEditor::foldHere },
        { Qt::CTRL | Qt::SHIFT | Qt::Key_BracketRight, &CodeEditor::unfoldHere },
        { Qt::CTRL | Qt::SHIFT | Qt::Key_BraceRight, &CodeEditor::unfoldHere },
    };
    const QKeyCombination pressed(event.modifiers() & ~Qt::KeypadModifier, Qt::Key(event.key()));
    const auto entry = std::ranges::find(table, pressed, [](const auto& row) { return row.keys; });
    return entry == std::end(table) ? nullptr : entry->command;
}

bool CodeEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && commandOf(*static_cast<QKeyEvent*>(event))) {
        event->accept(); // ours while the caret is here, whatever the window has on the same keys
        return true;
    }
    if (event->type() == QEvent::ToolTip)
        return showToolTip(*static_cast<QHelpEvent*>(event));
    return QPlainTextEdit::event(event);
}

bool CodeEditor::showToolTip(const QHelpEvent& help)
{
    const int position = cursorForPosition(viewport()->mapFromGlobal(help.globalPos())).position();
    QStringList messages;
    for (const Problem& problem : std::as_const(m_problems)) {
        if (position >= problem.range.selectionStart() && position <= problem.range.selectionEnd())
            messages.append(problem.problem.message);
    }
    QToolTip::showText(help.globalPos(), messages.join(u'\n'), viewport());
    return true;
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (const Command command = commandOf(*event))
        return (this->*command)();
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (!isReadOnly() && plain) {
        if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab)
            return indentOrUnindent(event->key() == Qt::Key_Tab);
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            return edit([this](QTextCursor& cursor) { insertNewLine(cursor, m_indentUnit); });
    }
    if (m_locked && (event->matches(QKeySequence::Paste) || event->matches(QKeySequence::Cut)))
        return emit lockedTyping();
    const bool types = !event->text().isEmpty() && (event->text().front().isPrint() || event->key() == Qt::Key_Backspace
            || event->key() == Qt::Key_Delete || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter);
    if (m_locked && (types && plain))
        return emit lockedTyping();
    QPlainTextEdit::keyPressEvent(event);
}

void CodeEditor::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QPlainTextEdit::wheelEvent(event);
    event->angleDelta().y() > 0 ? zoomInStep() : zoomOutStep();
    event->accept();
}

void CodeEditor::mousePressEvent(QMouseEvent* event)
{
    for (const VisibleLine& line : visibleLines()) {
        if (m_folding->isFolded(line.block) && foldPill(line).contains(event->position()))
            return m_folding->unfold(line.block);
    }
    QPlainTextEdit::mousePressEvent(event);
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    applySettings();
}

void CodeEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColours();
}

// The current line is marked where the keys go.
void CodeEditor::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    updateLines({ textCursor().block() });
}

void CodeEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    updateLines({ textCursor().block() });
}

// Files belong to the window: they are opened, not inserted as an address.
bool CodeEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

} // namespace corridor
