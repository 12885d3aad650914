// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "sql/modes.h"

namespace corridor {

// A script with the transactions in which the engine would run it on a server of `major`.
struct ScratchScript {
    QByteArray text; // as it is sent: invalid UTF-8 replaced
    Script script;
    ExecutionPlan execution;

    ScratchScript(const QByteArray& bytes, int major);
    // All of it in one transaction: it can run inside one that is open already.
    bool isAtomic() const { return execution.mode == ExecutionMode::Atomic; }
};

// Runs a script with the engine's transactions, but without a history, each transaction in one message. The session is
// clean afterwards, in either case. The error has the line of the script where the server told a position.
Result<void> applyScript(
    Session& session, const ScratchScript& script, const CancelToken& token = CancelToken::never());
// The same inside the transaction that is open; an atomic script only. After an error the transaction is a failed one.
Result<void> applyInside(
    Session& session, const ScratchScript& script, const CancelToken& token = CancelToken::never());

} // namespace corridor
