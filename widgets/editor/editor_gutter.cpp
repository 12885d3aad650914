// SPDX-License-Identifier: MIT
#include "editor_gutter.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/folding.h"
#include "widgets/style/icon.h"
#include "widgets/style/tone.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace corridor {

EditorGutter::EditorGutter(CodeEditor* editor)
    : QWidget(editor)
    , m_editor(editor)
{
    setAccessibleName(tr("Line numbers"));
    setMouseTracking(true);
}

void EditorGutter::setLabels(std::function<QString(int)> labels, int digits)
{
    m_labels = std::move(labels);
    m_digits = digits;
}

int EditorGutter::unit() const
{
    return m_editor->fontMetrics().ascent();
}

EditorGutter::Columns EditorGutter::columns() const
{
    const int digits = m_digits > 0 ? m_digits : qMax(3, int(QString::number(m_editor->blockCount()).size()));
    const int letter = m_editor->fontMetrics().horizontalAdvance(u'0');
    Columns columns {};
    columns.badge = letter / 2;
    columns.number = columns.badge + (m_editor->badges().isEmpty() ? 0 : unit() + letter / 2);
    columns.mark = columns.number + letter / 2 + digits * letter;
    columns.fold = columns.mark + letter / 2 + (m_labels ? 0 : unit() * 2 / 3);
    columns.end = columns.fold + (m_labels ? letter : unit() + letter / 2);
    return columns;
}

int EditorGutter::requiredWidth() const
{
    return columns().end;
}

QTextBlock EditorGutter::blockAt(int y) const
{
    return m_editor->cursorForPosition(QPoint(0, y)).block();
}

bool EditorGutter::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), toolTipFor(blockAt(help->pos().y()), help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

QString EditorGutter::toolTipFor(const QTextBlock& block, int x) const
{
    const int line = block.blockNumber() + 1;
    if (x < columns().number && m_editor->badges().contains(line))
        return m_editor->badges().value(line).text;
    QStringList messages;
    for (const EditorProblem& problem : m_editor->problemsInLine(line))
        messages.append(problem.message);
    return messages.join(u'\n');
}

void EditorGutter::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_editor->palette().color(QPalette::Base));
    painter.setFont(m_editor->font());
    const double shift = m_editor->viewport()->y() - y();
    for (const CodeEditor::VisibleLine& line : m_editor->visibleLines()) {
        const QRectF strip = line.rect.translated(0, shift);
        if (strip.bottom() >= event->rect().top() && strip.top() <= event->rect().bottom())
            paintLine(painter, line.block, strip);
    }
}

void EditorGutter::paintLine(QPainter& painter, const QTextBlock& block, const QRectF& line)
{
    const Columns edges = columns();
    const int number = block.blockNumber() + 1;
    const double height = m_editor->fontMetrics().lineSpacing();
    const bool current = block == m_editor->textCursor().block() && !m_labels;
    const QPalette& palette = m_editor->palette();
    if (m_editor->isCurrentLineShown(block))
        painter.fillRect(QRectF(0, line.top(), width(), line.height()), m_editor->currentLineColor());
    painter.setPen(palette.color(current ? QPalette::Text : QPalette::PlaceholderText));
    painter.drawText(QRectF(edges.number, line.top(), edges.mark - edges.number, height),
        Qt::AlignRight | Qt::AlignVCenter, m_labels ? m_labels(number) : QString::number(number));
    const auto cell = [&](int left) {
        return QRectF(left, line.top() + (height - unit()) / 2, unit(), unit());
    };
    if (const auto badge = m_editor->badges().constFind(number); badge != m_editor->badges().cend())
        badge->icon.paint(&painter, cell(edges.badge).toRect());
    if (m_labels)
        return;
    paintProblemMark(painter, block, line, cell(edges.mark));
    if (m_editor->folding().canFold(block))
        paintFoldArrow(painter, block, cell(edges.fold));
}

void EditorGutter::paintFoldArrow(QPainter& painter, const QTextBlock& block, const QRectF& cell)
{
    const bool folded = m_editor->folding().isFolded(block);
    const bool hovered = m_hovered == block.blockNumber();
    const QColor color = m_editor->palette().color(folded || hovered ? QPalette::Text : QPalette::Dark);
    painter.setPen(QPen(color, qMax(1.2, cell.width() / 10), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double arm = cell.width() / 4;
    const QPointF middle = cell.center();
    const QPointF arrow[] = { middle + (folded ? QPointF(-arm / 2, -arm) : QPointF(-arm, -arm / 2)),
        middle + (folded ? QPointF(arm / 2, 0) : QPointF(0, arm / 2)),
        middle + (folded ? QPointF(-arm / 2, arm) : QPointF(arm, -arm / 2)) };
    painter.drawPolyline(arrow, 3);
}

// A dot beside the number and a bar at the edge, in the colour of the worst problem of the line.
void EditorGutter::paintProblemMark(
    QPainter& painter, const QTextBlock& block, const QRectF& line, const QRectF& cell)
{
    const QList<EditorProblem> problems = m_editor->problemsInLine(block.blockNumber() + 1);
    if (problems.isEmpty())
        return;
    const auto worst = std::ranges::max(problems, {}, &EditorProblem::severity).severity;
    const Tone tone = worst == EditorProblem::Severity::Error ? Tone::Error
        : worst == EditorProblem::Severity::Warning           ? Tone::Warning
                                                              : Tone::Pending;
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColors(tone, m_editor->palette()).mark);
    const double radius = cell.height() / 5;
    const QPointF middle(cell.left() + cell.width() / 2.5, cell.center().y());
    if (worst == EditorProblem::Severity::Warning) { // another shape, not only another colour
        const QPointF triangle[] = { middle + QPointF(0, -radius * 1.2), middle + QPointF(radius * 1.2, radius),
            middle + QPointF(-radius * 1.2, radius) };
        painter.drawPolygon(triangle, 3);
    } else {
        painter.drawEllipse(middle, radius, radius);
    }
    painter.fillRect(QRectF(0, line.top(), 2, line.height()), toneColors(tone, m_editor->palette()).mark);
}

void EditorGutter::mousePressEvent(QMouseEvent* event)
{
    const QTextBlock block = blockAt(event->pos().y());
    const Columns edges = columns();
    if (event->button() != Qt::LeftButton || !block.isValid())
        return;
    if (event->pos().x() < edges.number && m_editor->badges().contains(block.blockNumber() + 1))
        emit m_editor->badgeActivated(block.blockNumber() + 1);
    else if (event->pos().x() >= edges.fold && m_editor->folding().canFold(block))
        m_editor->folding().toggle(block);
    else {
        m_selectFrom = block.blockNumber();
        mouseMoveEvent(event);
    }
}

void EditorGutter::mouseMoveEvent(QMouseEvent* event)
{
    const QTextBlock block = blockAt(event->pos().y());
    if (std::exchange(m_hovered, block.blockNumber()) != block.blockNumber())
        update();
    if (!(event->buttons() & Qt::LeftButton) || m_selectFrom < 0)
        return;
    QTextCursor cursor(m_editor->document()->findBlockByNumber(qMin(m_selectFrom, block.blockNumber())));
    const QTextBlock last = m_editor->document()->findBlockByNumber(qMax(m_selectFrom, block.blockNumber()));
    const int end = last.next().isValid() ? last.next().position() : last.position() + last.length() - 1;
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
}

void EditorGutter::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void EditorGutter::wheelEvent(QWheelEvent* event)
{
    m_editor->wheelEvent(event);
}

} // namespace corridor
