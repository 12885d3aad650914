// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"

#include <QProcessEnvironment>
#include <QStringList>
#include <functional>

class QProcess;

namespace corridor {

// A program to run, and what it gets beside this process's own environment. Secrets go into `environment`, which only
// this user and root can see; never into `arguments`, which everybody can.
struct ChildCommand {
    QString program;
    QStringList arguments;
    QList<std::pair<QString, QString>> environment;
    QString folder = {}; // where it runs; empty: here
};

struct ChildResult {
    int exitCode = 0;
    QByteArray output; // standard output, where it was asked for
    QString errors; // the last 64 kB of standard error, passwords removed
};

// What to do while a child runs, on the calling thread.
struct ChildWatch {
    std::function<void()> tick; // about ten times a second
    std::function<void(const QString& line)> line; // each line of standard error
};

// Runs a child to its end, without an event loop. Messages are in English, whatever the user's locale. When the token
// is cancelled the child is asked to end (pg_dump then cancels its query on the server), and killed after 5 s.
// Errors: "cancelled", "program-missing", "program-crashed". An exit code other than 0 is no error of this function.
Result<ChildResult> runChild(const ChildCommand& command, const CancelToken& token, const ChildWatch& watch = {});

// Two children, the first's standard output going through `filter` into the second's standard input. The chunks that
// the filter sees are as they come; it returns what to pass on. When the second ends early the first is ended too.
using PipeFilter = std::function<QByteArray(const QByteArray& chunk)>;
struct PipeResult {
    ChildResult first, second;
};
Result<PipeResult> runPipe(
    const ChildCommand& first, const ChildCommand& second, const PipeFilter& filter, const CancelToken& token);

} // namespace corridor
