// SPDX-License-Identifier: MIT
#include "sql/transaction_rules.h"

#include "sql/lexer.h"

namespace corridor {

using namespace Qt::StringLiterals;
using In = StatementFacts::InTransaction;
using sql::ObjectKind;

struct TransactionRule {
    In rule = In::Allowed;
    QString reason;
    const char* page = "";
};

static TransactionRule forbidden(const QString& what, const char* page)
{
    return { In::Forbidden, what + " cannot run inside a transaction block.", page };
}

static TransactionRule ruleOf(const auto&, int, const SchemaState&)
{
    return {};
}

static TransactionRule ruleOf(const sql::CreateIndex& index, int, const SchemaState&)
{
    if (index.concurrently)
        return forbidden("CREATE INDEX CONCURRENTLY", "sql-createindex.html");
    if (findOption(index.options, "transaction_per_chunk"_L1, "timescaledb"_L1))
        return forbidden("CREATE INDEX … WITH (timescaledb.transaction_per_chunk)", "sql-createindex.html");
    return {};
}

static TransactionRule ruleOf(const sql::Drop& drop, int, const SchemaState&)
{
    return drop.concurrently ? forbidden("DROP INDEX CONCURRENTLY", "sql-dropindex.html") : TransactionRule();
}

static TransactionRule ruleOf(const sql::Reindex& reindex, int, const SchemaState& schema)
{
    if (reindex.concurrently)
        return forbidden("REINDEX CONCURRENTLY", "sql-reindex.html");
    if (reindex.object != ObjectKind::Index && reindex.object != ObjectKind::Table)
        return forbidden("REINDEX " + (reindex.object == ObjectKind::Other ? "SYSTEM" : objectWord(reindex.object)),
            "sql-reindex.html");
    const RelationState* relation
        = reindex.object == ObjectKind::Table ? schema.relation(reindex.name) : schema.relationOfIndex(reindex.name);
    if (relation && relation->kind == RelationState::Kind::PartitionedTable)
        return forbidden("REINDEX of a partitioned table", "sql-reindex.html");
    return {};
}

static TransactionRule ruleOf(const sql::Vacuum& vacuum, int, const SchemaState&)
{
    return vacuum.analyzeOnly ? TransactionRule() : forbidden("VACUUM", "sql-vacuum.html");
}

static TransactionRule ruleOf(const sql::Cluster& cluster, int, const SchemaState& schema)
{
    const RelationState* relation = schema.relation(cluster.table);
    if (cluster.table.isEmpty()
        || (relation && (relation->kind == RelationState::Kind::PartitionedTable || relation->hypertable)))
        return forbidden(
            cluster.table.isEmpty() ? "CLUSTER without a table" : "CLUSTER of a partitioned table", "sql-cluster.html");
    return {};
}

static TransactionRule ruleOf(const sql::AlterTable& alter, int, const SchemaState&)
{
    for (const sql::AlterAction& action : alter.actions) {
        if (action.kind == sql::AlterAction::Kind::DetachPartition && action.concurrently)
            return forbidden("ALTER TABLE … DETACH PARTITION CONCURRENTLY", "sql-altertable.html");
    }
    return {};
}

static TransactionRule ruleOf(const sql::AlterEnum& alter, int major, const SchemaState&)
{
    if (major < 12 && alter.oldLabel.isEmpty())
        return forbidden("ALTER TYPE … ADD VALUE", "sql-altertype.html");
    return {};
}

static TransactionRule ruleOf(const sql::Discard& discard, int, const SchemaState&)
{
    return discard.all ? forbidden("DISCARD ALL", "sql-discard.html") : TransactionRule();
}

static TransactionRule ruleOf(const sql::CreateTableAs& table, int, const SchemaState&)
{
    if (table.materializedView && table.withData && findOption(table.options, "continuous"_L1, "timescaledb"_L1))
        return forbidden(
            "CREATE MATERIALIZED VIEW … WITH DATA of a continuous aggregate", "sql-creatematerializedview.html");
    return {};
}

static TransactionRule ruleOf(const sql::AlterExtension& extension, int, const SchemaState&)
{
    if (extension.name == "timescaledb" && extension.update)
        return { In::OwnSession, "ALTER EXTENSION timescaledb UPDATE must be the first statement of its session.",
            "sql-alterextension.html" };
    return {};
}

static TransactionRule subscriptionRule(const sql::ServerObject& object)
{
    if (object.verb == sql::ServerObject::Verb::Drop)
        return forbidden("DROP SUBSCRIPTION with a replication slot", "sql-dropsubscription.html");
    if (object.verb == sql::ServerObject::Verb::Alter)
        return object.action.isEmpty()
            ? TransactionRule()
            : forbidden("ALTER SUBSCRIPTION … " + object.action.toUpper(), "sql-altersubscription.html");
    const auto off
        = [&](QLatin1StringView name) { return findOption(object.options, name) && !optionIsOn(object.options, name); };
    return off("create_slot"_L1) || off("connect"_L1)
        ? TransactionRule()
        : forbidden("CREATE SUBSCRIPTION … WITH (create_slot = true)", "sql-createsubscription.html");
}

static TransactionRule ruleOf(const sql::ServerObject& object, int, const SchemaState&)
{
    const bool alters = object.verb == sql::ServerObject::Verb::Alter;
    if (object.object == ObjectKind::Subscription)
        return subscriptionRule(object);
    if (object.object == ObjectKind::Database && (!alters || findOption(object.options, "tablespace"_L1)))
        return forbidden(alters                                  ? QString("ALTER DATABASE … SET TABLESPACE")
                : object.verb == sql::ServerObject::Verb::Create ? QString("CREATE DATABASE")
                                                                 : QString("DROP DATABASE"),
            "sql-createdatabase.html");
    if (object.object == ObjectKind::Tablespace && !alters)
        return forbidden("CREATE and DROP TABLESPACE", "sql-createtablespace.html");
    return {};
}

static TransactionRule ruleOf(const sql::TransactionControl& control, int, const SchemaState&)
{
    using Kind = sql::TransactionControl::Kind;
    switch (control.kind) {
    case Kind::CommitPrepared:
        return forbidden("COMMIT PREPARED", "sql-commit-prepared.html");
    case Kind::RollbackPrepared:
        return forbidden("ROLLBACK PREPARED", "sql-rollback-prepared.html");
    case Kind::Savepoint:
    case Kind::Release:
    case Kind::RollbackTo:
        return { In::Required, "Savepoints exist only inside a transaction block.", "sql-savepoint.html" };
    default:
        return {};
    }
}

static TransactionRule ruleOf(const sql::LockTables&, int, const SchemaState&)
{
    return { In::Required, "LOCK TABLE holds its lock until the end of the transaction.", "sql-lock.html" };
}

static TransactionRule ruleOf(const sql::Call& call, int, const SchemaState& schema)
{
    static const QStringList harmless { "recompress_chunk", "convert_to_columnstore", "convert_to_rowstore",
        "add_columnstore_policy", "remove_columnstore_policy" };
    const QString name = call.function.name.name;
    if (name == "refresh_continuous_aggregate" || name == "run_job")
        return forbidden(name + "()", "sql-call.html");
    const FunctionState* known = schema.function(call.function.name);
    if (harmless.contains(name) || (known && !known->mayCommit))
        return {};
    return { In::Forbidden, "The procedure may commit by itself, which a transaction block does not allow.",
        "plpgsql-transactions.html" };
}

// COMMIT or ROLLBACK as a word of the block's own code; ON COMMIT of a temporary table is none.
static bool blockMayCommit(const QString& body)
{
    if (!body.contains("commit", Qt::CaseInsensitive) && !body.contains("rollback", Qt::CaseInsensitive))
        return false;
    const QByteArray text = body.toUtf8();
    Lexer lexer(text);
    bool afterOn = false;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        const QByteArrayView word = token.text(text);
        if (token.kind == Token::Kind::Word && !afterOn && (tokenIs(word, "commit") || tokenIs(word, "rollback")))
            return true;
        afterOn = tokenIs(word, "on");
    }
    return false;
}

