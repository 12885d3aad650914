// SPDX-License-Identifier: MIT
#pragma once

#include "lint/rule.h"

namespace corridor {

// What a rule sees of one migration.
class MigrationContext {
public:
    const LintMigration& migration;
    const LintOptions& options;
    const SchemaState& schema; // before the statement that is looked at; after the last in checkMigration
    const std::vector<StatementFacts>& facts; // of the statements seen so far; all in checkMigration
    const std::vector<int>& transactions;     // for each statement the number of its transaction, as the runner makes them

    const Script& script() const { return migration.script; }
    const QList<Statement>& statements() const { return migration.script.statements; }
    bool shareTransaction(int one, int other) const { return transactions[one] == transactions[other]; }
    // Whether the statement's transaction holds others.
    bool inLargerTransaction(int index) const;
    // Whether the script opened the transaction itself, by BEGIN.
    bool inWrittenTransaction(int index) const;
};

// What a rule sees of one statement.
class StatementContext {
public:
    const MigrationContext& migration;
    const Statement& statement;
    const StatementFacts& facts;
    int index = 0;               // in the script; of a statement inside DO, the DO's
    bool inBody = false;         // inside of DO or of a function
    bool runsNow = true;         // false in the body of a function

    const SchemaState& schema() const { return migration.schema; }
    const LintOptions& options() const { return migration.options; }
    int major() const { return migration.options.major; }
    RunnerProfile runner() const { return migration.options.runner; }
    template <typename T>
    const T& as() const
    {
        return std::get<T>(statement.detail);
    }
    QByteArrayView code() const { return migration.script().code(statement); }

    const RelationState* relation(const QualifiedName& name) const { return schema().relation(name); }
    // Made by these scripts, or temporary: no running program knows it.
    bool isIdle(const QualifiedName& name) const;
    // Holds no rows for certain.
    bool isEmpty(const QualifiedName& name) const;
    // Rows, where they are known or assumed.
    std::optional<qint64> rows(const QualifiedName& name) const;
    bool isSmall(const QualifiedName& name) const;
    bool isProtected(const QualifiedName& name) const;
    bool isHypertable(const QualifiedName& name) const;
    bool isPartitioned(const QualifiedName& name) const;
    // `"User"`, with its size and write rate where they are known.
    QString describe(const QualifiedName& name) const;
    // The byte where `word` stands in the statement as a token, else where the statement begins.
    qsizetype find(const QString& word) const;
};

class FolderContext {
public:
    const QList<LintMigration>& migrations;
    const LintOptions& options;
    const SchemaState& schema; // after the last script
    // What each examined migration did, in order; empty for the others.
    const std::vector<std::vector<StatementFacts>>& facts;
};

// Takes what rules find.
class Report {
public:
    explicit Report(QList<Finding>& findings)
        : m_findings(findings)
    {
    }
    // A finding at the statement, or at a byte inside of it.
    Finding& add(const StatementContext& at, const QString& message, qsizetype offset = -1);
    // The same about a lock or work on a table: nothing where the table is idle, a note where it is known to be small,
    // an error where it is protected. Null where nothing was added.
    Finding* addOnTable(const StatementContext& at, const QualifiedName& table, const QString& message,
        qsizetype offset = -1);
    Finding& add(const MigrationContext& at, const QString& message, qsizetype begin, qsizetype end);
    Finding& add(const FolderContext& at, const QString& message, const LintMigration* migration = nullptr);

    void setRule(const Rule* rule) { m_rule = rule; }

private:
    Finding& append();
    QList<Finding>& m_findings;
    const Rule* m_rule = nullptr;
};

} // namespace corridor
