// SPDX-License-Identifier: MIT
#include "statement_badges.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int padding = 6, gap = 4, margin = 3;

const RelationFact* strongest(const StatementFacts& facts)
{
    const RelationFact* found = nullptr;
    for (const RelationFact& fact : facts.relations) {
        const bool better
            = !found || fact.lock > found->lock || (fact.lock == found->lock && found->index && !fact.index);
        if (fact.lock != LockMode::None && better)
            found = &fact;
    }
    return found;
}

Tone toneOf(LockMode mode)
{
    return blocksReads(mode) ? Tone::Error : blocksWrites(mode) ? Tone::Warning : Tone::Neutral;
}

QString workText(TableWork work)
{
    switch (work) {
    case TableWork::IndexBuild:
        return StatementBadgeDelegate::tr("index build");
    case TableWork::Scan:
        return StatementBadgeDelegate::tr("scan");
    case TableWork::Rewrite:
        return StatementBadgeDelegate::tr("rewrite");
    case TableWork::None:
        break;
    }
    return {};
}

void drawBadge(QPainter* painter, const QRect& rect, const StatementBadge& badge, const QPalette& palette)
{
    const ToneColors& colors = toneColors(badge.tone, palette);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.fill);
    painter->drawRoundedRect(rect, 3, 3);
    painter->setPen(badge.tone == Tone::Neutral ? palette.color(QPalette::Text) : colors.text);
    painter->drawText(rect, Qt::AlignCenter, badge.text);
}

} // namespace

QList<StatementBadge> badgesOf(const StatementFacts& facts)
{
    QList<StatementBadge> badges;
    if (const RelationFact* lock = strongest(facts))
        badges << StatementBadge {
            StatementBadgeDelegate::tr("%1 on %2").arg(lockWord(lock->lock), lock->relation.text()), toneOf(lock->lock)
        };
    if (const TableWork work = facts.heaviestWork(); work != TableWork::None)
        badges << StatementBadge { workText(work), work == TableWork::Rewrite ? Tone::Error : Tone::Warning };
    if (facts.inTransaction == StatementFacts::InTransaction::Forbidden
        || facts.inTransaction == StatementFacts::InTransaction::OwnSession)
        badges << StatementBadge { StatementBadgeDelegate::tr("no transaction"), Tone::Warning };
    if (facts.destroysData)
        badges << StatementBadge { StatementBadgeDelegate::tr("destroys data"), Tone::Error };
    return badges;
}

QString badgesText(const QList<StatementBadge>& badges)
{
    QStringList words;
    for (const StatementBadge& badge : badges)
        words << badge.text;
    return words.join(u", "_s);
}

void StatementBadgeDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    int left = option.rect.left() + gap;
    for (const StatementBadge& badge : index.data(StatementBadgesRole).value<QList<StatementBadge>>()) {
        const int room = option.rect.right() - gap - left;
        const int wanted = option.fontMetrics.horizontalAdvance(badge.text) + 2 * padding;
        if (room < 4 * padding)
            break;
        const QRect rect(left, option.rect.top() + margin, qMin(wanted, room), option.rect.height() - 2 * margin);
        const QString text = option.fontMetrics.elidedText(badge.text, Qt::ElideRight, rect.width() - 2 * padding + 1);
        drawBadge(painter, rect, { text, badge.tone }, option.palette);
        left = rect.right() + gap + 1;
    }
    painter->restore();
}

} // namespace corridor
