// SPDX-License-Identifier: MIT
// What CodeEditor draws below and above its text.
#include "code_editor.h"

#include "widgets/editor/folding.h"
#include "widgets/editor/sql_highlighter.h"
#include "widgets/style/tone.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <algorithm>

namespace corridor {

namespace {

QColor blended(const QColor& below, const QColor& above, double amount)
{
    const auto mix = [amount](float a, float b) { return float(a + (b - a) * amount); };
    return QColor::fromRgbF(mix(below.redF(), above.redF()), mix(below.greenF(), above.greenF()),
        mix(below.blueF(), above.blueF()));
}

Tone toneOf(EditorProblem::Severity severity)
{
    switch (severity) {
    case EditorProblem::Severity::Error:
        return Tone::Error;
    case EditorProblem::Severity::Warning:
        return Tone::Warning;
    case EditorProblem::Severity::Info:
        break;
    }
    return Tone::Pending;
}

// A wave along the bottom of `rect`, its phase fixed to the viewport so that repainted parts fit together.
QPainterPath waveBelow(const QRectF& rect)
{
    constexpr double step = 3, height = 2.5;
    const double bottom = rect.bottom() - 0.5;
    QPainterPath path(QPointF(rect.left(), bottom - height));
    bool low = true;
    for (double x = rect.left() + step; x < rect.right() + step; x += step, low = !low)
        path.lineTo(qMin(x, rect.right()), low ? bottom : bottom - height);
    return path;
}

QString pillText(int hidden)
{
    return hidden == 1 ? CodeEditor::tr("1 line") : CodeEditor::tr("%1 lines").arg(hidden);
}

} // namespace

void CodeEditor::paintEvent(QPaintEvent* event)
{
    colourVisible(event->rect());
    QList<VisibleLine> lines = visibleLines();
    erase_if(lines, [painted = QRectF(event->rect())](const VisibleLine& line) {
        return line.rect.bottom() < painted.top() || line.rect.top() > painted.bottom();
    });
    QPainter below(viewport());
    for (const VisibleLine& line : std::as_const(lines))
        paintBelow(below, line);
    below.end();
    QPlainTextEdit::paintEvent(event);
    QPainter above(viewport());
    above.setRenderHint(QPainter::Antialiasing);
    for (const VisibleLine& line : std::as_const(lines))
        paintAbove(above, line);
}

// Colours come with the paint, so that only what is seen is coloured; what lies outside the painted part follows.
void CodeEditor::colourVisible(const QRect& painted)
{
    const QTextBlock first = firstVisibleBlock();
    QTextBlock last = first;
    const int rows = viewport()->height() / qMax(1, fontMetrics().lineSpacing()) + 2;
    for (int row = 0; row < rows && last.next().isValid(); last = last.next())
        row += last.isVisible();
    if (m_highlighter->colour(first, last) && !painted.contains(viewport()->rect()))
        viewport()->update();
}

QList<CodeEditor::VisibleLine> CodeEditor::visibleLines() const
{
    QList<VisibleLine> lines;
    QTextBlock block = firstVisibleBlock();
    QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && rect.top() <= viewport()->height()) {
        if (block.isVisible())
            lines.append({ block, rect });
        block = block.next();
        if (block.isVisible())
            rect = blockBoundingRect(block).translated(contentOffset().x(), rect.bottom());
    }
    return lines;
}

// One rectangle for every visual line that the range touches.
QList<QRectF> CodeEditor::rectsOf(const VisibleLine& line, TextRange range) const
{
    QList<QRectF> rects;
    const int start = qMax(0, range.start - line.block.position());
    const int end = qMin(line.block.length() - 1, range.end() - line.block.position());
    const QTextLayout* layout = line.block.layout();
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine text = layout->lineAt(i);
        const int from = qMax(start, text.textStart());
        const int to = qMin(end, text.textStart() + text.textLength());
        if (from > to || (from == to && end > start))
            continue;
        const double left = text.cursorToX(from), right = text.cursorToX(to);
        rects.append(QRectF(line.rect.left() + left, line.rect.top() + text.y(), right - left, text.height()));
    }
    return rects;
}

void CodeEditor::paintBelow(QPainter& painter, const VisibleLine& line) const
{
    paintTint(painter, line);
    paintCurrentLine(painter, line);
    paintMatches(painter, line);
    paintBrackets(painter, line);
}

