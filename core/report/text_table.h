// SPDX-License-Identifier: MIT
#pragma once

#include "report/terminal.h"

#include <QList>
#include <QString>

namespace corridor {

struct TableCell {
    TableCell(QString cellText = {}, TextStyle cellStyle = TextStyle::Plain)
        : text(std::move(cellText))
        , style(cellStyle)
    {
    }
    TableCell(const char* cellText)
        : text(QString::fromUtf8(cellText))
    {
    }
    QString text;
    TextStyle style = TextStyle::Plain;
};

struct TableColumn {
    enum class Align { Left, Right };
    QString title;
    Align align = Align::Left;
};

// A table for people: a line of titles, then rows, columns aligned and two blanks apart. Where the terminal's width is
// known, the last column is cut to fit. Cells are kept to one line each. A row may be shorter than the titles.
class TextTable {
public:
    explicit TextTable(QList<TableColumn> columns);
    void addRow(QList<TableCell> cells);
    bool isEmpty() const { return m_rows.isEmpty(); }
    QString toText(const Terminal& terminal = {}) const; // every line ends with a newline, none with a blank

private:
    QList<int> columnWidths(const Terminal& terminal) const;
    QString line(const QList<TableCell>& cells, const QList<int>& widths, const Terminal& terminal) const;

    QList<TableColumn> m_columns;
    QList<QList<TableCell>> m_rows;
};

} // namespace corridor
