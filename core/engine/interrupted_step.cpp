// SPDX-License-Identifier: MIT
#include "engine/interrupted_step.h"

namespace corridor {

namespace {

QByteArray nameText(const QualifiedName& name) { return name.text().toUtf8(); }

Result<bool> found(Session& session, const QByteArray& sql, const QList<std::optional<QByteArray>>& parameters, const CancelToken& token)
{
    const auto result = session.query({ sql, parameters }, token);
    CORRIDOR_TRY(result);
    return result->rows() > 0;
}

// TimescaleDB: a transaction for each chunk. (Its manual, CREATE INDEX.)
bool isBuiltByChunks(const sql::CreateIndex& create)
{
    return sql::findOption(create.options, QLatin1StringView("transaction_per_chunk"), QLatin1StringView("timescaledb"));
}

// A valid index is accepted; an invalid one is what an interrupted build leaves behind.
Result<bool> indexWasBuilt(Session& session, const sql::CreateIndex& create, const CancelToken& token)
{
    if (create.name.isEmpty())
        return fail("step-unknown", "An index build without a name was interrupted; its index cannot be told from others.",
            "Look for an invalid index on the table, drop it, then: corridor resolve --rolled-back or --applied.");
    const auto index = session.query({ "SELECT i.indexrelid::regclass::text, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                       " WHERE i.indrelid = to_regclass($1) AND c.relname = $2", { nameText(create.table), create.name.toUtf8() } }, token);
    CORRIDOR_TRY(index);
    if (index->rows() == 0)
        return false;
    if (index->boolean(0, 1))
        return true;
    // An index with parts on chunks is refused CONCURRENTLY.
    const QByteArray drop = create.concurrently ? "DROP INDEX CONCURRENTLY " : "DROP INDEX ";
    CORRIDOR_TRY(session.execute(drop + index->bytes(0, 0), token));
    return false;
}

Result<bool> indexIsGone(Session& session, const sql::Drop& drop, const CancelToken& token)
{
    for (const QualifiedName& name : drop.names) {
        const auto there = found(session, "SELECT 1 WHERE to_regclass($1) IS NOT NULL", { nameText(name) }, token);
        CORRIDOR_TRY(there);
        if (*there)
            return false;
    }
    return true;
}

// The copies that an interrupted REINDEX CONCURRENTLY leaves end in _ccnew or _ccold, and are invalid.
Result<bool> removeCopies(Session& session, const CancelToken& token)
{
    const auto copies = session.execute("SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                                        " WHERE NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$'", token);
    CORRIDOR_TRY(copies);
    for (int row = 0; row < copies->rows(); ++row)
        CORRIDOR_TRY(session.execute("DROP INDEX CONCURRENTLY " + copies->bytes(row, 0), token));
    return false;
}

Result<bool> labelIsThere(Session& session, const sql::AlterEnum& alter, const CancelToken& token)
{
    return found(session, "SELECT 1 FROM pg_enum WHERE enumtypid = to_regtype($1) AND enumlabel = $2",
        { nameText(alter.name), alter.newLabel.toUtf8() }, token);
}

// A DETACH … CONCURRENTLY that was interrupted after its first half is finished here; before it, nothing happened.
Result<bool> partitionIsDetached(Session& session, const sql::AlterTable& alter, const sql::AlterAction& detach, const CancelToken& token)
{
    const auto partition = session.query({ "SELECT inhdetachpending FROM pg_inherits WHERE inhparent = to_regclass($1) AND inhrelid = to_regclass($2)",
        { nameText(alter.name), nameText(detach.relation) } }, token);
    CORRIDOR_TRY(partition);
    if (partition->rows() == 0)
        return true;
    if (!partition->boolean(0, 0))
        return false;
    CORRIDOR_TRY(session.execute("ALTER TABLE " + nameText(alter.name) + " DETACH PARTITION " + nameText(detach.relation) + " FINALIZE", token));
    return true;
}

const sql::AlterAction* concurrentDetach(const Statement& statement)
{
    const auto* alter = statement.as<sql::AlterTable>();
    const bool detaches = alter && alter->actions.size() == 1 && alter->actions[0].kind == sql::AlterAction::Kind::DetachPartition;
    return detaches && alter->actions[0].concurrently ? &alter->actions[0] : nullptr;
}

Result<bool> serverObjectIsThere(Session& session, const sql::ServerObject& object, const CancelToken& token)
{
    const QByteArray catalog = object.object == sql::ObjectKind::Database ? "pg_database WHERE datname"
        : object.object == sql::ObjectKind::Tablespace                    ? "pg_tablespace WHERE spcname"
                                                                          : "pg_subscription WHERE subname";
    const auto there = found(session, "SELECT 1 FROM " + catalog + " = $1", { object.name.toUtf8() }, token);
    CORRIDOR_TRY(there);
    return *there == (object.verb == sql::ServerObject::Verb::Create);
}

bool isMadeOrDropped(const Statement& statement)
{
    using enum StatementKind;
    static const QList<StatementKind> kinds { CreateDatabase, DropDatabase, CreateTablespace, DropTablespace, CreateSubscription, DropSubscription };
    return statement.as<sql::ServerObject>() && kinds.contains(statement.kind);
}

// CALLs of procedures that do again what is left to do; of others only their author knows.
bool isRepeatableCall(const Statement& statement)
{
    static const QStringList names { "refresh_continuous_aggregate", "run_job" };
    const auto* call = statement.as<sql::Call>();
    return call && names.contains(call->function.name.name);
}

bool mayRepeat(StatementKind kind)
{
    switch (kind) {
    case StatementKind::Vacuum:
    case StatementKind::Analyze:
    case StatementKind::Cluster:
    case StatementKind::Checkpoint:
    case StatementKind::RefreshMaterializedView:
    case StatementKind::AlterSystem:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<bool> tookEffect(Session& session, const Statement& statement, const CancelToken& token)
{
    if (const auto* create = statement.as<sql::CreateIndex>(); create && (create->concurrently || isBuiltByChunks(*create)))
        return indexWasBuilt(session, *create, token);
    if (const auto* drop = statement.as<sql::Drop>(); drop && drop->concurrently)
        return indexIsGone(session, *drop, token);
    if (statement.as<sql::Reindex>())
        return removeCopies(session, token);
    if (const auto* alter = statement.as<sql::AlterEnum>())
        return labelIsThere(session, *alter, token);
    if (const auto* detach = concurrentDetach(statement))
        return partitionIsDetached(session, *statement.as<sql::AlterTable>(), *detach, token);
    if (isMadeOrDropped(statement))
        return serverObjectIsThere(session, *statement.as<sql::ServerObject>(), token);
    if (mayRepeat(statement.kind) || isRepeatableCall(statement))
        return false;
    return std::unexpected(Error { .code = "step-unknown",
        .message = QString("%1 was interrupted outside of a transaction; whether it took effect cannot be told.").arg(kindWord(statement.kind)),
        .hint = "Look at the database, then say what is true: `corridor recover` has the ways.", .line = statement.line });
}

} // namespace corridor
