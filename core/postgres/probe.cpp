// SPDX-License-Identifier: MIT
#include "postgres/probe.h"

#include <QElapsedTimer>
#include <algorithm>

namespace corridor {

namespace {

constexpr int rounds = 3;

double milliseconds(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) / 1e6; }

} // namespace

Result<Probe> probe(const ConnectionOptions& options, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    auto session = Session::open(options, token);
    CORRIDOR_TRY(session);
    Probe probe { .server = session->server(), .connectMs = milliseconds(timer), .latencyMs = 1e9 };
    for (int round = 0; round < rounds; ++round) {
        timer.restart();
        CORRIDOR_TRY(session->execute("SELECT 1", token));
        probe.latencyMs = std::min(probe.latencyMs, milliseconds(timer));
    }
    const auto state = session->execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool", token);
    CORRIDOR_TRY(state);
    probe.readOnly = state->boolean(0, 0);
    return probe;
}

} // namespace corridor
