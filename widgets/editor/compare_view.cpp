// SPDX-License-Identifier: MIT
#include "compare_view.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/text_file.h"
#include "widgets/style/tone.h"
#include "widgets/style/tool_button.h"

#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QStringList linesOf(const QByteArray& bytes)
{
    QStringList lines = decodeText(bytes).text.split(u'\n');
    for (QString& line : lines) {
        if (line.endsWith(u'\r'))
            line.chop(1);
    }
    return lines;
}

} // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , m_left(new CodeEditor)
    , m_right(new CodeEditor)
    , m_leftTitle(new QLabel)
    , m_rightTitle(new QLabel)
    , m_summary(new QLabel)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSide(m_left, m_leftTitle));
    splitter->addWidget(makeSide(m_right, m_rightTitle));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(splitter, 1);
    follow(m_left, m_right);
    follow(m_right, m_left);
    setFocusProxy(m_right);
}

QWidget* CompareView::makeHeader()
{
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(8, 4, 8, 4);
    QToolButton* previous = toolButton("chevron-up"_L1, tr("Previous difference (Shift+F7)"), header);
    QToolButton* next = toolButton("chevron-down"_L1, tr("Next difference (F7)"), header);
    QToolButton* close = toolButton("close"_L1, tr("Close the comparison (Esc)"), header);
    m_summary->setAccessibleName(tr("Differences"));
    m_choices = new QHBoxLayout;
    layout->addWidget(previous);
    layout->addWidget(next);
    layout->addWidget(m_summary, 1);
    layout->addLayout(m_choices);
    layout->addWidget(close);
    connect(previous, &QToolButton::clicked, this, &CompareView::previousDifference);
    connect(next, &QToolButton::clicked, this, &CompareView::nextDifference);
    connect(close, &QToolButton::clicked, this, &CompareView::closed);
    return header;
}

QWidget* CompareView::makeSide(CodeEditor* editor, QLabel* title)
{
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    title->setContentsMargins(10, 3, 10, 3);
    title->setBuddy(editor);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    editor->setLocked(true);
    editor->neverWrap();
    editor->installEventFilter(this);
    layout->addWidget(title);
    layout->addWidget(editor, 1);
    return side;
}

void CompareView::follow(CodeEditor* leader, CodeEditor* follower)
{
    connect(leader->verticalScrollBar(), &QScrollBar::valueChanged, follower->verticalScrollBar(), &QScrollBar::setValue);
    connect(
        leader->horizontalScrollBar(), &QScrollBar::valueChanged, follower->horizontalScrollBar(), &QScrollBar::setValue);
}

void CompareView::compare(const Side& left, const Side& right, const QList<MessageAction>& choices)
{
    m_leftTitle->setText(left.title);
    m_rightTitle->setText(right.title);
    m_left->setAccessibleName(left.title);
    m_right->setAccessibleName(right.title);
    setChoices(choices);
    const int request = ++m_request;
    QtConcurrent::run(diffLines, left.text, right.text).then(this, [=, this](const QList<DiffRow>& rows) {
        if (request == m_request)
            show(left, right, rows);
    });
}

void CompareView::setChoices(const QList<MessageAction>& choices)
{
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const MessageAction& choice : choices) {
        auto* button = new QPushButton(choice.text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, choice.run);
        m_choices->addWidget(button);
    }
}

void CompareView::show(const Side& left, const Side& right, const QList<DiffRow>& rows)
{
    m_rows = rows;
    fill(*m_left, linesOf(left.text), &DiffRow::left);
    fill(*m_right, linesOf(right.text), &DiffRow::right);
    findStarts();
    tint();
    const auto count = [&](DiffRow::Kind kind) { return std::ranges::count(rows, kind, &DiffRow::kind); };
    m_summary->setText(m_starts.isEmpty() ? tr("No difference")
                                          : tr("%1 changed, %2 added, %3 removed lines")
                                                .arg(count(DiffRow::Kind::Changed))
                                                .arg(count(DiffRow::Kind::Added))
                                                .arg(count(DiffRow::Kind::Removed)));
    if (!m_starts.isEmpty())
        goToStart(0);
    emit ready();
}

// One line for every row, empty where this side has none.
void CompareView::fill(CodeEditor& editor, const QStringList& lines, int DiffRow::* line)
{
    QStringList shown;
    for (const DiffRow& row : std::as_const(m_rows))
        shown.append(row.*line > 0 ? lines.value(row.*line - 1) : QString());
    editor.load({ .text = shown.join(u'\n') });
    const int digits = qMax(3, int(QString::number(lines.size()).size()));
    const auto label = [this, line](int row) {
        const int number = row <= m_rows.size() ? m_rows[row - 1].*line : 0;
        return number > 0 ? QString::number(number) : QString();
    };
    editor.setLineLabels(label, digits);
}

void CompareView::findStarts()
{
    m_starts.clear();
    bool inside = false;
    for (int row = 0; row < m_rows.size(); ++row) {
        const bool differs = m_rows[row].kind != DiffRow::Kind::Same;
        if (differs && !inside)
            m_starts.append(row);
        inside = differs;
    }
}

void CompareView::tint()
{
    const ToneColors& gone = toneColors(Tone::Error, palette());
    const ToneColors& come = toneColors(Tone::Ok, palette());
    const auto strong = [](QColor color) {
        color.setAlphaF(0.32f);
        return color;
    };
    const QColor filler = palette().color(QPalette::Midlight);
    QHash<int, LineTint> left, right;
    for (int row = 0; row < m_rows.size(); ++row) {
        const DiffRow::Kind kind = m_rows[row].kind;
        if (kind == DiffRow::Kind::Same)
            continue;
        LineTint before { gone.fill, strong(gone.mark) }, after { come.fill, strong(come.mark) };
        if (kind == DiffRow::Kind::Changed) {
            const DiffSpan span = diffSpan(m_left->document()->findBlockByNumber(row).text(),
                m_right->document()->findBlockByNumber(row).text());
            before.partStart = after.partStart = span.start;
            before.partLength = span.leftLength;
            after.partLength = span.rightLength;
        }
        left.insert(row + 1, kind == DiffRow::Kind::Added ? LineTint { filler, {} } : before);
        right.insert(row + 1, kind == DiffRow::Kind::Removed ? LineTint { filler, {} } : after);
    }
    m_left->setLineTints(left);
    m_right->setLineTints(right);
}

void CompareView::nextDifference()
{
    const auto next = std::ranges::upper_bound(m_starts, m_right->currentLine() - 1);
    goToStart(next == m_starts.end() ? 0 : next - m_starts.begin());
}

void CompareView::previousDifference()
{
    const auto next = std::ranges::lower_bound(m_starts, m_right->currentLine() - 1);
    goToStart(next == m_starts.begin() ? m_starts.size() - 1 : next - m_starts.begin() - 1);
}

void CompareView::goToStart(qsizetype index)
{
    if (index < 0 || index >= m_starts.size())
        return;
    m_left->goTo(m_starts[index] + 1);
    m_right->goTo(m_starts[index] + 1);
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_F7)
        event->modifiers() & Qt::ShiftModifier ? previousDifference() : nextDifference();
    else
        QWidget::keyPressEvent(event);
}

void CompareView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

// The editors would take Escape for nothing.
bool CompareView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_F7) {
            keyPressEvent(key);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace corridor
