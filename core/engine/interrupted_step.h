// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "sql/statement.h"

namespace corridor {

// Whether a statement that ran outside of a transaction when its run was interrupted took effect. What it left half-made
// is removed first (an invalid index of CREATE INDEX CONCURRENTLY or of a build chunk by chunk, the copies of REINDEX
// CONCURRENTLY, a pending DETACH), so that false means: run it again. Statements that may be repeated without harm
// (VACUUM and the like) are false; others give the error "step-unknown", because only a person can tell.
// Source: PostgreSQL manual, CREATE INDEX, REINDEX and ALTER TABLE ("CONCURRENTLY").
Result<bool> tookEffect(Session& session, const Statement& statement, const CancelToken& token);

} // namespace corridor
