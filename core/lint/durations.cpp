// SPDX-License-Identifier: MIT
#include "lint/durations.h"

#include <QHash>

namespace corridor {

std::optional<qint64> durationMs(const QString& text)
{
    static const QHash<QString, double> units { { "", 1 }, { "us", 0.001 }, { "ms", 1 }, { "s", 1000 },
        { "min", 60'000 }, { "h", 3'600'000 }, { "d", 86'400'000 } };
    const QString plain = text.trimmed();
    qsizetype digits = 0;
    while (digits < plain.size() && (plain[digits].isDigit() || plain[digits] == '.'))
        ++digits;
    bool ok = false;
    const double number = plain.first(digits).toDouble(&ok);
    const auto unit = units.constFind(plain.sliced(digits).trimmed());
    if (!ok || unit == units.constEnd())
        return std::nullopt;
    return static_cast<qint64>(number * *unit);
}

} // namespace corridor
