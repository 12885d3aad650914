// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"

#include <QTimeZone>

namespace corridor::test {

inline QDateTime at(qint64 milliseconds)
{
    static const qint64 base = QDateTime(QDate(2025, 1, 8), QTime(9, 0), QTimeZone::UTC).toMSecsSinceEpoch();
    return QDateTime::fromMSecsSinceEpoch(base + milliseconds, QTimeZone::UTC);
}

inline Migration migration(const QString& name)
{
    Migration made { .name = name, .script = QByteArray("SELECT '" + name.toUtf8() + "';") };
    made.checksum = prismaChecksum(*made.script);
    return made;
}

struct Row {
    QString name;
    qint64 start = 0;
    qint64 end = -1; // -1: did not finish
    qint64 back = -1; // -1: not rolled back
    int steps = 1;
};

inline HistoryRow historyRow(const Row& row)
{
    static int lastId = 0;
    HistoryRow made { .id = QString::number(++lastId),
        .checksum = migration(row.name).checksum,
        .migrationName = row.name,
        .startedAt = at(row.start),
        .appliedStepsCount = row.steps };
    if (row.end >= 0)
        made.finishedAt = at(row.end);
    if (row.back >= 0)
        made.rolledBackAt = at(row.back);
    return made;
}

inline Diagnosis diagnosis(const QStringList& folder, const QList<Row>& rows)
{
    QList<Migration> migrations;
    for (const QString& name : folder)
        migrations << migration(name);
    QList<HistoryRow> history;
    for (const Row& row : rows)
        history << historyRow(row);
    return diagnose(migrations, history);
}

// `count` migrations, the first `applied` of them applied: ten in a row, some 40 ms each, then a week of nothing.
inline Diagnosis longHistory(int count, int applied)
{
    QStringList names;
    QList<Row> rows;
    qint64 time = 0;
    for (int number = 0; number < count; ++number) {
        names << QString("2025%1_change_number_%2").arg(number, 10, 10, QChar('0')).arg(number);
        if (number >= applied)
            continue;
        const qint64 took = 20 + number * 7 % 50;
        rows << Row { names.last(), time, time + took };
        time += took + 2 + (number % 10 == 9 ? qint64(7) * 24 * 3600 * 1000 : 0);
    }
    return diagnosis(names, rows);
}

} // namespace corridor::test
