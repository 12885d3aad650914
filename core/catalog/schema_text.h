// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/side.h"

namespace corridor {

// The SQL that would make single objects of a snapshot, for people to read beside each other.
class SchemaText {
public:
    explicit SchemaText(const Snapshot& snapshot);

    // Of the object and all its parts: a table with its constraints, indexes, triggers, policies. With semicolons, a
    // line break after each. Empty where the snapshot has no such object.
    QString of(const QString& key) const;
    // The key of what an object is a part of in the end: of a column's default the table. Empty where there is none.
    QString rootOf(const QString& key) const;

private:
    void add(QStringList& statements, const CatalogObject& object, const struct SqlContext& context) const;

    Snapshot m_snapshot, m_nothing;
    Side m_side, m_empty;
};

} // namespace corridor
