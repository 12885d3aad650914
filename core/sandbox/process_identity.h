// SPDX-License-Identifier: MIT
#pragma once

#include <QtTypes>
#include <chrono>

namespace corridor {

// A process that may have been started by somebody else. The start time tells it from a later one with its number.
struct ProcessIdentity {
    qint64 pid = 0;
    quint64 startTime = 0; // field 22 of /proc/PID/stat: clock ticks since boot

    static ProcessIdentity of(qint64 pid); // startTime 0 if there is no such process
    bool isAlive() const; // false for a zombie too
    bool signal(int number) const; // only if it is still this process
    // Waits for its end; true once it has ended. Reaps it if it is a child of the caller.
    bool waitForEnd(std::chrono::milliseconds timeout) const;
    bool operator==(const ProcessIdentity&) const = default;
};

} // namespace corridor
