// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace corridor {

// A migration in two lines: icon and title, below them when it was written and, coloured, the word of its state.
class MigrationDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace corridor
