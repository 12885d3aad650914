// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"
#include "widgets/migrations/state_look.h"

namespace corridor {

// One try to apply a migration, as a row of _prisma_migrations tells it; or none yet.
struct Attempt {
    enum class Outcome {
        Applied,
        Marked, // by resolve --applied: no step of it ever ran here
        Failed, // neither finished nor rolled back: deploy refuses until it is resolved
        Resolved, // failed, then marked as rolled back
        RolledBack, // applied, later taken back
        Pending, // has not started
    };
    QString migration;
    Outcome outcome = Outcome::Pending;
    QDateTime started; // UTC; invalid while pending
    QDateTime finished; // invalid where it never finished
    QDateTime rolledBack; // invalid where it was not
    int steps = 0;
    QString logs; // the server's error, where it failed

    qint64 durationMs() const { return finished.isValid() ? started.msecsTo(finished) : -1; }
};

StateLook outcomeLook(Attempt::Outcome outcome);

// Every attempt that a diagnosis knows, by start time; then what is pending, in the folder's order.
QList<Attempt> attempts(const Diagnosis& diagnosis);

} // namespace corridor
