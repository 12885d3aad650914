// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace corridor {

// A script that a tick vouches for: a migration that was pending on the target when the tick was made.
struct CoveredScript {
    QString name;
    QString checksum;
    bool operator==(const CoveredScript&) const = default;
};

// SHA-256 (hex) over names and checksums, independent of their order.
QString combinedChecksum(QList<CoveredScript> scripts);

// Somebody ticked an item of the checklist for a target, or took the tick back. Never changed afterwards.
struct Tick {
    QString target; // TargetIdentity::key()
    QString item;
    bool ticked = true;
    QString who;
    QDateTime at; // UTC
    QString note;
    QList<CoveredScript> scripts;

    QString checksum() const { return combinedChecksum(scripts); }
    bool operator==(const Tick&) const = default;
};

} // namespace corridor
