// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"
#include "sql/modes.h"
#include "sql/script.h"

#include <QJsonObject>

namespace corridor {

// How a Prisma sends a script. Up to 7.3: the whole text as one message, which PostgreSQL runs as one transaction. From
// 7.4: statement by statement, each committed by itself, where Prisma's own parser knows all of them; else as before.
enum class PrismaRunner { OneMessage, Split };
PrismaRunner prismaRunner(const QString& version); // "6.19.3"; empty counts as the newest
QString runnerWord(PrismaRunner runner); // one-message, split

// What a Prisma would make of a script, as far as its text tells.
struct PrismaForecast {
    enum class Outcome {
        Safe, // runs, and a failure leaves nothing behind
        Divisible, // runs; a failure would leave what ran before it
        RolledBack, // fails, and nothing is kept
        HalfWay, // fails, and statements before it stay
        Misleading, // runs, or seems to, and Prisma says something else than what happened
        Unknown, // the text does not parse
    };
    Outcome outcome = Outcome::Safe;
    int kept = 0; // HalfWay: statements that stay
    int line = 0; // of the statement that decides, from 1; 0: none does
    QString reason; // why, a phrase; empty for most that are safe

    QString text() const; // "alone, safe", "would stop half-way after statement 3 (line 7): …"
    QJsonObject toJson() const;
    bool alone = false; // one statement
};
QString outcomeWord(PrismaForecast::Outcome outcome); // safe, divisible, rolled-back, half-way, misleading, unknown

// Pure. `major` is the server's version. Source: PRISMA, sections 3 and 5.
PrismaForecast forecastPrisma(const QByteArray& script, int major, PrismaRunner runner);

} // namespace corridor
