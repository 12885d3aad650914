// SPDX-License-Identifier: MIT
#pragma once

#include "sql/admin.h"
#include "sql/routine.h"
#include "sql/statement_kind.h"

#include <variant>

namespace corridor {

// What the statement says, for the kinds that rules and facts look into; monostate for the rest.
using StatementDetail = std::variant<std::monostate, sql::CreateTable, sql::AlterTable, sql::CreateIndex, sql::Drop,
    sql::Rename, sql::SetSchema, sql::ChangeOwner, sql::Comment, sql::CreateEnum, sql::AlterEnum, sql::CreateDomain,
    sql::AlterDomain, sql::CreateSequence, sql::AlterSequence, sql::CreateSchema, sql::CreateExtension,
    sql::AlterExtension, sql::CreatePolicy, sql::CreateTrigger, sql::CreateRule, sql::Truncate, sql::DataChange,
    sql::SelectQuery, sql::CreateTableAs, sql::CreateView, sql::RefreshView, sql::Copy, sql::LockTables,
    sql::CreateFunction, sql::AlterFunction, sql::DoBlock, sql::Call, sql::TransactionControl, sql::SetVariable,
    sql::Discard, sql::Vacuum, sql::Cluster, sql::Reindex, sql::Grant, sql::RoleChange, sql::ServerObject>;

// One statement of a script. Offsets are bytes from the start of the script; a range ends before its end.
// begin … codeBegin are blanks and comments that lead to it; the terminating semicolon is at `end`, outside the range.
struct Statement {
    qsizetype begin = 0;
    qsizetype codeBegin = 0;
    qsizetype end = 0;
    int line = 1; // of codeBegin, from 1
    int endLine = 1; // of the last byte that is no blank
    StatementKind kind = StatementKind::Unparsed;
    StatementDetail detail;
    QList<sql::TouchedRelation> relations; // each name and touch once, in order of appearance
    QList<sql::FunctionCall> calls; // of queries and data changes; the first 200
    QList<sql::DataChange> changes; // data changes inside WITH, EXPLAIN ANALYZE, COPY, PREPARE
    bool tooDeep = false; // nested more than rules and facts look

    bool isParsed() const { return kind != StatementKind::Unparsed; }
    qsizetype length() const { return end - begin; }
    template <typename T>
    const T* as() const
    {
        return std::get_if<T>(&detail);
    }
};

} // namespace corridor
