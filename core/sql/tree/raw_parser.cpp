// SPDX-License-Identifier: MIT
#include "sql/tree/raw_parser.h"

#include "sql/tree/tree_reader.h"

#include <cstdlib>

namespace corridor {

// The memory that a parse tree lives in; freed with the scope.
class ParseMemory {
public:
    ParseMemory()
        : m_context(pg_query_enter_memory_context())
    {
    }
    ~ParseMemory() { pg_query_exit_memory_context(m_context); }
    Q_DISABLE_COPY_MOVE(ParseMemory)

private:
    MemoryContext m_context;
};

static SyntaxError takeError(PgQueryError* error)
{
    SyntaxError result { QString::fromUtf8(error->message), error->cursorpos };
    pg_query_free_error(error);
    return result;
}

static void append(const RawStmt* raw, const QByteArray& text, qsizetype base, QList<Statement>& to)
{
    Statement& statement = to.emplaceBack();
    const qsizetype location = std::max(raw->stmt_location, 0);
    statement.begin = base + location;
    statement.end = base + (raw->stmt_len > 0 ? location + raw->stmt_len : text.size());
    TreeReader(statement, base).read(raw->stmt);
}

std::optional<SyntaxError> parseStatements(const QByteArray& text, qsizetype base, QList<Statement>& to)
{
    const ParseMemory memory;
    const PgQueryInternalParsetreeAndError result = pg_query_raw_parse(text.constData(), PG_QUERY_PARSE_DEFAULT);
    std::free(result.stderr_buffer);
    if (result.error)
        return takeError(result.error);
    if (to.isEmpty()) // else it would be copied for each piece of a script that is read piece by piece
        to.reserve(list_length(result.tree));
    each<const RawStmt>(result.tree, [&](const RawStmt* raw) { append(raw, text, base, to); });
    return std::nullopt;
}

} // namespace corridor
