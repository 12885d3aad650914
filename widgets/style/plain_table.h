// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace corridor {

// A table as we show them: whole rows, one selected, no grid, no row numbers, low rows, Tab leaves it.
class PlainTable : public QTableView {
    Q_OBJECT
public:
    PlainTable(const QString& accessibleName, QWidget* parent);

    // Widths in characters; 0 is for the one column that takes the rest.
    void setColumnChars(std::initializer_list<int> widths);
};

} // namespace corridor
