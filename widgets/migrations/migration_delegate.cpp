// SPDX-License-Identifier: MIT
#include "migration_delegate.h"

#include "widgets/migrations/migration_roles.h"
#include "widgets/review/finding_look.h"
#include "widgets/style/tone.h"

#include <QApplication>
#include <QDateTime>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int sidePadding = 8, linePadding = 5, gap = 8;

QFont smallFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

void drawBackground(QPainter* painter, const QStyleOptionViewItem& option)
{
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
}

// Draws at the right end of `rect`; returns what is left of it.
QRect drawWord(QPainter* painter, QRect rect, const QModelIndex& index, const QPalette& palette)
{
    const QString word = index.data(MigrationWordRole).toString();
    painter->setPen(toneColors(Tone(index.data(MigrationToneRole).toInt()), palette).text);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, word);
    rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(word) - gap);
    return rect;
}

// What the review says, at the right end of the first line; notes are not worth a mark here.
QRect drawVerdict(QPainter* painter, const QRect& rect, const QModelIndex& index, int side, int height)
{
    const int verdict = index.data(MigrationVerdictRole).toInt();
    if (verdict < int(Severity::Warning))
        return rect;
    const QRect place(rect.right() - side, rect.top() + (height - side) / 2, side, side);
    severityIcon(Severity(verdict)).paint(painter, place);
    return rect;
}

// Between the date and the state, where there is room for it.
void drawWayBack(QPainter* painter, const QRect& rect, const QModelIndex& index, const QPalette& palette)
{
    const QString text = index.data(MigrationWayBackRole).toString();
    if (text.isEmpty() || painter->fontMetrics().horizontalAdvance(text) > rect.width())
        return;
    painter->setPen(toneColors(Tone(index.data(MigrationWayBackToneRole).toInt()), palette).text);
    painter->drawText(rect, Qt::AlignVCenter, text);
}

} // namespace

void MigrationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    drawBackground(painter, option);
    QRect rect = option.rect.adjusted(sidePadding, linePadding, -sidePadding, -linePadding);
    const int side = option.decorationSize.width();
    const QRect iconRect(rect.left(), rect.top() + (option.fontMetrics.height() - side) / 2, side, side);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, iconRect);
    rect.setLeft(iconRect.right() + gap);

    rect = drawVerdict(painter, rect, index, side, option.fontMetrics.height());
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    const QRect first(rect.topLeft(), QSize(rect.width(), option.fontMetrics.height()));
    const QString title = index.data(MigrationTitleRole).toString();
    painter->drawText(first, Qt::AlignVCenter, option.fontMetrics.elidedText(title, Qt::ElideMiddle, first.width()));

    painter->setFont(smallFont(option.font));
    const QRect second
        = drawWord(painter, QRect(first.bottomLeft(), rect.bottomRight()).adjusted(0, 1, 0, 0), index, option.palette);
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    const QString written = index.data(MigrationStampRole).toDateTime().toString(u"yyyy-MM-dd hh:mm"_s);
    painter->drawText(second, Qt::AlignVCenter, written);
    drawWayBack(painter, second.adjusted(painter->fontMetrics().horizontalAdvance(written) + gap, 0, 0, 0), index, option.palette);
    painter->restore();
}

QSize MigrationDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines = option.fontMetrics.height() + QFontMetrics(smallFont(option.font)).height();
    return { option.fontMetrics.averageCharWidth() * 20, lines + 2 * linePadding + 1 };
}

} // namespace corridor
