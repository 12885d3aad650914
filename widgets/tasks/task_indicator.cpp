// SPDX-License-Identifier: MIT
#include "task_indicator.h"

#include "report/quantity_text.h"
#include "widgets/style/tool_button.h"
#include "widgets/tasks/task_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int showAfterMs = 300, tickMs = 100;

QString statusText(const RunningTask& task)
{
    QString text = task.cancelling ? TaskIndicator::tr("Cancelling: %1").arg(task.title) : task.title;
    if (!task.detail.isEmpty())
        text += u" · "_s + task.detail;
    return text + u" · "_s + durationText(task.since.elapsed());
}

} // namespace

TaskIndicator::TaskIndicator(TaskList& tasks, QWidget* parent)
    : QWidget(parent)
    , m_tasks(tasks)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(toolButton("stop"_L1, tr("Cancel what runs"), this))
{
    m_text->setAccessibleName(tr("Running task"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(fontMetrics().averageCharWidth() * 18, fontMetrics().height() / 2);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    hide();
    m_clock.setInterval(tickMs);
    connect(&m_clock, &QTimer::timeout, this, &TaskIndicator::refresh);
    connect(&tasks, &TaskList::changed, this, &TaskIndicator::refresh);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_tasks.isIdle())
            m_tasks.cancel(m_tasks.tasks().last().id);
    });
}

void TaskIndicator::refresh()
{
    if (m_tasks.isIdle()) {
        m_clock.stop();
        hide();
        return;
    }
    if (!m_clock.isActive())
        m_clock.start();
    const RunningTask& newest = m_tasks.tasks().last();
    if (newest.since.elapsed() >= showAfterMs || newest.cancelling)
        display(newest);
}

void TaskIndicator::display(const RunningTask& task)
{
    m_text->setText(statusText(task));
    m_progress->setMaximum(task.total);
    m_progress->setValue(task.done);
    m_cancel->setEnabled(task.cancellable && !task.cancelling);
    show();
}

} // namespace corridor
