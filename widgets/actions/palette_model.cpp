// SPDX-License-Identifier: MIT
#include "palette_model.h"

#include "widgets/actions/fuzzy_match.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    m_pattern.clear();
    search();
}

void PaletteModel::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    search();
}

void PaletteModel::search()
{
    beginResetModel();
    m_hits.clear();
    for (int at = 0; at < m_entries.size(); ++at) {
        const PaletteEntry& entry = m_entries[at];
        const FuzzyMatch match = fuzzyMatch(m_pattern, QString(entry.group + u' ' + entry.text));
        if (match.matched)
            m_hits << Hit { at, match.score, match.positions };
    }
    std::ranges::stable_sort(m_hits, std::greater(), &Hit::score);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry& found = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return found.text;
    case Qt::DecorationRole:
        return found.icon;
    case Qt::ToolTipRole:
    case ReasonRole:
        return found.reason;
    case GroupRole:
        return found.group;
    case ShortcutRole:
        return found.shortcut;
    case PositionsRole:
        return QVariant::fromValue(m_hits[index.row()].positions);
    case Qt::AccessibleTextRole:
        return found.reason.isEmpty() ? u"%1: %2 %3"_s.arg(found.group, found.text, found.shortcut).trimmed()
                                      : u"%1: %2, unavailable: %3"_s.arg(found.group, found.text, found.reason);
    default:
        return {};
    }
}

} // namespace corridor
