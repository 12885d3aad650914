// SPDX-License-Identifier: MIT
#include "checklist_view.h"

#include "widgets/checklist/checklist_row.h"
#include "widgets/checklist/tick_command.h"
#include "widgets/style/tone.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

ChecklistView::ChecklistView(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_reason(new QLabel)
{
    setAccessibleName(tr("Checklist"));
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setWordWrap(true);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setMargin(16);
    m_stack->addWidget(m_reason);
    m_stack->addWidget(makeList());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    setUnavailable(tr("Connect to a database to see its checklist."));
}

QWidget* ChecklistView::makeHeader()
{
    auto* header = new QWidget;
    m_progressText = new QLabel;
    m_gate = new QLabel;
    m_gate->setAccessibleName(tr("Gate"));
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 3);
    m_progress->setAccessibleName(tr("Ticked items"));
    auto* words = new QHBoxLayout;
    words->addWidget(m_progressText, 1);
    words->addWidget(m_gate);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->addLayout(words);
    layout->addWidget(m_progress);
    return header;
}

QWidget* ChecklistView::makeList()
{
    auto* page = new QWidget;
    auto* content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins({});
    m_layout->setSpacing(0);
    m_layout->addStretch();
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_scroll, 1);
    return page;
}

void ChecklistView::setUnavailable(const QString& reason)
{
    m_reason->setText(reason);
    m_stack->setCurrentIndex(0);
    m_undo.clear();
}

void ChecklistView::setChecklist(const Checklist& checklist, const QString& target)
{
    const bool same = sameItems(checklist);
    m_checklist = checklist;
    if (m_target != target) { // undo belongs to one database
        m_undo.clear();
        m_target = target;
    }
    if (!same)
        rebuild();
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i]->show(m_checklist.items[i]);
    showProgress(target);
    m_stack->setCurrentIndex(1);
}

bool ChecklistView::sameItems(const Checklist& checklist) const
{
    return std::ranges::equal(m_rows, checklist.items, {}, [](const ChecklistRow* row) { return row->status().item; },
        [](const ItemStatus& status) { return status.item; });
}

void ChecklistView::rebuild()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const ItemStatus& status : std::as_const(m_checklist.items)) {
        auto* row = new ChecklistRow;
        row->show(status);
        m_layout->insertWidget(int(m_rows.size()), row);
        m_rows.append(row);
        row->findChild<QCheckBox*>()->installEventFilter(this); // buttons take Up and Down for themselves
        connect(row, &ChecklistRow::toggled, this,
            [this, row](bool ticked) { pushTick(row->status().item.id, ticked, ticked ? row->status().note : QString()); });
        connect(row, &ChecklistRow::noteWritten, this,
            [this, row](const QString& note) { pushTick(row->status().item.id, true, note); });
        connect(row, &ChecklistRow::focused, this, [this, row] { m_scroll->ensureWidgetVisible(row, 0, 4); });
    }
}

void ChecklistView::showProgress(const QString& target)
{
    const int total = int(m_checklist.items.size()), ticked = m_checklist.count(ItemState::Ticked);
    const int stale = m_checklist.count(ItemState::Stale);
    m_progressText->setText(tr("%1 of %2 for %3").arg(ticked).arg(total).arg(target));
    m_progress->setMaximum(qMax(1, total));
    m_progress->setValue(ticked);
    const bool open = gate(m_checklist).open;
    m_gate->setText(open ? tr("complete") : stale > 0 ? tr("%1 no longer valid").arg(stale) : QString());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, toneColors(open ? Tone::Ok : Tone::Warning, colours).text);
    m_gate->setPalette(colours);
}

void ChecklistView::pushTick(const QString& item, bool ticked, const QString& note)
{
    const ItemStatus* now = m_checklist.find(item);
    if (!now)
        return;
    const TickCommand::Change before { item, now->isTicked(), now->note }, after { item, ticked, note };
    const QString text = ticked ? tr("Tick “%1”").arg(now->item.text) : tr("Untick “%1”").arg(now->item.text);
    m_undo.push(new TickCommand(text, before, after,
        [this](const TickCommand::Change& change) { emit tickRequested(change.item, change.ticked, change.note); }));
}

void ChecklistView::showItem(const QString& id)
{
    for (ChecklistRow* row : std::as_const(m_rows)) {
        if (row->status().item.id == id)
            row->findChild<QCheckBox*>()->setFocus(Qt::OtherFocusReason);
    }
}

void ChecklistView::moveFocus(int direction)
{
    const auto current = std::ranges::find_if(m_rows, &ChecklistRow::hasKeys);
    const qsizetype index = current == m_rows.end() ? 0 : current - m_rows.begin() + direction;
    if (index >= 0 && index < m_rows.size())
        m_rows[index]->findChild<QCheckBox*>()->setFocus(Qt::OtherFocusReason);
}

bool ChecklistView::eventFilter(QObject* watched, QEvent* event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return QWidget::eventFilter(watched, event);
    moveFocus(key == Qt::Key_Down ? 1 : -1);
    return true;
}

void ChecklistView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        return moveFocus(event->key() == Qt::Key_Down ? 1 : -1);
    if (event->matches(QKeySequence::Undo))
        return m_undo.undo();
    if (event->matches(QKeySequence::Redo))
        return m_undo.redo();
    QWidget::keyPressEvent(event);
}

} // namespace corridor
