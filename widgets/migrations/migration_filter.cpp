// SPDX-License-Identifier: MIT
#include "migration_filter.h"

#include "widgets/migrations/migration_roles.h"

#include <algorithm>

namespace corridor {

MigrationFilter::MigrationFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(MigrationSortRole);
}

void MigrationFilter::setText(const QString& text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void MigrationFilter::setOnlyOpen(bool onlyOpen)
{
    m_onlyOpen = onlyOpen;
    invalidateRowsFilter();
}

bool MigrationFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_onlyOpen && !index.data(MigrationNeedsWorkRole).toBool())
        return false;
    const QString name = index.data(MigrationNameRole).toString();
    return std::ranges::all_of(m_words, [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); });
}

} // namespace corridor
