// SPDX-License-Identifier: MIT
#pragma once

#include "engine/run_event.h"
#include "widgets/style/tone.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace corridor {

enum RunLogRole { RunLogMigrationRole = Qt::UserRole, RunLogLineRole, RunLogToneRole };

// What runs did and what the server said meanwhile, in the order in which it came. Keeps the newest 20 000 lines.
class RunLogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, MigrationColumn, DurationColumn, TextColumn, ColumnCount };
    struct Line {
        QDateTime at; // local
        Tone tone = Tone::Neutral;
        QLatin1StringView iconName;
        QString migration;
        int scriptLine = 0; // 0 where there is none
        qint64 durationMs = -1;
        QString text;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void append(const QList<RunEvent>& events);
    void note(Tone tone, const QString& text); // a line of the program's own
    void clear();
    QString toText() const; // for the clipboard: a line each

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void appendLines(const QList<Line>& lines);

    QList<Line> m_lines;
};

} // namespace corridor