static bool blockCallsRefresh(const QString& body)
{
    return body.contains("refresh_continuous_aggregate", Qt::CaseInsensitive);
}

static TransactionRule ruleOf(const sql::DoBlock& block, int, const SchemaState&)
{
    if (blockMayCommit(block.body))
        return { In::Forbidden, "The block commits or rolls back by itself, which a transaction block does not allow.",
            "plpgsql-transactions.html" };
    if (blockCallsRefresh(block.body))
        return forbidden("refresh_continuous_aggregate()", "sql-call.html");
    return {};
}

static TransactionRule callRule(const Statement& statement)
{
    static const QStringList refusing { "reorder_chunk", "move_chunk" };
    for (const sql::FunctionCall& call : statement.calls) {
        if (refusing.contains(call.name.name))
            return forbidden(call.name.name + "()", "");
        if (call.name.name == "pg_create_logical_replication_slot")
            return { In::Forbidden, "A logical slot cannot be created in a transaction that has written.",
                "functions-admin.html" };
    }
    return {};
}

void applyTransactionRules(StatementFacts& facts, const Statement& statement, int major, const SchemaState& schema)
{
    TransactionRule rule
        = std::visit([&](const auto& detail) { return ruleOf(detail, major, schema); }, statement.detail);
    if (rule.rule == In::Allowed)
        rule = statement.kind == StatementKind::AlterSystem ? forbidden("ALTER SYSTEM", "sql-altersystem.html")
                                                            : callRule(statement);
    facts.inTransaction = rule.rule;
    facts.transactionReason = rule.reason;
    facts.transactionSource = QLatin1StringView(rule.page);
    facts.controlsTransaction = statement.as<sql::TransactionControl>() != nullptr;
}

} // namespace corridor
