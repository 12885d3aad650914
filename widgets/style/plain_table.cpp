// SPDX-License-Identifier: MIT
#include "plain_table.h"

#include <QHeaderView>

namespace corridor {

PlainTable::PlainTable(const QString& name, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 4);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void PlainTable::setColumnChars(std::initializer_list<int> widths)
{
    int column = 0;
    for (const int width : widths) {
        if (width == 0)
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        setColumnWidth(column++, width * fontMetrics().averageCharWidth());
    }
}

} // namespace corridor
