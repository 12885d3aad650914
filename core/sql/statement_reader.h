// SPDX-License-Identifier: MIT
#pragma once

#include "sql/script.h"

#include <memory>

namespace corridor {

// Reads a script statement by statement, holding about a megabyte of it parsed at a time.
// One thread at a time; `text` may be memory mapped (QByteArray::fromRawData) and must stay as it is meanwhile.
class StatementReader {
public:
    explicit StatementReader(const QByteArray& text);
    ~StatementReader();
    StatementReader(const StatementReader&) = delete;
    StatementReader& operator=(const StatementReader&) = delete;

    // The next statement; false at the end.
    bool next(Statement& statement);
    // What was found wrong so far; complete at the end. In order of offset.
    const QList<ScriptProblem>& problems() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace corridor
