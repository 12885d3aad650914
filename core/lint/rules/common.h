// SPDX-License-Identifier: MIT
// What most rules need; for the files of this folder.
#pragma once

#include "lint/context.h"

namespace corridor::rules {

using Runner = RunnerProfile;
using Action = sql::AlterAction::Kind;
using Constraint = sql::ConstraintDefinition::Kind;
using Object = sql::ObjectKind;
using Kind = StatementKind;
using In = StatementFacts::InTransaction;

// The actions of one kind of an ALTER TABLE on a table; none for other statements.
QList<const sql::AlterAction*> actions(const StatementContext& at, Action kind);
// The constraints of one kind that an ALTER TABLE adds to the table, not those of new columns.
QList<const sql::AlterAction*> addedConstraints(const StatementContext& at, Constraint kind);
// The table of an ALTER TABLE.
QualifiedName tableOf(const StatementContext& at);
// Where an action stands: at its definition, else at the first mention of its name.
qsizetype placeOf(const StatementContext& at, const sql::AlterAction& action);

// `name`
QString code(const QString& text);
QString code(const QualifiedName& name);
QString codes(const QStringList& names); // `a`, `b` and `c`
QString codes(const QList<QualifiedName>& names);

// A table that may hold rows and is in use: not made by these scripts, not temporary.
bool matters(const StatementContext& at, const QualifiedName& table);

} // namespace corridor::rules
