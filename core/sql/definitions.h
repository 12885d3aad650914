// SPDX-License-Identifier: MIT
#pragma once

#include "sql/expression.h"

#include <QStringList>

namespace corridor::sql {

// name = value of WITH (…), OPTIONS (…) and the like. The value is the text as the parser holds it.
struct Option {
    QString space; // timescaledb of timescaledb.compress
    QString name;
    QString value; // empty for a bare name
    qsizetype offset = -1;
};
const Option* findOption(const QList<Option>& options, QLatin1StringView name, QLatin1StringView space = {});
// A boolean option that is present and not off/false/0.
bool optionIsOn(const QList<Option>& options, QLatin1StringView name, QLatin1StringView space = {});

// A constraint, of a column or of a table. Attributes (DEFERRABLE, NOT VALID) are folded into the constraint they
// follow.
struct ConstraintDefinition {
    enum class Kind { Null, NotNull, Default, Identity, Generated, Check, PrimaryKey, Unique, Exclusion, ForeignKey };
    Kind kind = Kind::Null;
    QString name;
    QStringList columns; // of the constrained table; empty in a column constraint
    QualifiedName references;
    QStringList referencedColumns;
    char onDelete = 'a'; // as pg_constraint: a no action, r restrict, c cascade, n set null, d set default
    char onUpdate = 'a';
    bool notValid = false;
    bool deferrable = false;
    bool nullsNotDistinct = false;
    QString usingIndex;
    Expression expression; // DEFAULT, CHECK, GENERATED
    QList<Option> sequenceOptions; // of an identity
    qsizetype offset = -1;
    qsizetype end = -1; // set where the parser tells; else -1
};

struct ColumnDefinition {
    QString name;
    TypeRef type;
    QList<ConstraintDefinition> constraints;
    QString collation;
    qsizetype offset = -1;

    const ConstraintDefinition* find(ConstraintDefinition::Kind kind) const;
    bool has(ConstraintDefinition::Kind kind) const { return find(kind) != nullptr; }
};

// One key of an index.
struct IndexKey {
    QString column; // empty for an expression
    Expression expression;
    QString operatorClass;
    bool descending = false;
    bool nullsNonDefault = false;
};

} // namespace corridor::sql
