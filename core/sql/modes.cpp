// SPDX-License-Identifier: MIT
#include "sql/modes.h"

#include "sql/batch.h"
#include "sql/lexer.h"

namespace corridor {

using Group = TransactionGroup::Kind;
using In = StatementFacts::InTransaction;

QString modeWord(ExecutionMode mode)
{
    switch (mode) {
    case ExecutionMode::Atomic:
        return "atomic";
    case ExecutionMode::Stepwise:
        return "stepwise";
    case ExecutionMode::Scripted:
        return "scripted";
    case ExecutionMode::AsPrisma:
        break;
    }
    return "as-prisma";
}

// Joins the group before where both are of a kind that holds several statements and nothing forces a new one.
void ModePlanner::append(Group kind, const QString& reason)
{
    const bool several = kind == Group::Managed || kind == Group::Written;
    if (!m_groups.isEmpty() && several && m_groups.last().kind == kind && reason.isEmpty()) {
        ++m_groups.last().count;
        return;
    }
    m_groups << TransactionGroup { kind, m_next, 1, m_groups.isEmpty() ? QString() : reason };
    m_newLabels.clear();
    m_newTypes.clear();
}

static bool holdsLabel(QByteArrayView text, const QStringList& labels)
{
    Lexer lexer(text);
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        const bool plain = token.kind == Token::Kind::String;
        if (!plain && token.kind != Token::Kind::DollarString)
            continue;
        const QByteArrayView literal = token.text(text);
        for (const QString& label : labels) {
            const QByteArray quoted = quotedLiteral(label).toUtf8();
            if (plain ? literal.endsWith(quoted) : literal.contains(quoted))
                return true;
        }
    }
    return false;
}

// A new enum value cannot be used before its transaction ends (manual, ALTER TYPE, Notes); 55P04.
QString ModePlanner::usesNewLabel(QByteArrayView code) const
{
    if (m_newLabels.isEmpty() || !holdsLabel(code, m_newLabels))
        return {};
    return "A new enum value cannot be used in the transaction that adds it.";
}

void ModePlanner::control(const sql::TransactionControl& statement)
{
    using Kind = sql::TransactionControl::Kind;
    m_controls = true;
    const bool begins = statement.kind == Kind::Begin && !m_written;
    const bool ends
        = statement.kind == Kind::Commit || statement.kind == Kind::Rollback || statement.kind == Kind::Prepare;
    if (m_written) {
        append(Group::Written, {});
        m_written = !ends || statement.chain;
    } else if (begins) {
        m_groups << TransactionGroup { Group::Written, m_next, 1,
            m_groups.isEmpty() ? QString() : QString("The script begins a transaction here.") };
        m_newLabels.clear();
        m_newTypes.clear();
        m_written = true;
    } else {
        append(Group::Alone, "The script controls transactions itself.");
    }
}

StatementFacts ModePlanner::add(const Statement& statement, QByteArrayView code)
{
    StatementFacts facts = factsOf(statement, m_major, m_schema);
    add(statement, code, facts);
    m_schema.follow(statement, true);
    return facts;
}

void ModePlanner::add(const Statement& statement, QByteArrayView code, const StatementFacts& facts)
{
    if (const auto* transaction = statement.as<sql::TransactionControl>();
        transaction && facts.inTransaction != In::Required) {
        control(*transaction);
    } else if (m_written) {
        append(Group::Written, {});
    } else if (facts.inTransaction == In::Forbidden || facts.inTransaction == In::OwnSession) {
        append(facts.inTransaction == In::Forbidden ? Group::Alone : Group::FirstOfSession, facts.transactionReason);
        m_groups.last().reason = facts.transactionReason;
        if (m_stepwiseReason.isEmpty())
            m_stepwiseReason = facts.transactionReason;
    } else {
        const QString reason = usesNewLabel(code);
        if (m_stepwiseReason.isEmpty())
            m_stepwiseReason = reason;
        append(Group::Managed, reason);
    }
    if (const auto* alter = statement.as<sql::AlterEnum>(); alter && alter->oldLabel.isEmpty()) {
        // Since 17 a value may be used at once where its type was made in the same transaction.
        if (m_major < 17 || !m_newTypes.contains(alter->name))
            m_newLabels << alter->newLabel;
    }
    if (const auto* type = statement.as<sql::CreateEnum>())
        m_newTypes << type->name;
    ++m_next;
}

StatementFacts ModePlanner::addBatched(const Statement& statement)
{
    StatementFacts facts = factsOf(statement, m_major, m_schema);
    append(m_written ? Group::Written : Group::Batched, "The statement runs in batches, each with its own commit.");
    if (m_stepwiseReason.isEmpty())
        m_stepwiseReason = "A statement runs in batches, each with its own commit.";
    m_schema.follow(statement, true);
    ++m_next;
    return facts;
}

ExecutionPlan ModePlanner::finish(bool parsable) const
{
    if (!parsable)
        return { ExecutionMode::AsPrisma, "The script holds text that PostgreSQL's parser does not understand.", {} };
    ExecutionPlan plan { ExecutionMode::Atomic, {}, m_groups };
    if (m_controls) {
        plan.mode = ExecutionMode::Scripted;
        plan.reason = "The script controls its transactions itself.";
    } else if (m_groups.size() > 1 || (m_groups.size() == 1 && m_groups.first().kind != Group::Managed)) {
        plan.mode = ExecutionMode::Stepwise;
        plan.reason = m_stepwiseReason;
    }
    return plan;
}

ExecutionPlan planScript(const Script& script, int major, const SchemaState& schema, QList<StatementFacts>* facts)
{
    ModePlanner planner(major, schema);
    for (const Statement& statement : script.statements) {
        const bool batched = batchDirective(statement, script.code(statement), script.leadingComments(statement)).has_value();
        StatementFacts found = batched ? planner.addBatched(statement) : planner.add(statement, script.code(statement));
        if (facts)
            *facts << std::move(found);
    }
    return planner.finish(script.isParsable());
}

} // namespace corridor
