// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>
#include <memory>

namespace corridor {

// How a program ended: what it said, and its exit code (-1 when it could not start, crashed or took too long).
struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;
};

struct Command {
    QString program;
    QStringList arguments;
    QString folder; // where it runs; empty: here
    QStringList environment; // NAME=value, on top of this process's own
};

// A program that runs while others do: started by the constructor, awaited by finish(), killed by the destructor.
class ChildProcess {
public:
    explicit ChildProcess(const Command& command);
    ~ChildProcess();
    Outcome finish(int timeoutMs = 120'000);

private:
    std::unique_ptr<QProcess> m_process;
};

inline Outcome run(const Command& command, int timeoutMs = 120'000)
{
    return ChildProcess(command).finish(timeoutMs);
}

} // namespace corridor
