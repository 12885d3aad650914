// SPDX-License-Identifier: MIT
#pragma once

#include "child_process.h"

#include <QList>

namespace corridor {

// Wall-clock seconds from the start of a program to its end; the reason on standard error and nothing in `seconds`
// when it does not exit with 0.
struct Timing {
    QList<double> seconds;
    void add(const Command& command, const QList<int>& accepted = { 0 });
};

double median(QList<double> values);

// One line of the report: what was measured, and each contestant's median with the range in brackets. `unit` follows
// the numbers; ratios are of the other medians to the first.
struct Entry {
    QString name;
    QList<double> values;
};
void printLine(const QString& what, const QList<Entry>& results, const QString& unit);

} // namespace corridor
