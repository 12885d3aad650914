// SPDX-License-Identifier: MIT
#include "history/progress_mark.h"

#include <QRegularExpression>

namespace corridor {

namespace {

QString sentence(const ProgressMark& mark)
{
    QString text = QString("%1 of %2 statements are done and committed").arg(mark.done).arg(mark.total);
    if (mark.running)
        text += QString("; statement %1 was running outside of a transaction").arg(mark.done + 1);
    return text + '.';
}

} // namespace

QString ProgressMark::toLogs() const
{
    return QString("corridor: %1 mode=%2 done=%3 total=%4 running=%5\n%6%7")
        .arg(direction == Direction::Up ? "up" : "down", mode)
        .arg(done)
        .arg(total)
        .arg(running ? 1 : 0)
        .arg(sentence(*this), error.isEmpty() ? QString() : "\n\n" + error);
}

std::optional<ProgressMark> ProgressMark::fromLogs(const std::optional<QString>& logs)
{
    static const QRegularExpression shape("^corridor: (up|down) mode=(\\S+) done=(\\d+) total=(\\d+) running=([01])\\n[^\\n]*(?:\\n\\n(.*))?$",
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = shape.match(logs.value_or(QString()));
    if (!match.hasMatch())
        return std::nullopt;
    return ProgressMark { .direction = match.captured(1) == "up" ? Direction::Up : Direction::Down, .mode = match.captured(2),
        .done = match.captured(3).toInt(), .total = match.captured(4).toInt(), .running = match.captured(5) == "1",
        .error = match.captured(6) };
}

} // namespace corridor
