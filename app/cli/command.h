// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QCommandLineOption>
#include <QJsonObject>
#include <QList>

namespace corridor {

class Context;

// Exit codes of `corridor`, documented in corridor(1). `corridor migrate` has Prisma's instead.
enum ExitCode {
    ExitOk = 0,
    ExitFailed = 1,       // the command failed; the error says why
    ExitUsage = 2,        // the words of the call are off
    ExitPending = 3,      // status: migrations are pending
    ExitFailedRows = 4,   // status: a migration failed and is not resolved
    ExitDifferences = 2,  // diff --exit-code: there are differences, as Prisma says it
    ExitDifferent = 5,    // status: applied migrations were edited, or their folders are gone; drift: there is some
    ExitFindings = 6,     // lint: findings as severe as --fail-on says, or more
    ExitClosed = 7,       // gate: closed
    ExitCancelled = 130,
};

// What a command answers: the keys of its JSON document, and how it went. People's text it has printed already.
struct Answer {
    QJsonObject json;
    int exitCode = ExitOk;
    std::optional<Error> error;

    Answer() = default;
    Answer(QJsonObject object, int code = ExitOk)
        : json(std::move(object))
        , exitCode(code)
    {
    }
    Answer(Error problem)
        : exitCode(problem.code == "cancelled" ? ExitCancelled : problem.code == "usage" ? ExitUsage : ExitFailed)
        , error(std::move(problem))
    {
    }
};

// One subcommand: a file of its own in this folder, and a line in commands.cpp.
struct Command {
    const char* name;
    const char* arguments; // for the usage line: "NAME [--steps N]"
    const char* summary;   // one line
    QList<QCommandLineOption> (*options)(); // null: none of its own
    Answer (*run)(Context&);
};

const QList<Command>& commands();
const Command* findCommand(const QString& name);

inline Answer usage(const QString& message)
{
    return Answer(Error { .code = "usage", .message = message, .hint = "`corridor help` lists the commands and their words." });
}

} // namespace corridor
