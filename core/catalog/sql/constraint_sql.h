// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// CONSTRAINT "c" PRIMARY KEY (a), as a line of CREATE TABLE.
QString constraintClause(const CatalogObject& constraint);

QStringList addConstraint(const CatalogObject& constraint, const SqlContext& context);
QStringList dropConstraint(const CatalogObject& constraint, const SqlContext& context);
// Whether the two differ in nothing but that the first is NOT VALID.
bool onlyNeedsValidation(const CatalogObject& before, const CatalogObject& after);
QStringList alterConstraint(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);

QStringList createIndex(const CatalogObject& index, const SqlContext& context);
QStringList dropIndex(const CatalogObject& index, const SqlContext& context);
// Options, tablespace, clustering, statistics: of an index and of the index of a constraint.
QStringList alterIndexSettings(const CatalogObject& before, const CatalogObject& after,
    const QList<Property>& changed, const SqlContext& context);
QStringList indexSettings(const CatalogObject& index, const SqlContext& context);
// ALTER INDEX parent ATTACH PARTITION index; empty for one under no parent.
QStringList attachIndex(const CatalogObject& index);

} // namespace corridor
