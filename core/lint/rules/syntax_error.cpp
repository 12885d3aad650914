// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    int told = 0;
    for (const ScriptProblem& problem : at.script().problems) {
        if (problem.kind == ScriptProblem::Kind::Syntax && ++told <= 5)
            report.add(at, problem.message + '.', problem.offset,
                at.script().lines.lineBegin(problem.line) + at.script().lines.lineText(problem.line).size());
    }
}

extern const Rule syntaxError {
    .id = "syntax-error",
    .severity = Severity::Error,
    .hazard = "PostgreSQL's parser does not understand the statement.",
    .effect = "The migration fails, unless the server is newer than PostgreSQL 17 and knows it.",
    .safe = "Correct it.",
    .manual = "sql-commands.html",
    .checkMigration = check,
    .bad = { { "CREAT TABLE t (a int)" }, { "SELECT 1;\nALTER TABLE t ADD COLUM a int;" } },
    .good = { { "SELECT 1" } },
};

} // namespace corridor::rules
