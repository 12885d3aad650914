// SPDX-License-Identifier: MIT
#include "run_log_view.h"

#include "widgets/run/run_log_model.h"
#include "widgets/style/plain_table.h"
#include "widgets/style/tool_button.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

RunLogView::RunLogView(RunLogModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new PlainTable(tr("Run log"), this))
{
    m_table->setModel(&model);
    m_table->setColumnChars({ 16, 44, 12, 0 });
    m_table->setEmptyText(tr("Nothing has run in this window yet. Deploy, Roll back and Reset tell here what they do."));
    auto* copy = toolButton("copy"_L1, tr("Copy the whole log"), this);
    auto* clear = toolButton("reset"_L1, tr("Clear the log"), this);
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model.toText()); });
    connect(clear, &QToolButton::clicked, &model, &RunLogModel::clear);

    auto* side = new QVBoxLayout;
    side->setContentsMargins(2, 2, 2, 2);
    side->addWidget(copy);
    side->addWidget(clear);
    side->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table);
    layout->addLayout(side);
    setFocusProxy(m_table);

    connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, this,
        [this] { m_atEnd = m_table->verticalScrollBar()->value() == m_table->verticalScrollBar()->maximum(); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RunLogView::follow);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QString migration = index.data(RunLogMigrationRole).toString();
        if (!migration.isEmpty())
            emit placeActivated(migration, index.data(RunLogLineRole).toInt());
    });
}

void RunLogView::follow()
{
    if (m_atEnd)
        m_table->scrollToBottom();
}

} // namespace corridor
