// SPDX-License-Identifier: MIT
#include "base/cancel.h"

#include <atomic>
#include <sys/eventfd.h>
#include <unistd.h>

namespace corridor {

struct CancelToken::Shared {
    std::atomic<bool> cancelled = false;
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

    ~Shared()
    {
        if (descriptor >= 0)
            close(descriptor);
    }
};

CancelToken::CancelToken()
    : m_shared(std::make_shared<Shared>())
{
}

const CancelToken& CancelToken::never()
{
    static const CancelToken token;
    return token;
}

void CancelToken::cancel() const
{
    m_shared->cancelled = true;
    if (m_shared->descriptor >= 0)
        eventfd_write(m_shared->descriptor, 1);
}

bool CancelToken::isCancelled() const { return m_shared->cancelled; }
int CancelToken::descriptor() const { return m_shared->descriptor; }

} // namespace corridor
