// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// What PostgreSQL said when a script failed, as far as it can be read out of the row's `logs`.
struct FailureLog {
    QString sqlstate;
    QString message;
    QString detail;
    QString hint;
    int position = 0; // characters from 1 in the script, 0 where the server named none
    bool operator==(const FailureLog&) const = default;
};

// Reads the text that Prisma's engine (and ours) writes into `logs`: the message of P3018, its Position block with
// terminal colours, the driver's DbError. Nothing where the text is of another kind (PRISMA: logs text).
std::optional<FailureLog> parseFailureLog(const QString& logs);

} // namespace corridor
