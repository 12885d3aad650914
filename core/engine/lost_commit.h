// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// What became of a transaction whose COMMIT got no answer, and a new connection to the server that said so.
struct CommitFate {
    Session session;
    bool committed = false;
};

// The statement that asks for the number of the transaction that is open, as text, and gives it one.
QByteArray transactionNumberQuery(const Session& session);

// Connects again as `options` say, as often as that takes within `patienceMs` (the server may be starting again), and
// asks it until the transaction is no longer in progress. Errors: why nobody could tell; "cancelled".
// Source: PostgreSQL manual, 9.27.8 (pg_xact_status; txid_status before 13). A number that the server has not given out
// (any more) belongs to a transaction that a crash has undone.
Result<CommitFate> fateOfCommit(const ConnectionOptions& options, const QByteArray& transaction, int patienceMs,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
