// SPDX-License-Identifier: MIT
#include "run_view.h"

#include "widgets/style/icon.h"
#include "widgets/style/plain_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int tickMs = 200;

QPushButton* button(QLatin1StringView name, const QString& text, const QString& help, QWidget* parent)
{
    auto* made = new QPushButton(icon(name), text, parent);
    made->setToolTip(help);
    made->setAccessibleDescription(help);
    made->setAutoDefault(false);
    return made;
}

} // namespace

RunView::RunView(RunModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new QLabel(this))
    , m_place(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_pause(button(
          "pause"_L1, tr("&Pause"), tr("Stop before the next statement; what it holds by then stays held"), this))
    , m_step(button("step"_L1, tr("&Step"), tr("Run one statement, then stop again"), this))
    , m_cancel(button("stop"_L1, tr("&Cancel"), tr("Ask the server to stop what runs"), this))
    , m_table(new PlainTable(tr("Statements of the run"), this))
    , m_lane(new RunLane(this))
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setAccessibleName(tr("Run"));
    m_place->setAccessibleName(tr("Where the run is"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    m_pause->setCheckable(true);
    // Words that change must not move or widen anything.
    for (QLabel* label : { m_title, m_place })
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_pause->setFixedWidth(m_pause->sizeHint().width() + fontMetrics().averageCharWidth() * 3);

    m_table->setModel(&model);
    m_table->setColumnChars({ 14, 6, 0, 44, 10, 10 });
    m_table->setItemDelegateForColumn(RunModel::FactsColumn, new StatementBadgeDelegate(this));

    auto* words = new QVBoxLayout;
    words->addWidget(m_title);
    words->addWidget(m_place);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 6, 8, 6);
    head->setSpacing(8);
    head->addLayout(words, 1);
    for (QWidget* item : { static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_pause),
             static_cast<QWidget*>(m_step), static_cast<QWidget*>(m_cancel) })
        head->addWidget(item);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_lane);
    setFocusProxy(m_table);

    m_clock.setInterval(tickMs);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model.tick();
        refresh();
    });
    connect(m_pause, &QPushButton::clicked, this, &RunView::pauseRequested);
    connect(m_step, &QPushButton::clicked, this, &RunView::stepRequested);
    connect(m_cancel, &QPushButton::clicked, this, &RunView::cancelRequested);
    connect(&model, &QAbstractItemModel::dataChanged, this, &RunView::follow);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        emit placeActivated(index.data(RunMigrationRole).toString(), index.data(RunLineRole).toInt());
    });
    refresh();
}

void RunView::begin(const QString& title)
{
    m_titleText = title;
    m_runs = true;
    m_followed = -1;
    m_table->setColumnHidden(RunModel::ExpectedColumn, !m_model.hasExpectations());
    m_lane->clear();
    m_clock.start();
    refresh();
}

void RunView::end(const QString& outcome)
{
    m_titleText = outcome;
    m_runs = m_standing = false;
    m_pause->setChecked(false);
    m_clock.stop();
    m_model.tick();
    refresh();
}

void RunView::setPaused(bool paused, bool standing)
{
    m_pause->setChecked(paused);
    m_standing = standing;
    refresh();
}

bool RunView::isPaused() const
{
    return m_pause->isChecked();
}

void RunView::refresh()
{
    const bool paused = isPaused();
    const QString title = m_titleText.isEmpty() ? tr("No run yet") : m_titleText;
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, qMax(m_title->width(), 200)));
    m_title->setToolTip(title);
    QString place = m_model.placeText();
    if (m_runs && paused)
        place += m_standing ? tr(" · paused") : tr(" · pauses after this statement");
    m_place->setText(m_runs || !place.isEmpty() ? place : tr("Pause now to begin the next run paused."));
    m_progress->setValue(m_model.permille());
    m_progress->setFormat(tr("%1 %").arg(m_model.permille() / 10));
    m_pause->setText(paused ? tr("&Resume") : tr("&Pause"));
    m_step->setEnabled(m_runs && paused && m_standing);
    m_cancel->setEnabled(m_runs);
}

// Shows the row that runs, as long as nobody has scrolled away from the one before.
void RunView::follow()
{
    const int row = m_model.runningRow();
    if (row < 0 || row == m_followed)
        return;
    const QRect view = m_table->viewport()->rect();
    const bool inSight = m_followed < 0 || view.intersects(m_table->visualRect(m_model.index(m_followed, 0)));
    m_followed = row;
    if (inSight)
        m_table->scrollTo(m_model.index(row, 0), QAbstractItemView::EnsureVisible);
}

} // namespace corridor
