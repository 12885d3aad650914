// SPDX-License-Identifier: MIT
#include "engine/run_brake.h"

namespace corridor {

void RunBrake::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_steps = 0;
}

void RunBrake::resume()
{
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_changed.notify_all();
}

void RunBrake::stepOnce()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    ++m_steps;
    m_changed.notify_all();
}

bool RunBrake::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool RunBrake::isStanding() const
{
    const std::lock_guard lock(m_mutex);
    return m_standing;
}

StepGate RunBrake::gate(const CancelToken& token)
{
    return [this, token](const StepContext&) { return wait(token); };
}

Result<void> RunBrake::wait(const CancelToken& token)
{
    std::unique_lock lock(m_mutex);
    // The token wakes nobody here: it is looked at ten times a second.
    while (m_paused && m_steps == 0 && !token.isCancelled()) {
        m_standing = true;
        m_changed.wait_for(lock, std::chrono::milliseconds(100));
    }
    m_standing = false;
    m_steps -= m_paused && m_steps > 0;
    if (token.isCancelled())
        return fail(
            "cancelled", "The run was cancelled while it was paused.", "`corridor status` says how far it came.");
    return {};
}

} // namespace corridor
