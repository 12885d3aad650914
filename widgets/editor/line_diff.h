// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace corridor {

// One row of two texts side by side. Lines count from 1; 0 where that side has none.
struct DiffRow {
    enum class Kind { Same, Changed, Removed, Added };
    Kind kind = Kind::Same;
    int left = 0;
    int right = 0;
    bool operator==(const DiffRow&) const = default;
};

// All rows, same ones too. Patience diff by libgit2: it keeps blocks of SQL together where the shortest diff would
// pair closing parentheses of different statements. Removed and added lines that face each other are one Changed row.
QList<DiffRow> diffLines(const QByteArray& left, const QByteArray& right);

// The part of a changed line that differs: [start, start + length) on either side, in characters.
struct DiffSpan {
    int start = 0;
    int leftLength = 0;
    int rightLength = 0;
};
DiffSpan diffSpan(QStringView left, QStringView right);

} // namespace corridor
