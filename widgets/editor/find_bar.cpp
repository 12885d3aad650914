// SPDX-License-Identifier: MIT
#include "find_bar.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/text_file.h"
#include "widgets/style/tone.h"
#include "widgets/style/tool_button.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTimerEvent>
#include <QToolButton>
#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

using namespace std::chrono_literals;

constexpr int sliceMilliseconds = 4;
constexpr auto editPause = 150ms;  // after the last key, before matches are counted anew
constexpr int mostMatches = 50'000;
constexpr int singleReplacements = 1'000; // more are made as one change of the text, which is quick

} // namespace

FindBar::FindBar(CodeEditor* editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
{
    setAccessibleName(tr("Find and replace"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(5);
    layout->addWidget(findRow());
    m_replaceRow = replaceRow();
    layout->addWidget(m_replaceRow);
    connect(m_editor, &CodeEditor::edited, this, [this] {
        if (isVisible())
            m_editPause.start(editPause, this);
    });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isVisible() && !m_editPause.isActive())
            showCount();
    });
    hide();
}

QToolButton* FindBar::option(const QString& text, const QString& name)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    connect(button, &QToolButton::toggled, this, &FindBar::onQueryChanged);
    return button;
}

QWidget* FindBar::findRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    m_find = new QLineEdit;
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setClearButtonEnabled(true);
    m_case = option(u"Aa"_s, tr("Match case"));
    m_word = option(u"W"_s, tr("Whole words"));
    m_regex = option(u".*"_s, tr("Regular expression"));
    m_count = new QLabel;
    m_count->setAccessibleName(tr("Matches"));
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(u"00,000 of 00,000"_s));
    QToolButton* previous = toolButton("chevron-up"_L1, tr("Previous match (Shift+F3)"), row);
    QToolButton* next = toolButton("chevron-down"_L1, tr("Next match (F3)"), row);
    QToolButton* close = toolButton("close"_L1, tr("Close (Esc)"), row);
    layout->addWidget(m_find, 1);
    for (QWidget* widget : { static_cast<QWidget*>(m_case), static_cast<QWidget*>(m_word),
             static_cast<QWidget*>(m_regex), static_cast<QWidget*>(m_count), static_cast<QWidget*>(previous),
             static_cast<QWidget*>(next), static_cast<QWidget*>(close) })
        layout->addWidget(widget);
    connect(m_find, &QLineEdit::textChanged, this, &FindBar::onQueryChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::closeBar);
    return row;
}

QWidget* FindBar::replaceRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    m_replace = new QLineEdit;
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    auto* one = new QPushButton(tr("&Replace"));
    auto* all = new QPushButton(tr("Replace &all"));
    for (QPushButton* button : { one, all })
        button->setAutoDefault(false);
    layout->addWidget(m_replace, 1);
    layout->addWidget(one);
    layout->addWidget(all);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    return row;
}

void FindBar::openFind()
{
    open(false);
}

void FindBar::openReplace()
{
    open(!m_editor->isReadOnly());
}

void FindBar::open(bool replace)
{
    m_replaceRow->setVisible(replace);
    m_origin = m_editor->textCursor().selectionStart();
    takeSelection();
    show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    restart();
}

void FindBar::takeSelection()
{
    const QString selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator) && !m_regex->isChecked())
        m_find->setText(selected);
}

void FindBar::closeBar()
{
    m_counting.stop();
    m_editPause.stop();
    m_text.clear();
    m_textRevision = -1;
    m_editor->setMatches({}, -1);
    hide();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void FindBar::setQuery(const SearchQuery& query)
{
    m_case->setChecked(query.caseSensitive);
    m_word->setChecked(query.wholeWord);
    m_regex->setChecked(query.regex);
    m_find->setText(query.pattern);
}

SearchQuery FindBar::query() const
{
    return { m_find->text(), m_regex->isChecked(), m_case->isChecked(), m_word->isChecked() };
}

const QString& FindBar::text()
{
    const int revision = m_editor->document()->revision();
    if (std::exchange(m_textRevision, revision) != revision) {
        m_text = plainText(*m_editor->document());
        if (!m_text.isValidUtf16()) // half a character, as can be pasted; positions stay
            std::ranges::replace_if(m_text, [](QChar c) { return c.isSurrogate(); }, QChar::ReplacementCharacter);
    }
    return m_text;
}

void FindBar::onQueryChanged()
{
    restart();
    if (!m_search.isEmpty() && m_search.problem().isEmpty()) {
        const auto match = m_search.next(text(), m_origin);
        select(match ? match : m_search.next(text(), 0));
    }
}

void FindBar::restart()
{
    m_editPause.stop();
    m_search = TextSearch(query());
    m_matches.clear();
    m_countedTo = 0;
    m_counted = m_search.isEmpty() || !m_search.problem().isEmpty();
    countFor(sliceMilliseconds);
}

void FindBar::countFor(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    const bool first = m_matches.isEmpty();
    while (!m_counted && clock.elapsed() < milliseconds) {
        const auto match = m_search.next(text(), m_countedTo);
        if (match) {
            m_matches.append(*match);
            m_countedTo = match->end();
        }
        m_counted = !match || m_matches.size() >= mostMatches;
    }
    if (m_counted)
        m_counting.stop();
    else if (!m_counting.isActive())
        m_counting.start(0ms, this);
    if (first || m_counted)
        m_editor->setMatches(m_matches, currentMatch());
    showCount();
}

void FindBar::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_counting.timerId())
        countFor(sliceMilliseconds);
    else if (event->timerId() == m_editPause.timerId())
        restart();
}

