// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"
#include "base/file_descriptor.h"

namespace corridor {

// The right to start, stop or reset one sandbox, held by one process (and one thread) at a time, until it is destroyed
// or its process ends. An flock(2), so that nothing stale can stay behind.
class InstanceLock {
public:
    // Waits for its turn. Errors: "sandbox-lock-failed", "cancelled".
    static Result<InstanceLock> acquire(const QString& file, const CancelToken& token = CancelToken::never());

private:
    explicit InstanceLock(FileDescriptor file)
        : m_file(std::move(file))
    {
    }
    FileDescriptor m_file;
};

} // namespace corridor
