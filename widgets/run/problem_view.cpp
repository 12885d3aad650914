// SPDX-License-Identifier: MIT
#include "problem_view.h"

#include "widgets/run/problem_model.h"
#include "widgets/style/plain_table.h"

#include <QVBoxLayout>

namespace corridor {

ProblemView::ProblemView(ProblemModel& model, QWidget* parent)
    : QWidget(parent)
    , m_table(new PlainTable(tr("Problems"), this))
{
    m_table->setModel(&model);
    m_table->setColumnChars({ 0, 14, 44, 8 });
    m_table->setEmptyText(tr("No problems."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    setFocusProxy(m_table);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QString migration = index.data(ProblemMigrationRole).toString();
        if (!migration.isEmpty())
            emit placeActivated(migration, index.data(ProblemLineRole).toInt());
    });
}

} // namespace corridor
