// SPDX-License-Identifier: MIT
#include "lint/rules/new_columns.h"

namespace corridor::rules {

void reportNewColumns(const StatementContext& at, Report& report, const QStringList& types, const char* message)
{
    QList<sql::ColumnDefinition> columns;
    if (const auto* table = at.statement.as<sql::CreateTable>())
        columns = table->columns;
    for (const sql::AlterAction* action : actions(at, Action::AddColumn))
        columns << action->column;
    columns.removeIf([&](const sql::ColumnDefinition& column) { return !types.contains(column.type.name.name); });
    QStringList names;
    for (const sql::ColumnDefinition& column : std::as_const(columns))
        names << column.name;
    if (!names.isEmpty())
        report.add(at, QString(message).arg(codes(names)), columns.first().offset);
}

} // namespace corridor::rules
