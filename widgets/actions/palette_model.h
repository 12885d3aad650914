// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/actions/palette_entry.h"

#include <QAbstractListModel>

namespace corridor {

// The entries that match what is typed, best first; all in their given order while nothing is typed.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { GroupRole = Qt::UserRole, ShortcutRole, ReasonRole, PositionsRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<PaletteEntry> entries);
    void setPattern(const QString& pattern);
    const PaletteEntry& entry(int row) const { return m_entries[m_hits[row].entry]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Hit {
        int entry;
        int score;
        QList<int> positions; // in "group text"
    };
    void search();

    QList<PaletteEntry> m_entries;
    QList<Hit> m_hits;
    QString m_pattern;
};

} // namespace corridor
