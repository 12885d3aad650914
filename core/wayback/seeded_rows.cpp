// SPDX-License-Identifier: MIT
#include "wayback/seeded_rows.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "wayback/row_maker.h"
#include "wayback/touched_tables.h"

namespace corridor {

namespace {

constexpr int rowsPerTable = 3;

// In a transaction what fails must not end it.
bool tryTo(Session& session, const QByteArray& sql)
{
    const bool inside = session.transactionStatus() == PQTRANS_INTRANS;
    if (inside)
        (void)session.execute("SAVEPOINT seed");
    const bool done = session.execute(sql).has_value();
    if (inside)
        (void)session.execute(done ? "RELEASE seed" : "ROLLBACK TO seed; RELEASE seed");
    return done;
}

} // namespace

Result<SeededRows> SeededRows::put(
    Session& session, const Snapshot& before, const Script& migration, const QString& schema)
{
    SeededRows rows;
    for (const CatalogObject* table : touchedTables(migration, before, schema)) {
        const RowMaker maker(*table, before);
        if (tryTo(session, maker.insert(1, rowsPerTable).toUtf8()))
            rows.m_rows += rowsPerTable;
        else if (tryTo(session, maker.insert(1, 1).toUtf8())) // one may pass where more are too many
            ++rows.m_rows;
        Contents contents { .table = sqlName(*table), .identity = table->identity(), .columns = maker.allColumns() };
        auto found = read(session, contents);
        CORRIDOR_TRY(found);
        contents.found = *found;
        rows.m_contents.append(contents);
    }
    return rows;
}

Result<QByteArrayList> SeededRows::read(Session& session, const Contents& table)
{
    const auto fingerprint = [](const QString& text) {
        return QStringLiteral("md5(coalesce(string_agg(md5(%1), '' ORDER BY md5(%1)), ''))").arg(text);
    };
    QStringList wanted { QStringLiteral("count(*)"),
        fingerprint(QStringLiteral("ROW(%1)::text").arg(table.columns.join(QStringLiteral(", ")))) };
    for (const QString& column : table.columns)
        wanted.append(fingerprint(QStringLiteral("coalesce(%1::text, '~')").arg(column)));
    const auto answer
        = session.execute(QStringLiteral("SELECT %1 FROM ONLY %2").arg(wanted.join(QStringLiteral(", ")), table.table).toUtf8());
    CORRIDOR_TRY(answer);
    QByteArrayList found;
    for (int column = 0; column < answer->columns(); ++column)
        found.append(answer->bytes(0, column));
    return found;
}

Result<QStringList> SeededRows::compare(Session& session) const
{
    QStringList lost;
    for (const Contents& table : m_contents) {
        const auto now = read(session, table);
        CORRIDOR_TRY(now);
        if (*now == table.found)
            continue;
        if (now->first() != table.found.first()) {
            lost.append(QStringLiteral("the rows of table %1").arg(table.identity));
            continue;
        }
        for (qsizetype i = 2; i < now->size(); ++i)
            if (now->at(i) != table.found[i])
                lost.append(QStringLiteral("the data of column %1.%2").arg(table.identity, displayName(unquoted(table.columns[i - 2]))));
        if (lost.isEmpty())
            lost.append(QStringLiteral("which values of table %1 belong together").arg(table.identity));
    }
    return lost;
}

} // namespace corridor
