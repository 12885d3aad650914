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
    // What stands in the middle while there are no rows: what would be here, and what to do for it.
    void setEmptyText(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_emptyText;
};

} // namespace corridor
