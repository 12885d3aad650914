// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// Hypertables, continuous aggregates, and jobs (policies among them) of TimescaleDB. Functions are named with the
// schema of the extension; those that every 2.x has are used.
QStringList createTimescale(const CatalogObject& object, const SqlContext& context);
QStringList alterTimescale(
    const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed, const SqlContext& context);
QStringList dropTimescale(const CatalogObject& object, const SqlContext& context);
// Why a hypertable cannot become the other; empty where it can.
QString whyNoOtherHypertable(const CatalogObject& before, const CatalogObject& after);

// Whether `table` is a hypertable: ALTER TABLE ONLY, CONCURRENTLY and NOT VALID are not for it.
bool isHypertable(const CatalogObject& table, const Side& side);

} // namespace corridor
