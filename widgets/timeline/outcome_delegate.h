// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace corridor {

// Colours the word of an outcome.
class OutcomeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace corridor
