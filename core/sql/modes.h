// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"
#include "sql/script.h"

namespace corridor {

// How a script goes to the server.
enum class ExecutionMode {
    Atomic, // all statements and the row's finish in one transaction
    Stepwise, // some statement cannot run in a transaction: the largest transactions that the facts allow
    Scripted, // the script carries its own BEGIN/COMMIT, honoured as written
    AsPrisma, // the whole text as one message, as Prisma <= 7.3 sends it: for the opaque, and for comparison
};
QString modeWord(ExecutionMode mode); // atomic, stepwise, scripted, as-prisma

// Consecutive statements that share a transaction.
struct TransactionGroup {
    enum class Kind {
        Managed, // the engine opens and commits the transaction
        Alone, // one statement by itself, in autocommit
        Written, // BEGIN … COMMIT of the script, sent as written
        FirstOfSession, // one statement by itself, first in a new session
        Batched, // one UPDATE or DELETE, over a range of keys at a time, each range a transaction
    };
    Kind kind = Kind::Managed;
    int first = 0; // index into Script::statements
    int count = 0;
    QString reason; // why it begins here; empty for the first
    int last() const { return first + count - 1; }
    bool operator==(const TransactionGroup&) const = default;
};

struct ExecutionPlan {
    ExecutionMode mode = ExecutionMode::Atomic;
    QString reason; // why the mode is not atomic, a sentence
    QList<TransactionGroup> groups; // all statements, in order; none where the mode is AsPrisma
};

// Decides statement by statement, for scripts of any size.
class ModePlanner {
public:
    // `schema` is the state before the script; it is followed along. Unknown is fine.
    explicit ModePlanner(int major, const SchemaState& schema = SchemaState())
        : m_major(major)
        , m_schema(schema)
    {
    }
    // `code` is the statement's text without leading comments. Finds the facts, which it returns, and follows the schema.
    StatementFacts add(const Statement& statement, QByteArrayView code);
    // The same with facts that are known already; of them only the transaction rules count.
    void add(const Statement& statement, QByteArrayView code, const StatementFacts& facts);
    // A statement with a batch directive (batch.h).
    StatementFacts addBatched(const Statement& statement);
    ExecutionPlan finish(bool parsable) const;

private:
    void append(TransactionGroup::Kind kind, const QString& reason);
    QString usesNewLabel(QByteArrayView code) const;
    void control(const sql::TransactionControl& control);

    int m_major;
    SchemaState m_schema;
    QList<TransactionGroup> m_groups;
    int m_next = 0;
    bool m_written = false; // inside BEGIN … COMMIT of the script
    bool m_controls = false;
    QString m_stepwiseReason;
    QList<QualifiedName> m_newTypes; // enums made in the transaction that is open
    QStringList m_newLabels; // enum values added in the transaction that is open
};

// Pure. Scripts that do not parse are AsPrisma. `facts` receives those of each statement, with what the statements before
// it have changed.
ExecutionPlan planScript(const Script& script, int major, const SchemaState& schema = SchemaState(),
    QList<StatementFacts>* facts = nullptr);

} // namespace corridor
