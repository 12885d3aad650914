// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// How a difference can be made.
enum class Way {
    Alter,      // in place
    Rebuild,    // DROP and CREATE; the object holds no data
    Swap,       // a type: made anew beside the old one, see swapType()
    Impossible, // `why` says it
};
struct WayOf {
    Way way = Way::Alter;
    QString why;
};
WayOf wayOf(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed, int serverVersion);

// Why there is no SQL that makes or drops objects of this kind; empty where there is.
QString unsupportedReason(ObjectKind kind);

// With comments, privileges and all else that is said about it.
QStringList createSql(const CatalogObject& object, const SqlContext& context);
QStringList dropSql(const CatalogObject& object, const SqlContext& context);
QStringList alterSql(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);
// RENAME TO and SET SCHEMA, or both. `before` and `after` differ in name or schema.
QStringList renameSql(const CatalogObject& before, const CatalogObject& after, const Side& from);

} // namespace corridor
