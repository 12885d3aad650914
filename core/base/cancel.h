// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace corridor {

// A request to stop, shared by who asks and who works. Copies share the request; all members may be called from
// any thread. A worker that waits in poll() waits on `descriptor()` too: it becomes readable when cancelled.
// A default-made token can be cancelled; pass `CancelToken::never()` where nobody will.
class CancelToken {
public:
    CancelToken();
    static const CancelToken& never();

    void cancel() const;
    bool isCancelled() const;
    int descriptor() const; // owned by the token; -1 where the system had none to give

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace corridor
