// SPDX-License-Identifier: MIT
#include "palette_delegate.h"

#include "widgets/actions/palette_model.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int padding = 8;

// Draws `text` from `x`, the characters whose index plus `offset` is in `bold` in bold; returns the x behind it.
int drawMatched(QPainter* painter, QRect rect, const QString& text, const QList<int>& bold, int offset)
{
    const QFont plain = painter->font();
    QFont strong = plain;
    strong.setBold(true);
    for (int from = 0; from < text.size();) {
        const bool isBold = bold.contains(from + offset);
        int to = from + 1;
        while (to < text.size() && bold.contains(to + offset) == isBold)
            ++to;
        painter->setFont(isBold ? strong : plain);
        const QString run = text.mid(from, to - from);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, run);
        rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(run));
        from = to;
    }
    painter->setFont(plain);
    return rect.left();
}

} // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString reason = index.data(PaletteModel::ReasonRole).toString();
    const QString group = index.data(PaletteModel::GroupRole).toString();
    const auto bold = index.data(PaletteModel::PositionsRole).value<QList<int>>();
    const auto colorGroup = reason.isEmpty() ? QPalette::Normal : QPalette::Disabled;
    const QPalette& palette = option.palette;

    painter->save();
    painter->setFont(option.font);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, palette.color(QPalette::Highlight));
    QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const int side = option.decorationSize.width();
    const QRect iconRect(rect.left(), rect.center().y() - side / 2, side, side);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, iconRect, Qt::AlignCenter, reason.isEmpty() ? QIcon::Normal : QIcon::Disabled);
    rect.setLeft(iconRect.right() + padding);

    const QString aside = reason.isEmpty() ? index.data(PaletteModel::ShortcutRole).toString() : reason;
    painter->setPen(palette.color(QPalette::Normal, QPalette::PlaceholderText));
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, aside);
    rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(aside) - padding);
    painter->setClipRect(rect);
    rect.setLeft(drawMatched(painter, rect, group + u": "_s, bold, 0));
    painter->setPen(palette.color(colorGroup, QPalette::Text));
    drawMatched(painter, rect, index.data(Qt::DisplayRole).toString(), bold, int(group.size()) + 1);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return { 0, option.fontMetrics.height() + 2 * padding - 2 };
}

} // namespace corridor
