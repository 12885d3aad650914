// SPDX-License-Identifier: MIT
#include "sql/script.h"

#include "sql/statement_reader.h"

#include <algorithm>

namespace corridor {

QString problemWord(ScriptProblem::Kind kind)
{
    switch (kind) {
    case ScriptProblem::Kind::ByteOrderMark:
        return "byte-order-mark";
    case ScriptProblem::Kind::Utf16:
        return "utf-16";
    case ScriptProblem::Kind::Nul:
        return "nul-byte";
    case ScriptProblem::Kind::InvalidUtf8:
        return "invalid-utf-8";
    case ScriptProblem::Kind::MetaCommand:
        return "psql-meta-command";
    case ScriptProblem::Kind::CopyData:
        return "copy-data";
    case ScriptProblem::Kind::Syntax:
        return "syntax";
    case ScriptProblem::Kind::TooDeep:
        return "too-deep";
    }
    return {};
}

bool Script::isParsable() const
{
    return std::ranges::none_of(problems, &ScriptProblem::blocks);
}

QByteArrayView Script::code(const Statement& statement) const
{
    return QByteArrayView(text).sliced(statement.codeBegin, statement.end - statement.codeBegin).trimmed();
}

QByteArrayView Script::leadingComments(const Statement& statement) const
{
    return QByteArrayView(text).sliced(statement.begin, statement.codeBegin - statement.begin).trimmed();
}

Script parseScript(const QByteArray& text)
{
    Script script { .text = text, .statements = {}, .problems = {}, .lines = LineIndex(text) };
    StatementReader reader(text);
    for (Statement statement; reader.next(statement);)
        script.statements << std::move(statement);
    script.problems = reader.problems();
    return script;
}

} // namespace corridor
