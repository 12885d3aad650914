// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <condition_variable>
#include <mutex>

namespace corridor {

// Pause, Step and Resume for a run on another thread. A paused run stops before its next statement or batch; the locks
// that its transaction holds by then stay held. All members may be called from any thread; it must outlive the run.
class RunBrake {
public:
    void pause();
    void resume();
    void stepOnce(); // lets one statement through, and stays paused
    bool isPaused() const;
    bool isStanding() const; // the run waits at the brake now
    // For EngineOptions::gate. Gives "cancelled" when the token is.
    StepGate gate(const CancelToken& token);

private:
    Result<void> wait(const CancelToken& token);

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    bool m_standing = false;
    int m_steps = 0;
};

} // namespace corridor
