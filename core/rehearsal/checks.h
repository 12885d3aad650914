// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "project/project.h"

#include <QStringList>

namespace corridor {

class Session;

// What the project itself wants to be true: checks/*.sql below its root, each of one query that finds no rows when all
// is well.
struct Check {
    QString name; // of the file
    QByteArray sql;
};
// By name. "check-unreadable".
Result<QList<Check>> readChecks(const Project& project);

struct CheckAnswer {
    bool holds = false;
    int rows = 0; // that it found
    QString error; // why the server refused it; a check of what is still to come may fail so before
    QString text() const; // holds, "3 rows", or the error
};
struct CheckResult {
    QString name;
    CheckAnswer before, after;
    // Broken by the run, or still not true after it.
    bool isBroken() const { return !after.holds; }
};

// In a transaction that can only read, and is taken back.
CheckAnswer runCheck(Session& session, const Check& check, const CancelToken& token = CancelToken::never());

} // namespace corridor
