// SPDX-License-Identifier: MIT
#pragma once

#include "sql/name.h"

#include <QList>

namespace corridor::sql {

// A type as a statement names it. The grammar's own names are used ("int4" for INTEGER, "bpchar" for CHAR), and
// pg_catalog is dropped, so that two spellings of one type are equal.
struct TypeRef {
    QualifiedName name;
    QList<int> modifiers; // (10,2) of numeric(10,2); for interval the precision alone
    bool array = false;
    bool setOf = false;
    qsizetype offset = -1; // byte in the script

    bool isEmpty() const { return name.isEmpty(); }
    bool is(QLatin1StringView word) const { return name.schema.isEmpty() && name.name == word && !array; }
    // serial, bigserial, smallserial: not types, but a sequence and a default.
    bool isSerial() const;
    // As SQL: numeric(10,2)[]
    QString text() const;
    // Equality of what is stored; where it was written does not count.
    bool sameAs(const TypeRef& other) const;
};

} // namespace corridor::sql
