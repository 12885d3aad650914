// SPDX-License-Identifier: MIT
#include "folding.h"

#include "widgets/editor/sql_highlighter.h"

#include <QPlainTextDocumentLayout>
#include <QTextDocument>

namespace corridor {

namespace {

void setShown(QTextBlock block, bool shown)
{
    block.setVisible(shown);
    block.setLineCount(shown ? qMax(1, block.layout()->lineCount()) : 0);
}

} // namespace

Folding::Folding(QTextDocument* document, SqlHighlighter* highlighter, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_highlighter(highlighter)
{
    // Blocks must not change their height while an edit is being told.
    connect(document, &QTextDocument::contentsChange, this, &Folding::showOrphans, Qt::QueuedConnection);
}

bool Folding::canFold(const QTextBlock& block) const
{
    const BlockSyntax* syntax = syntaxOf(block);
    return syntax && syntax->beginsRegion() && block.next().isValid();
}

bool Folding::isFolded(const QTextBlock& block) const
{
    const BlockSyntax* syntax = syntaxOf(block);
    return syntax && syntax->folded;
}

int Folding::hiddenLines(const QTextBlock& block) const
{
    int lines = 0;
    for (QTextBlock next = block.next(); next.isValid() && !next.isVisible(); next = next.next())
        ++lines;
    return lines;
}

void Folding::fold(const QTextBlock& block)
{
    m_highlighter->readAll();
    if (!canFold(block) || isFolded(block))
        return;
    syntaxOf(block)->folded = true;
    ++m_folds;
    hide(block.next(), SqlHighlighter::regionEnd(block));
}

void Folding::unfold(const QTextBlock& block)
{
    if (!isFolded(block))
        return;
    syntaxOf(block)->folded = false;
    --m_folds;
    showRun(block.next());
}

void Folding::toggle(const QTextBlock& block)
{
    isFolded(block) ? unfold(block) : fold(block);
}

void Folding::foldAll()
{
    m_highlighter->readAll();
    for (QTextBlock block = m_document->firstBlock(); block.isValid(); block = block.next()) {
        if (block.isVisible())
            fold(block);
    }
}

void Folding::unfoldAll()
{
    for (QTextBlock block = m_document->firstBlock(); block.isValid(); block = block.next()) {
        if (BlockSyntax* syntax = syntaxOf(block))
            syntax->folded = false;
        if (!block.isVisible())
            setShown(block, true);
    }
    m_folds = 0;
    changed(0, m_document->characterCount());
}

void Folding::reveal(const QTextBlock& block)
{
    while (!block.isVisible()) {
        QTextBlock header = block.previous();
        while (header.isValid() && !header.isVisible())
            header = header.previous();
        if (!isFolded(header))
            return showRun(header.next());
        unfold(header);
    }
}

QTextBlock Folding::regionAround(const QTextBlock& block) const
{
    const BlockSyntax* inside = syntaxOf(block);
    if (!inside || canFold(block))
        return block;
    int depth = inside->before.nesting.depth(); // the lowest between the block and the lines passed
    for (QTextBlock above = block.previous(); above.isValid() && depth > 0; above = above.previous()) {
        const BlockSyntax* syntax = syntaxOf(above);
        if (canFold(above) && syntax->lowestDepth < depth)
            return above;
        depth = qMin(depth, syntax ? syntax->lowestDepth : 0);
    }
    return {};
}

// Shows hidden lines from `block` to the next visible one, except those of folds within.
void Folding::showRun(QTextBlock block)
{
    const int from = block.position();
    int to = from;
    while (block.isValid() && !block.isVisible()) {
        setShown(block, true);
        to = block.position() + block.length();
        block = isFolded(block) ? SqlHighlighter::regionEnd(block) : block.next();
    }
    changed(from, to);
}

void Folding::hide(QTextBlock block, const QTextBlock& end)
{
    const int from = block.position();
    for (; block.isValid() && block != end; block = block.next())
        setShown(block, false);
    changed(from, block.isValid() ? block.position() : m_document->characterCount());
}

void Folding::changed(int from, int to)
{
    m_document->markContentsDirty(from, to - from);
    auto* layout = qobject_cast<QPlainTextDocumentLayout*>(m_document->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
}

// An edit may take away the line that a fold began at, or the region itself.
void Folding::showOrphans()
{
    if (m_folds == 0)
        return;
    QTextBlock visible = m_document->firstBlock();
    if (!visible.isVisible())
        setShown(visible, true);
    for (QTextBlock block = visible; block.isValid(); block = block.next()) {
        if (!block.isVisible() && block.previous().isVisible() && !canFold(block.previous()))
            showRun(block);
        BlockSyntax* syntax = syntaxOf(block);
        if (syntax && syntax->folded && !canFold(block))
            syntax->folded = false;
    }
}

} // namespace corridor