void CodeEditor::paintCurrentLine(QPainter& painter, const VisibleLine& line) const
{
    if (isCurrentLineShown(line.block))
        painter.fillRect(QRectF(0, line.rect.top(), viewport()->width(), line.rect.height()), currentLineColor());
}

bool CodeEditor::isCurrentLineShown(const QTextBlock& block) const
{
    return block == textCursor().block() && m_tints.isEmpty() && hasFocus();
}

QColor CodeEditor::currentLineColor() const
{
    return blended(palette().color(QPalette::Base), palette().color(QPalette::Accent), 0.08);
}

void CodeEditor::paintTint(QPainter& painter, const VisibleLine& line) const
{
    const auto tint = m_tints.constFind(line.block.blockNumber() + 1);
    if (tint == m_tints.cend())
        return;
    painter.fillRect(QRectF(0, line.rect.top(), viewport()->width(), line.rect.height()), tint->line);
    if (tint->partLength > 0) {
        for (const QRectF& rect : rectsOf(line, { line.block.position() + tint->partStart, tint->partLength }))
            painter.fillRect(rect, tint->part);
    }
}

void CodeEditor::paintMatches(QPainter& painter, const VisibleLine& line) const
{
    const QColor color = blended(palette().color(QPalette::Base), toneColors(Tone::Warning, palette()).mark, 0.28);
    const int start = line.block.position(), end = start + line.block.length();
    auto match = std::ranges::lower_bound(m_matches, start, {}, &TextRange::end);
    for (; match != m_matches.end() && match->start < end; ++match) {
        for (const QRectF& rect : rectsOf(line, *match)) {
            painter.fillRect(rect, color);
            if (match - m_matches.begin() == m_currentMatch) {
                painter.setPen(toneColors(Tone::Warning, palette()).mark);
                painter.drawRect(rect.adjusted(0, 0, -1, -1));
            }
        }
    }
}

void CodeEditor::paintBrackets(QPainter& painter, const VisibleLine& line) const
{
    if (m_bracket.bracket < 0)
        return;
    const Tone tone = m_bracket.partner < 0 ? Tone::Error : Tone::Pending;
    for (const int position : { m_bracket.bracket, m_bracket.partner }) {
        if (position < line.block.position() || position >= line.block.position() + line.block.length() - 1)
            continue;
        for (const QRectF& rect : rectsOf(line, { position, 1 })) {
            painter.fillRect(rect, toneColors(tone, palette()).fill);
            painter.setPen(toneColors(tone, palette()).mark);
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        }
    }
}

void CodeEditor::paintAbove(QPainter& painter, const VisibleLine& line) const
{
    paintProblems(painter, line);
    if (m_folding->isFolded(line.block))
        paintFoldPill(painter, line);
}

void CodeEditor::paintProblems(QPainter& painter, const VisibleLine& line) const
{
    const int start = line.block.position(), end = start + line.block.length();
    for (const Problem& problem : m_problems) {
        if (problem.range.selectionEnd() < start || problem.range.selectionStart() >= end)
            continue;
        painter.setPen(QPen(toneColors(toneOf(problem.problem.severity), palette()).mark, 1.4));
        const int from = problem.range.selectionStart();
        for (const QRectF& rect : rectsOf(line, { from, problem.range.selectionEnd() - from }))
            painter.drawPath(waveBelow(rect));
    }
}

QRectF CodeEditor::foldPill(const VisibleLine& line) const
{
    const QTextLayout* layout = line.block.layout();
    if (layout->lineCount() == 0)
        return {};
    const QTextLine text = layout->lineAt(layout->lineCount() - 1);
    const double letter = fontMetrics().horizontalAdvance(u'0');
    const double left = line.rect.left() + text.naturalTextRect().right() + letter;
    const double width = fontMetrics().horizontalAdvance(pillText(m_folding->hiddenLines(line.block))) + 2 * letter;
    return QRectF(left, line.rect.top() + text.y() + 1, width, text.height() - 2);
}

void CodeEditor::paintFoldPill(QPainter& painter, const VisibleLine& line) const
{
    const ToneColors& colors = toneColors(Tone::Neutral, palette());
    const QRectF pill = foldPill(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(pill, pill.height() / 3, pill.height() / 3);
    painter.setPen(colors.text);
    painter.drawText(pill, Qt::AlignCenter, pillText(m_folding->hiddenLines(line.block)));
}

} // namespace corridor
