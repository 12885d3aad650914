// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

QStringList createSequence(const CatalogObject& sequence, const SqlContext& context);
QStringList alterSequence(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed);
// ALTER SEQUENCE … OWNED BY: after the column is there. Empty for one that belongs to nothing.
QStringList ownSequence(const CatalogObject& sequence);

// " (START WITH 5)", or nothing where all is as PostgreSQL does it by itself.
QString identityOptions(const CatalogObject& column, const CatalogObject& table);
// SET GENERATED ALWAYS SET INCREMENT BY 2: after ALTER COLUMN.
QString alterIdentityOptions(const CatalogObject& before, const CatalogObject& after);
// Whether SERIAL would make just this sequence for this column.
bool isPlainSerial(const CatalogObject& sequence, const CatalogObject& column, const CatalogObject& table);

// SET (…) and RESET (…) that lead from one list of options to the other.
struct OptionChanges {
    QString set;
    QString reset;
};
OptionChanges optionChanges(const QString& before, const QString& after);
// ADD "a" 'x', SET "b" 'y', DROP "c": inside OPTIONS (…) of ALTER on foreign things.
QString foreignOptionChanges(const QString& before, const QString& after);

} // namespace corridor
