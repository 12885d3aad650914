// SPDX-License-Identifier: MIT
#include "outcome_delegate.h"

#include "widgets/timeline/timeline_model.h"

namespace corridor {

void OutcomeDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto outcome = Attempt::Outcome(index.data(TimelineOutcomeRole).toInt());
    const QColor color = toneColors(outcomeLook(outcome).tone, option->palette).text;
    option->palette.setColor(QPalette::Text, color);
    option->palette.setColor(QPalette::HighlightedText, color);
}

} // namespace corridor
