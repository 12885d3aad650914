// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

namespace corridor {

// What came of trying a migration and its way back in the sandbox. It holds for these two scripts, whatever became of
// their folder: a script that was edited has another checksum, and no proof. Never changed afterwards.
struct ProofRecord {
    QString migration;
    QString upChecksum, downChecksum; // SHA-256, hex, of the two scripts
    QString verdict;                  // proved, loses-data, not-proved
    QString why;                      // a sentence; empty where it is proved
    QString serverVersion;            // of the server that it was tried on
    QDateTime at;                     // UTC
    bool operator==(const ProofRecord&) const = default;
};

} // namespace corridor
