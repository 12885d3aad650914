// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/server_snapshot.h"
#include "postgres/session.h"

#include <QTimeZone>

namespace corridor {

// One query of a snapshot, and how its answer becomes part of the value. Parts are read in the order of allParts().
struct SnapshotPart {
    QByteArray (*sql)(int serverVersion, const MonitorOptions& options);
    void (*read)(const QueryResult& rows, ServerSnapshot& snapshot);
    bool isSize = false; // may have to be left out
};

extern const SnapshotPart sessionsPart;
extern const SnapshotPart locksPart; // after the sessions: says what they wait for
extern const SnapshotPart progressPart;
extern const SnapshotPart countersPart;
extern const SnapshotPart standbysPart;
extern const SnapshotPart databaseSizePart;
extern const SnapshotPart tableSizesPart;

// The columns of one row, taken from left to right.
class PartRow {
public:
    PartRow(const QueryResult& rows, int row)
        : m_rows(rows)
        , m_row(row)
    {
    }
    QString text() { return m_rows.text(m_row, m_column++); }
    int integer() { return int(m_rows.integer(m_row, m_column++)); }
    qint64 large() { return m_rows.integer(m_row, m_column++); }
    bool flag() { return m_rows.boolean(m_row, m_column++); }
    std::optional<qint64> optionalLarge()
    {
        const int column = m_column++;
        return m_rows.isNull(m_row, column) ? std::nullopt : std::optional(m_rows.integer(m_row, column));
    }

private:
    const QueryResult& m_rows;
    int m_row;
    int m_column = 0;
};

} // namespace corridor
