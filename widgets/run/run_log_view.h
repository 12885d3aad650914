// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace corridor {

class PlainTable;
class RunLogModel;

// The run log: follows its end while the last line is in sight; Return or a double click on a line goes to its place
// in the script.
class RunLogView : public QWidget {
    Q_OBJECT
public:
    explicit RunLogView(RunLogModel& model, QWidget* parent = nullptr);
    PlainTable* table() const { return m_table; }

signals:
    void placeActivated(const QString& migration, int line);

private:
    void follow();

    RunLogModel& m_model;
    PlainTable* m_table;
    bool m_atEnd = true;
};

} // namespace corridor
