// SPDX-License-Identifier: MIT
// corridor history: the rows of _prisma_migrations, as they are.
#include "context.h"
#include "history/history_table.h"
#include "status_json.h"

namespace corridor {

namespace {

QString outcome(const HistoryRow& row)
{
    return row.isRolledBack() ? "rolled back" : row.finishedAt ? "applied" : "failed";
}

QString duration(const HistoryRow& row)
{
    return row.finishedAt ? QString("%1 ms").arg(row.startedAt.msecsTo(*row.finishedAt)) : QString("-");
}

Answer run(Context& context)
{
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto table = HistoryTable::find(*session, context.token());
    if (!table)
        return table.error();
    const auto rows = table->read(context.token());
    if (!rows)
        return rows.error();
    if (!table->exists())
        context.print("The database has no _prisma_migrations: nothing was ever applied to it.");
    QJsonArray list;
    for (const HistoryRow& row : *rows) {
        context.print(QString("%1  %2 %3  %4").arg(row.startedAt.toString("yyyy-MM-dd HH:mm:ss")).arg(outcome(row), -11).arg(duration(row), 9).arg(row.migrationName));
        list << toJson(row);
    }
    return QJsonObject { { "managed", table->exists() }, { "rows", list } };
}

} // namespace

extern const Command historyCommand { "history", "", "Lists the rows of _prisma_migrations.", nullptr, run };

} // namespace corridor
