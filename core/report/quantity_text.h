// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

namespace corridor {

// Quantities as people read them; the same in every locale, because reports are compared and pasted.

// "0 ms", "412 ms", "3.2 s", "2 min 05 s", "1 h 04 min", "3 d 02 h".
QString durationText(qint64 milliseconds);
// "812 B", "1.2 kB", "34.0 MB": powers of 1024, written as PostgreSQL's pg_size_pretty and its settings do.
QString sizeText(qint64 bytes);
// "1 row", "1 234 rows": thousands apart by a no-break space; the plural is the singular with an s unless given.
QString countText(qint64 count, const QString& singular, const QString& plural = {});
// "2025-01-08T12:00:00.000Z": UTC, milliseconds; empty for an invalid time.
QString isoTimestamp(const QDateTime& time);

} // namespace corridor
