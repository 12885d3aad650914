// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"
#include "widgets/style/tone.h"

#include <QList>
#include <QStyledItemDelegate>

namespace corridor {

// What one has to know of a statement before it runs, in a word or two.
struct StatementBadge {
    QString text; // "ACCESS EXCLUSIVE on users", "rewrite"
    Tone tone = Tone::Neutral;
    bool operator==(const StatementBadge&) const = default;
};

// The strongest lock with its relation, the heaviest work, whether it is outside of a transaction, whether data go.
QList<StatementBadge> badgesOf(const StatementFacts& facts);
QString badgesText(const QList<StatementBadge>& badges); // for screen readers and tooltips

inline constexpr int StatementBadgesRole = Qt::UserRole + 40; // QList<StatementBadge>

// Draws them side by side, as many as there is room for.
class StatementBadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace corridor

Q_DECLARE_METATYPE(corridor::StatementBadge)
