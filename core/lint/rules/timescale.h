// SPDX-License-Identifier: MIT
// For the rules about TimescaleDB, measured on 2.28.3.
#pragma once

#include "lint/rules/common.h"
#include "sql/function_arguments.h"

namespace corridor::rules {

// What the examples begin with.
#define HYPERTABLE "CREATE TABLE t (id int, v int, ts timestamptz); SELECT create_hypertable('t', 'ts');"
#define COLUMNSTORE HYPERTABLE " ALTER TABLE t SET (timescaledb.compress, timescaledb.compress_segmentby = 'id');"
#define CONTINUOUS                                                                                                     \
    HYPERTABLE " CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT time_bucket('1h', ts) b, id FROM t GROUP BY b, id WITH NO DATA;"

// The table, if it is known to be a hypertable; not a continuous aggregate.
const RelationState* hypertable(const StatementContext& at, const QualifiedName& name);
// The same, with compression enabled.
const RelationState* columnstore(const StatementContext& at, const QualifiedName& name);
bool isContinuousAggregate(const StatementContext& at, const QualifiedName& name);
// The first call of one of these functions, in a query or by CALL.
const sql::FunctionCall* callOf(const StatementContext& at, const QStringList& names);

} // namespace corridor::rules
