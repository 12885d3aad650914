// SPDX-License-Identifier: MIT
#include "report/quantity_text.h"

namespace corridor {

namespace {

QString pair(qint64 large, const char* largeUnit, qint64 small, const char* smallUnit)
{
    return QString::asprintf("%lld %s %02lld %s", large, largeUnit, small, smallUnit);
}

QString grouped(qint64 count)
{
    QString digits = QString::number(count);
    const int sign = count < 0 ? 1 : 0;
    for (int at = int(digits.size()) - 3; at > sign; at -= 3)
        digits.insert(at, QChar::Nbsp);
    return digits;
}

} // namespace

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return QString::number(milliseconds) + " ms";
    if (milliseconds < 59'950)
        return QString::number(double(milliseconds) / 1000, 'f', 1) + " s";
    const qint64 seconds = (milliseconds + 500) / 1000;
    if (seconds < 3600)
        return pair(seconds / 60, "min", seconds % 60, "s");
    if (seconds < 86'400)
        return pair(seconds / 3600, "h", seconds / 60 % 60, "min");
    return pair(seconds / 86'400, "d", seconds / 3600 % 24, "h");
}

QString sizeText(qint64 bytes)
{
    if (qAbs(bytes) < 1024)
        return QString::number(bytes) + " B";
    double size = double(bytes) / 1024;
    const char* const units[] = { "kB", "MB", "GB", "TB", "PB" };
    int unit = 0;
    for (; qAbs(size) >= 1023.95 && unit < 4; ++unit)
        size /= 1024;
    return QString::number(size, 'f', 1) + ' ' + QLatin1StringView(units[unit]);
}

QString countText(qint64 count, const QString& singular, const QString& plural)
{
    const QString word = count == 1 ? singular : plural.isEmpty() ? singular + 's' : plural;
    return grouped(count) + ' ' + word;
}

QString isoTimestamp(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

} // namespace corridor
