// SPDX-License-Identifier: MIT
#include "text_commands.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr auto commentMark = "--"_L1;

struct Lines {
    QTextBlock first, last;
};

// The lines that a selection touches; one that ends at the start of a line does not touch it.
Lines selectedLines(const QTextCursor& cursor)
{
    const QTextDocument* document = cursor.document();
    Lines lines { document->findBlock(cursor.selectionStart()), document->findBlock(cursor.selectionEnd()) };
    if (lines.last != lines.first && cursor.selectionEnd() == lines.last.position())
        lines.last = lines.last.previous();
    return lines;
}

template <typename Each>
void forEachLine(const Lines& lines, Each each)
{
    const int last = lines.last.blockNumber();
    for (QTextBlock block = lines.first; block.isValid() && block.blockNumber() <= last; block = block.next())
        each(block);
}

int indentationOf(const QString& text)
{
    const auto end = std::ranges::find_if(text, [](QChar c) { return c != u' ' && c != u'\t'; });
    return int(end - text.begin());
}

bool isBlank(const QString& text)
{
    return indentationOf(text) == text.size();
}

void insertAt(QTextCursor cursor, int position, const QString& text)
{
    cursor.setPosition(position);
    cursor.insertText(text);
}

void removeAt(QTextCursor cursor, int position, int length)
{
    cursor.setPosition(position);
    cursor.setPosition(position + length, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

void uncomment(const QTextCursor& cursor, const QTextBlock& block)
{
    const QString text = block.text();
    const int start = indentationOf(text);
    if (!QStringView(text).sliced(start).startsWith(commentMark))
        return;
    const bool space = text.size() > start + 2 && text[start + 2] == u' ';
    removeAt(cursor, block.position() + start, space ? 3 : 2);
}

QString textOf(const Lines& lines)
{
    QStringList texts;
    forEachLine(lines, [&](const QTextBlock& block) { texts.append(block.text()); });
    return texts.join(u'\n');
}

void select(QTextCursor& cursor, int anchor, int position)
{
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
}

} // namespace

void toggleLineComment(QTextCursor& cursor)
{
    const Lines lines = selectedLines(cursor);
    bool allCommented = true;
    int column = INT_MAX;
    forEachLine(lines, [&](const QTextBlock& block) {
        const QString text = block.text();
        if (isBlank(text))
            return;
        column = qMin(column, indentationOf(text));
        allCommented &= QStringView(text).sliced(indentationOf(text)).startsWith(commentMark);
    });
    const bool onlyBlank = column == INT_MAX;
    cursor.beginEditBlock();
    forEachLine(lines, [&](const QTextBlock& block) {
        if (onlyBlank)
            insertAt(cursor, block.position() + block.length() - 1, commentMark + u' ');
        else if (allCommented)
            uncomment(cursor, block);
        else if (!isBlank(block.text()))
            insertAt(cursor, block.position() + column, commentMark + u' ');
    });
    cursor.endEditBlock();
}

void duplicateLines(QTextCursor& cursor)
{
    const Lines lines = selectedLines(cursor);
    const QString text = textOf(lines);
    const int offset = int(text.size()) + 1;
    const int anchor = cursor.anchor() + offset;
    const int position = cursor.position() + offset;
    cursor.beginEditBlock();
    insertAt(cursor, lines.last.position() + lines.last.length() - 1, u'\n' + text);
    cursor.endEditBlock();
    select(cursor, anchor, position);
}

void moveLines(QTextCursor& cursor, bool down)
{
    const Lines lines = selectedLines(cursor);
    const QTextBlock other = down ? lines.last.next() : lines.first.previous();
    if (!other.isValid())
        return;
    const QString moved = textOf(lines);
    const QString passed = other.text();
    const int offset = (down ? 1 : -1) * (int(passed.size()) + 1);
    const int anchor = cursor.anchor() + offset;
    const int position = cursor.position() + offset;
    cursor.beginEditBlock();
    const QTextBlock first = down ? lines.first : other;
    const QTextBlock last = down ? other : lines.last;
    select(cursor, first.position(), last.position() + last.length() - 1);
    cursor.insertText(down ? passed + u'\n' + moved : moved + u'\n' + passed);
    cursor.endEditBlock();
    select(cursor, anchor, position);
}

void indentLines(QTextCursor& cursor, const QString& unit)
{
    cursor.beginEditBlock();
    forEachLine(selectedLines(cursor), [&](const QTextBlock& block) {
        if (!block.text().isEmpty())
            insertAt(cursor, block.position(), unit);
    });
    cursor.endEditBlock();
}

void unindentLines(QTextCursor& cursor, int width)
{
    cursor.beginEditBlock();
    forEachLine(selectedLines(cursor), [&](const QTextBlock& block) {
        const QString text = block.text();
        const int length = text.startsWith(u'\t') ? 1 : qMin(width, indentationOf(text));
        if (length > 0)
            removeAt(cursor, block.position(), length);
    });
    cursor.endEditBlock();
}

void insertNewLine(QTextCursor& cursor, const QString& unit)
{
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    QString indentation = before.left(indentationOf(before));
    if (before.trimmed().endsWith(u'('))
        indentation += unit;
    cursor.beginEditBlock();
    cursor.insertText(u'\n' + indentation);
    cursor.endEditBlock();
}

void insertIndent(QTextCursor& cursor, const QString& unit)
{
    const int width = int(unit.size());
    const int missing = width - cursor.positionInBlock() % width;
    cursor.insertText(unit == u"\t" ? unit : QString(missing, u' '));
}

QString indentUnit(const QTextDocument& document)
{
    std::array<int, 9> steps {};
    int tabs = 0, previous = 0, lines = 0;
    for (QTextBlock block = document.firstBlock(); block.isValid() && lines < 2000; block = block.next(), ++lines) {
        const QString text = block.text();
        if (isBlank(text))
            continue;
        tabs += text.startsWith(u'\t');
        const int indentation = indentationOf(text);
        if (const int step = indentation - std::exchange(previous, indentation); step >= 2 && step <= 8)
            ++steps[size_t(step)];
    }
    const auto most = std::ranges::max_element(steps);
    if (tabs > *most)
        return u"\t"_s;
    return QString(*most > 0 ? most - steps.begin() : 4, u' ');
}

} // namespace corridor
