// SPDX-License-Identifier: MIT
#pragma once

#include "sql/dml.h"

namespace corridor::sql {

struct CreateFunction {
    QualifiedName name;
    bool procedure = false;
    bool replace = false;
    QString language;
    QString body; // of AS 'body'; empty for SQL-standard bodies
    bool atomicBody = false;
    bool securityDefiner = false;
    bool setsSearchPath = false;
    QString searchPath;
    char volatility = 'v'; // v, s, i
    TypeRef returns;
    int argumentCount = 0;
};

struct AlterFunction {
    QualifiedName name;
    bool procedure = false;
    bool securityDefiner = false;
    bool securityInvoker = false;
    bool setsSearchPath = false;
};

struct DoBlock {
    QString language = "plpgsql";
    QString body;
};

struct Call {
    FunctionCall function;
};

} // namespace corridor::sql
