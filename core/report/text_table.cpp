// SPDX-License-Identifier: MIT
#include "report/text_table.h"

#include "report/text_width.h"

#include <numeric>

namespace corridor {

namespace {

constexpr int gap = 2;
constexpr int narrowest = 8; // a last column cut below this says nothing

QString blanks(int count)
{
    return QString(qMax(0, count), u' ');
}

} // namespace

TextTable::TextTable(QList<TableColumn> columns)
    : m_columns(std::move(columns))
{
}

void TextTable::addRow(QList<TableCell> cells)
{
    cells.resize(m_columns.size());
    for (TableCell& cell : cells)
        cell.text = singleLine(cell.text);
    m_rows << std::move(cells);
}

QList<int> TextTable::columnWidths(const Terminal& terminal) const
{
    QList<int> widths;
    for (int column = 0; column < m_columns.size(); ++column) {
        int width = textWidth(m_columns[column].title);
        for (const auto& row : m_rows)
            width = qMax(width, textWidth(row[column].text));
        widths << width;
    }
    if (terminal.columns > 0 && !widths.isEmpty()) {
        const int before = std::accumulate(widths.begin(), widths.end() - 1, 0) + gap * int(widths.size() - 1);
        widths.last() = qMin(widths.last(), qMax(narrowest, terminal.columns - before));
    }
    return widths;
}

QString TextTable::line(const QList<TableCell>& cells, const QList<int>& widths, const Terminal& terminal) const
{
    QString text;
    int owed = 0; // blanks that are written only when something follows
    for (int column = 0; column < cells.size(); ++column) {
        const QString shown = elided(cells[column].text, widths[column]);
        const int padding = widths[column] - textWidth(shown);
        const bool right = m_columns[column].align == TableColumn::Align::Right;
        if (!shown.isEmpty()) {
            text += blanks(owed + (right ? padding : 0)) + terminal.styled(shown, cells[column].style);
            owed = right ? gap : gap + padding;
        } else {
            owed += widths[column] + gap;
        }
    }
    return text + '\n';
}

QString TextTable::toText(const Terminal& terminal) const
{
    const QList<int> widths = columnWidths(terminal);
    QList<TableCell> titles;
    for (const TableColumn& column : m_columns)
        titles << TableCell(column.title, TextStyle::Strong);
    QString text = line(titles, widths, terminal);
    for (const auto& row : m_rows)
        text += line(row, widths, terminal);
    return text;
}

} // namespace corridor
