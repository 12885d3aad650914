// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// How far a script has come, as the `logs` of its row say it while it runs and after a crash. The first line is for us,
// what follows for people. A finished row has no logs, as with Prisma.
struct ProgressMark {
    enum class Direction { Up, Down };
    Direction direction = Direction::Up;
    QString mode; // atomic, stepwise, scripted
    int done = 0; // statements whose effect is committed
    int total = 0;
    bool running = false; // the statement after them was sent outside of a transaction: look whether it took effect
    QString prefix; // scriptPrefix() of the statements that are done: shows whether an edited script may go on
    std::optional<QString> batchKey; // of a statement that runs in batches: the last key that is done
    qint64 batchRows = 0; // and the rows so far
    int after = 0; // down: it undoes so many statements of a script that stopped there (down.after-N.sql); 0: all of it
    QString error; // why it stopped; empty while it runs, and for ever when it was interrupted

    QString toLogs() const;
    // Unset for logs that are not ours (Prisma's, or none).
    static std::optional<ProgressMark> fromLogs(const std::optional<QString>& logs);
    bool isInterrupted() const { return error.isEmpty(); }
    bool operator==(const ProgressMark&) const = default;
};

// Sixteen hex digits that stand for the beginning of a script; empty for an empty one.
QString scriptPrefix(QByteArrayView begin);

// Closes the logs, which are Prisma's otherwise, of a script that failed without a trace.
QString withNothingKept(const QString& logs);
bool saysNothingKept(const std::optional<QString>& logs);

} // namespace corridor
