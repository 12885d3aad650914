// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <functional>

namespace corridor {

// How far a backup or a restore is; told on the thread that does it.
struct BackupProgress {
    enum class Phase { Dumping, Hashing, Restoring, Analyzing, Comparing };
    Phase phase = Phase::Dumping;
    qint64 done = 0; // bytes; entries of the archive while restoring; tables while comparing
    qint64 total
        = 0; // of the same kind; while dumping the database's size, which the dump will hardly reach; 0 unknown
    QString text; // the object at hand, where it is known
};
using BackupObserver = std::function<void(const BackupProgress&)>;

} // namespace corridor
