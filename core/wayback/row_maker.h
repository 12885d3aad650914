// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"

#include <QHash>

namespace corridor {

// Makes up rows of one table: distinct values by type, keys of rows that are there for foreign keys, and nulls in every
// third row where they are allowed.
class RowMaker {
public:
    RowMaker(const CatalogObject& table, const Snapshot& snapshot);

    // INSERT of the rows `first` … `last`, counted from 1.
    QString insert(int first, int last) const;
    // Quoted, generated ones too, by name.
    QStringList allColumns() const;

private:
    struct Reference {
        QString table, column; // as SQL
    };
    QString value(const CatalogObject& column, int row) const;
    QString made(const QString& type, int row) const;

    const CatalogObject& m_table;
    const Snapshot& m_snapshot;
    QList<const CatalogObject*> m_columns;
    QHash<QString, Reference> m_references; // by column
    QStringList m_keys;                     // columns that must not be null together with others: of any key
};

// name of "name".
QString unquoted(const QString& name);

} // namespace corridor
