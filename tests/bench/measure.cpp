// SPDX-License-Identifier: MIT
#include "measure.h"

#include <QElapsedTimer>
#include <QTextStream>
#include <algorithm>

namespace corridor {

void Timing::add(const Command& command, const QList<int>& accepted)
{
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = run(command);
    const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    if (accepted.contains(outcome.exitCode))
        seconds += elapsed;
    else
        QTextStream(stderr) << command.program << " ended with " << outcome.exitCode << ": " << outcome.err << '\n';
}

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::ranges::sort(values);
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

static QString number(double value)
{
    return QString::number(value, 'f', value < 10 ? 3 : 1);
}

static QString cell(const Entry& result, const QString& unit)
{
    if (result.values.isEmpty())
        return QStringLiteral("%1 -").arg(result.name);
    const auto [low, high] = std::ranges::minmax(result.values);
    return QStringLiteral("%1 %2 %3 [%4-%5]")
        .arg(result.name, number(median(result.values)), unit, number(low), number(high));
}

void printLine(const QString& what, const QList<Entry>& results, const QString& unit)
{
    QTextStream out(stdout);
    out << what << '\n';
    const double first = results.isEmpty() ? 0 : median(results.first().values);
    for (const Entry& result : results) {
        out << "    " << cell(result, unit).leftJustified(48);
        if (first > 0 && !result.values.isEmpty() && result.name != results.first().name)
            out << QStringLiteral("  %1 takes %2 of it")
                       .arg(results.first().name)
                       .arg(first / median(result.values), 0, 'f', 2);
        out << '\n';
    }
}

} // namespace corridor
