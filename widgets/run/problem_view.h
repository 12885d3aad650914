// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace corridor {

class PlainTable;
class ProblemModel;

// The problems as a table; one sentence while there are none. Return or a double click goes to the place.
class ProblemView : public QWidget {
    Q_OBJECT
public:
    explicit ProblemView(ProblemModel& model, QWidget* parent = nullptr);

signals:
    void placeActivated(const QString& migration, int line);

private:
    PlainTable* m_table;
};

} // namespace corridor
