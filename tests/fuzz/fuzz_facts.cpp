// SPDX-License-Identifier: MIT
// Any text is read, planned and given facts for the oldest and the newest server, within its bounds.
#include "sql/batch.h"
#include "sql/modes.h"

#include <cstdlib>

using namespace corridor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    const Script script = parseScript(text);
    qsizetype at = 0;
    for (const Statement& statement : script.statements) {
        if (statement.begin < at || statement.codeBegin < statement.begin || statement.end < statement.codeBegin
            || statement.end > text.size())
            std::abort();
        at = statement.end;
        (void)batchDirective(statement, script.code(statement), script.leadingComments(statement));
    }
    for (const int major : { 12, 18 }) {
        SchemaState schema;
        for (const Statement& statement : script.statements) {
            (void)factsOf(statement, major, schema);
            schema.follow(statement, true);
        }
        const ExecutionPlan plan = planScript(script, major);
        int covered = 0;
        for (const TransactionGroup& group : plan.groups) {
            if (group.first != covered)
                std::abort();
            covered += group.count;
        }
        if (plan.mode != ExecutionMode::AsPrisma && covered != script.statements.size())
            std::abort();
    }
    return 0;
}
