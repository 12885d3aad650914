// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// Tables and foreign tables. Columns and what the context says is inlined come with CREATE TABLE.
QStringList createTable(const CatalogObject& table, const SqlContext& context);
QStringList alterTable(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);
// ALTER TABLE … ATTACH PARTITION, after both have their indexes; empty for a table that is no partition.
QStringList attachPartition(const CatalogObject& table, const SqlContext& context);
// A table that is dropped and made again keeps its rows: they wait in a table beside it. saveRows() goes before DROP.
QStringList saveRows(const CatalogObject& table);
QStringList bringRowsBack(const CatalogObject& table, const SqlContext& context);
QStringList detachPartition(const CatalogObject& table, const SqlContext& context);
// REPLICA IDENTITY, row security, which CREATE TABLE cannot say.
QStringList tableSettings(const CatalogObject& table);

} // namespace corridor
