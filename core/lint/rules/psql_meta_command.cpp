// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    for (const ScriptProblem& problem : at.script().problems) {
        const bool meta
            = problem.kind == ScriptProblem::Kind::MetaCommand || problem.kind == ScriptProblem::Kind::CopyData;
        if (meta)
            report.add(at, problem.message, problem.offset,
                at.script().lines.lineBegin(problem.line) + at.script().lines.lineText(problem.line).size());
    }
}

extern const Rule psqlMetaCommand {
    .id = "psql-meta-command",
    .severity = Severity::Error,
    .hazard = "Only psql knows its commands and can send COPY data; the server answers with a syntax error.",
    .effect = "The migration fails.",
    .safe = "Write SQL; turn COPY data into INSERT … VALUES.",
    .manual = "app-psql.html#APP-PSQL-META-COMMANDS",
    .checkMigration = check,
    .bad = { { "\\set x 1\nSELECT 1;" }, { "COPY t FROM stdin;\n1\n\\.\n" } },
    .good = { { "SELECT E'\\\\i';" } },
};

} // namespace corridor::rules
