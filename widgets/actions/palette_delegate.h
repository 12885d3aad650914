// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace corridor {

// Icon, group, text with the typed characters in bold, shortcut at the right; for what is unavailable its reason.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace corridor
