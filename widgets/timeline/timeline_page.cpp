// SPDX-License-Identifier: MIT
#include "timeline_page.h"

#include "widgets/style/plain_table.h"
#include "widgets/style/tool_button.h"
#include "widgets/timeline/outcome_delegate.h"
#include "widgets/timeline/timeline_model.h"
#include "widgets/timeline/timeline_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

TimelinePage::TimelinePage(TimelineModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_timeline(new TimelineView(this))
    , m_table(new PlainTable(tr("History"), this))
    , m_search(new QLineEdit(this))
{
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_timeline);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 9);
    splitter->setStretchFactor(1, 10);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(splitter, 1);
    setFocusProxy(m_table);
    connectModel();
}

QWidget* TimelinePage::makeBar()
{
    m_search->setPlaceholderText(tr("Filter the history"));
    m_search->setAccessibleName(tr("Filter the history"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    QToolButton* in = toolButton("zoom-in"_L1, tr("Zoom in"), this);
    QToolButton* out = toolButton("zoom-out"_L1, tr("Zoom out"), this);
    QToolButton* fit = toolButton("zoom-fit"_L1, tr("Show the whole history"), this);
    connect(in, &QToolButton::clicked, m_timeline, &TimelineView::zoomIn);
    connect(out, &QToolButton::clicked, m_timeline, &TimelineView::zoomOut);
    connect(fit, &QToolButton::clicked, m_timeline, [this] { m_timeline->setZoom(1); });

    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(2);
    layout->addWidget(m_search, 1);
    layout->addStretch();
    layout->addWidget(out);
    layout->addWidget(in);
    layout->addWidget(fit);
    return bar;
}

void TimelinePage::connectModel()
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(TimelineSortRole);
    m_proxy->setFilterRole(TimelineNameRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(TimelineModel::StartedColumn, Qt::AscendingOrder);
    m_table->setColumnChars({ 0, 13, 20, 11, 20, 7 });
    m_table->setItemDelegateForColumn(TimelineModel::OutcomeColumn, new OutcomeDelegate(m_table));
    m_timeline->setModel(m_proxy, m_table->selectionModel());

    const auto name = [](const QModelIndex& index) { return index.data(TimelineNameRole).toString(); };
    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this, name](const QModelIndex& index) { emit currentMigrationChanged(name(index)); });
    const auto open = [this, name](const QModelIndex& index) { emit migrationActivated(name(index)); };
    connect(m_table, &QTableView::activated, this, open);
    connect(m_timeline, &TimelineView::activated, this, open);
}

void TimelinePage::setCurrentMigration(const QString& name)
{
    if (m_table->currentIndex().data(TimelineNameRole).toString() == name)
        return;
    // The newest attempt of it.
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        if (m_model.attempts()[row].migration == name)
            return m_table->selectRow(m_proxy->mapFromSource(m_model.index(row, 0)).row());
    }
}

} // namespace corridor
