// SPDX-License-Identifier: MIT
#include "problem_view.h"

#include "widgets/run/problem_model.h"
#include "widgets/style/plain_table.h"

#include <QLabel>
#include <QVBoxLayout>

namespace corridor {

ProblemView::ProblemView(ProblemModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new PlainTable(tr("Problems"), this))
    , m_none(new QLabel(tr("No problems."), this))
{
    m_table->setModel(&model);
    m_table->setColumnChars({ 0, 14, 44, 8 });
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    layout->addWidget(m_none);
    setFocusProxy(m_table);
    connect(&model, &QAbstractItemModel::modelReset, this, &ProblemView::showTableOrSentence);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QString migration = index.data(ProblemMigrationRole).toString();
        if (!migration.isEmpty())
            emit placeActivated(migration, index.data(ProblemLineRole).toInt());
    });
    showTableOrSentence();
}

void ProblemView::showTableOrSentence()
{
    m_table->setVisible(m_model.rowCount() > 0);
    m_none->setVisible(m_model.rowCount() == 0);
}

} // namespace corridor