int FindBar::currentMatch() const
{
    const QTextCursor cursor = m_editor->textCursor();
    const TextRange selected { cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart() };
    const auto match = std::ranges::lower_bound(m_matches, selected.start, {}, &TextRange::start);
    return match != m_matches.end() && *match == selected ? int(match - m_matches.begin()) : -1;
}

void FindBar::showCount()
{
    const QString problem = m_search.problem();
    const bool none = m_counted && m_matches.isEmpty() && !m_search.isEmpty();
    QPalette colours = palette();
    if (none || !problem.isEmpty())
        colours.setColor(QPalette::Text, toneColors(Tone::Error, palette()).text);
    m_find->setPalette(colours);
    m_find->setToolTip(problem);

    const QString more = !m_counted || m_matches.size() >= mostMatches ? u"+"_s : QString();
    const QString count = QLocale().toString(m_matches.size()) + more;
    const int current = currentMatch();
    if (!problem.isEmpty())
        m_count->setText(tr("Not a pattern"));
    else if (m_search.isEmpty())
        m_count->clear();
    else if (none)
        m_count->setText(tr("No match"));
    else
        m_count->setText(current < 0 ? tr("%1 found").arg(count)
                                     : tr("%1 of %2").arg(QLocale().toString(current + 1), count));
    m_editor->setCurrentMatch(current);
}

void FindBar::select(std::optional<TextRange> match)
{
    if (match)
        m_editor->selectRange(*match);
    showCount();
}

void FindBar::findNext()
{
    if (m_search.isEmpty())
        return open(m_replaceRow->isVisible());
    const QTextCursor cursor = m_editor->textCursor();
    auto match = m_search.next(text(), cursor.selectionEnd());
    select(match ? match : m_search.next(text(), 0));
    m_origin = m_editor->textCursor().selectionStart();
}

void FindBar::findPrevious()
{
    if (m_search.isEmpty())
        return open(m_replaceRow->isVisible());
    auto match = m_search.previous(text(), m_editor->textCursor().selectionStart());
    select(match ? match : m_search.previous(text(), int(text().size()) + 1));
    m_origin = m_editor->textCursor().selectionStart();
}

void FindBar::replaceOne()
{
    if (m_editor->isReadOnly() || m_search.isEmpty())
        return;
    QTextCursor cursor = m_editor->textCursor();
    const TextRange selected { cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart() };
    if (selected.length > 0 && m_search.next(text(), selected.start) == selected) {
        cursor.insertText(m_search.replacement(text(), selected, m_replace->text()));
        m_editor->setTextCursor(cursor);
        restart();
    }
    findNext();
}

void FindBar::replaceAll()
{
    if (m_editor->isReadOnly() || m_search.isEmpty())
        return;
    QList<TextRange> ranges;
    for (auto match = m_search.next(text(), 0); match; match = m_search.next(text(), match->end()))
        ranges.append(*match);
    if (!ranges.isEmpty())
        replaceRanges(ranges);
    restart();
    m_count->setText(tr("%1 replaced").arg(QLocale().toString(ranges.size())));
}

void FindBar::replaceRanges(const QList<TextRange>& ranges)
{
    const QString before = text();
    QTextCursor cursor(m_editor->document());
    cursor.beginEditBlock();
    const auto put = [&](int start, int end, const QString& with) {
        cursor.setPosition(start);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.insertText(with);
    };
    if (ranges.size() <= singleReplacements) { // from the end, so that positions before stay as they are
        for (auto range = ranges.crbegin(); range != ranges.crend(); ++range)
            put(range->start, range->end(), m_search.replacement(before, *range, m_replace->text()));
    } else {
        QString made;
        int copied = ranges.first().start;
        for (const TextRange& range : ranges) {
            made += QStringView(before).sliced(copied, range.start - copied);
            made += m_search.replacement(before, range, m_replace->text());
            copied = range.end();
        }
        put(ranges.first().start, copied, made);
    }
    cursor.endEditBlock();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const bool back = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Escape:
        return closeBar();
    case Qt::Key_F3:
        return back ? findPrevious() : findNext();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_replace->hasFocus() && !back)
            return replaceOne();
        return back ? findPrevious() : findNext();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace corridor
