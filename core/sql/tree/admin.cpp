// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::ObjectKind;
using Verb = sql::ServerObject::Verb;

static sql::TransactionControl::Kind transactionKind(TransactionStmtKind kind)
{
    using Kind = sql::TransactionControl::Kind;
    switch (kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START:
        return Kind::Begin;
    case TRANS_STMT_COMMIT:
        return Kind::Commit;
    case TRANS_STMT_ROLLBACK:
        return Kind::Rollback;
    case TRANS_STMT_SAVEPOINT:
        return Kind::Savepoint;
    case TRANS_STMT_RELEASE:
        return Kind::Release;
    case TRANS_STMT_ROLLBACK_TO:
        return Kind::RollbackTo;
    case TRANS_STMT_PREPARE:
        return Kind::Prepare;
    case TRANS_STMT_COMMIT_PREPARED:
        return Kind::CommitPrepared;
    case TRANS_STMT_ROLLBACK_PREPARED:
        return Kind::RollbackPrepared;
    }
    return Kind::Begin;
}

static StatementKind transactionStatement(sql::TransactionControl::Kind kind)
{
    // In the order of the enumeration.
    static constexpr StatementKind kinds[] = { StatementKind::Begin, StatementKind::Commit, StatementKind::Rollback,
        StatementKind::Savepoint, StatementKind::Release, StatementKind::RollbackTo, StatementKind::PrepareTransaction,
        StatementKind::CommitPrepared, StatementKind::RollbackPrepared };
    return kinds[static_cast<size_t>(kind)];
}

void TreeReader::transaction(const TransactionStmt* node)
{
    const auto kind = transactionKind(node->kind);
    auto& control = make<sql::TransactionControl>(transactionStatement(kind));
    control.kind = kind;
    control.chain = node->chain;
    control.name = node->savepoint_name ? text(node->savepoint_name) : text(node->gid);
}

void TreeReader::setVariable(const VariableSetStmt* node)
{
    const bool reset = node->kind == VAR_RESET || node->kind == VAR_RESET_ALL;
    auto& set = make<sql::SetVariable>(reset ? StatementKind::Reset : StatementKind::Set);
    set.name = node->kind == VAR_SET_MULTI ? text(node->name) : text(node->name).toLower();
    set.local = node->is_local;
    set.reset = reset || node->kind == VAR_SET_DEFAULT;
    set.values = strings(node->args);
}

void TreeReader::vacuum(const VacuumStmt* node)
{
    auto& vacuum = make<sql::Vacuum>(node->is_vacuumcmd ? StatementKind::Vacuum : StatementKind::Analyze);
    vacuum.analyzeOnly = !node->is_vacuumcmd;
    const QList<sql::Option> list = options(node->options);
    vacuum.full = optionIsOn(list, QLatin1StringView("full"));
    each<const VacuumRelation>(node->rels, [&](const VacuumRelation* item) {
        vacuum.tables << nameOf(item->relation);
        touch(item->relation, sql::Touch::Alter);
    });
}

void TreeReader::reindex(const ReindexStmt* node)
{
    auto& reindex = make<sql::Reindex>(StatementKind::Reindex);
    switch (node->kind) {
    case REINDEX_OBJECT_INDEX:
        reindex.object = ObjectKind::Index;
        break;
    case REINDEX_OBJECT_TABLE:
        reindex.object = ObjectKind::Table;
        break;
    case REINDEX_OBJECT_SCHEMA:
        reindex.object = ObjectKind::Schema;
        break;
    case REINDEX_OBJECT_DATABASE:
        reindex.object = ObjectKind::Database;
        break;
    default:
        reindex.object = ObjectKind::Other;
        break;
    }
    reindex.name = node->relation ? nameOf(node->relation) : QualifiedName { {}, text(node->name) };
    reindex.concurrently = optionIsOn(options(node->params), QLatin1StringView("concurrently"));
    touch(node->relation, sql::Touch::Alter);
}

void TreeReader::lock(const LockStmt* node)
{
    auto& lock = make<sql::LockTables>(StatementKind::LockTable);
    lock.mode = node->mode;
    lock.noWait = node->nowait;
    each<const RangeVar>(node->relations, [&](const RangeVar* range) {
        lock.tables << nameOf(range);
        touch(range, sql::Touch::Lock);
    });
}

static bool holdsPublic(const List* roles)
{
    bool found = false;
    each<const RoleSpec>(roles, [&](const RoleSpec* role) { found = found || role->roletype == ROLESPEC_PUBLIC; });
    return found;
}

void TreeReader::grant(const GrantStmt* node, bool defaults)
{
    auto& grant = make<sql::Grant>(node->is_grant ? StatementKind::Grant : StatementKind::Revoke);
    if (defaults)
        m_statement.kind = StatementKind::AlterDefaultPrivileges;
    grant.revoke = !node->is_grant;
    grant.object = objectKind(node->objtype);
    grant.allInSchema = node->targtype == ACL_TARGET_ALL_IN_SCHEMA;
    grant.defaults = defaults;
    grant.withGrantOption = node->grant_option;
    grant.toPublic = holdsPublic(node->grantees);
    each<const Node>(node->objects, [&](const Node* item) { grant.objects << nameOf(item).text(); });
    each<const AccessPriv>(
        node->privileges, [&](const AccessPriv* item) { grant.privileges << text(item->priv_name); });
    each<const RoleSpec>(node->grantees, [&](const RoleSpec* item) { grant.grantees << roleName(item); });
}

void TreeReader::grantRole(const GrantRoleStmt* node)
{
    auto& grant = make<sql::Grant>(node->is_grant ? StatementKind::GrantRole : StatementKind::RevokeRole);
    grant.revoke = !node->is_grant;
    grant.roles = true;
    grant.object = ObjectKind::Role;
    grant.withGrantOption = optionIsOn(options(node->opt), QLatin1StringView("admin"));
    each<const AccessPriv>(
        node->granted_roles, [&](const AccessPriv* item) { grant.objects << text(item->priv_name); });
    each<const RoleSpec>(node->grantee_roles, [&](const RoleSpec* item) { grant.grantees << roleName(item); });
}

void TreeReader::role(sql::RoleChange::Kind kind, const QStringList& names, const List* list)
{
    static constexpr StatementKind kinds[]
        = { StatementKind::CreateRole, StatementKind::AlterRole, StatementKind::DropRole, StatementKind::AlterRole };
    auto& change = make<sql::RoleChange>(kinds[static_cast<size_t>(kind)]);
    change.kind = kind;
    change.names = names;
    each<const DefElem>(list, [&](const DefElem* element) {
        if (qstrcmp(element->defname, "password") == 0) {
            change.hasPassword = element->arg != nullptr;
            change.password = stringOf(element->arg);
        } else {
            change.options << sql::Option { {}, text(element->defname), stringOf(element->arg), at(element->location) };
        }
    });
}

void TreeReader::serverObject(Verb verb, ObjectKind object, const char* name, const List* list, StatementKind kind)
{
    auto& change = make<sql::ServerObject>(kind);
    change.verb = verb;
    change.object = object;
    change.name = text(name);
    change.options = options(list);
}

static QString subscriptionAction(AlterSubscriptionType type)
{
    switch (type) {
    case ALTER_SUBSCRIPTION_SET_PUBLICATION:
        return QStringLiteral("set publication");
    case ALTER_SUBSCRIPTION_ADD_PUBLICATION:
        return QStringLiteral("add publication");
    case ALTER_SUBSCRIPTION_DROP_PUBLICATION:
        return QStringLiteral("drop publication");
    case ALTER_SUBSCRIPTION_REFRESH:
        return QStringLiteral("refresh");
    default:
        return {};
    }
}

void TreeReader::subscription(const Node* node)
{
    if (IsA(node, CreateSubscriptionStmt)) {
        const auto* create = reinterpret_cast<const CreateSubscriptionStmt*>(node);
        serverObject(Verb::Create, ObjectKind::Subscription, create->subname, create->options,
            StatementKind::CreateSubscription);
        std::get<sql::ServerObject>(m_statement.detail).connection = text(create->conninfo);
        return;
    }
    const auto* alter = reinterpret_cast<const AlterSubscriptionStmt*>(node);
    serverObject(
        Verb::Alter, ObjectKind::Subscription, alter->subname, alter->options, StatementKind::AlterSubscription);
    auto& change = std::get<sql::ServerObject>(m_statement.detail);
    change.connection = text(alter->conninfo);
    change.action = subscriptionAction(alter->kind);
}

bool TreeReader::readServerStatement(const Node* node)
{
    switch (nodeTag(node)) {
    case T_CreatedbStmt: {
        const auto* create = reinterpret_cast<const CreatedbStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::Database, create->dbname, create->options, StatementKind::CreateDatabase);
        return true;
    }
    case T_DropdbStmt: {
        const auto* drop = reinterpret_cast<const DropdbStmt*>(node);
        serverObject(Verb::Drop, ObjectKind::Database, drop->dbname, nullptr, StatementKind::DropDatabase);
        return true;
    }
    case T_AlterDatabaseStmt: {
        const auto* alter = reinterpret_cast<const AlterDatabaseStmt*>(node);
        serverObject(Verb::Alter, ObjectKind::Database, alter->dbname, alter->options, StatementKind::AlterDatabase);
        return true;
    }
    case T_AlterDatabaseSetStmt: {
        const auto* alter = reinterpret_cast<const AlterDatabaseSetStmt*>(node);
        serverObject(Verb::Alter, ObjectKind::Database, alter->dbname, nullptr, StatementKind::AlterDatabase);
        return true;
    }
    case T_CreateTableSpaceStmt: {
        const auto* create = reinterpret_cast<const CreateTableSpaceStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::Tablespace, create->tablespacename, nullptr, StatementKind::CreateTablespace);
        return true;
    }
    case T_DropTableSpaceStmt: {
        const auto* drop = reinterpret_cast<const DropTableSpaceStmt*>(node);
        serverObject(Verb::Drop, ObjectKind::Tablespace, drop->tablespacename, nullptr, StatementKind::DropTablespace);
        return true;
    }
    case T_CreateSubscriptionStmt:
    case T_AlterSubscriptionStmt:
        subscription(node);
        return true;
    case T_DropSubscriptionStmt: {
        const auto* drop = reinterpret_cast<const DropSubscriptionStmt*>(node);
        serverObject(Verb::Drop, ObjectKind::Subscription, drop->subname, nullptr, StatementKind::DropSubscription);
        return true;
    }
    case T_CreatePublicationStmt: {
        const auto* create = reinterpret_cast<const CreatePublicationStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::Publication, create->pubname, create->options, StatementKind::CreatePublication);
        return true;
    }
    case T_CreateForeignServerStmt: {
        const auto* create = reinterpret_cast<const CreateForeignServerStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::ForeignServer, create->servername, create->options, StatementKind::CreateServer);
        return true;
    }
    case T_CreateUserMappingStmt: {
        const auto* create = reinterpret_cast<const CreateUserMappingStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::Other, create->servername, create->options, StatementKind::CreateUserMapping);
        return true;
    }
    case T_AlterUserMappingStmt: {
        const auto* alter = reinterpret_cast<const AlterUserMappingStmt*>(node);
        serverObject(
            Verb::Alter, ObjectKind::Other, alter->servername, alter->options, StatementKind::AlterUserMapping);
        return true;
    }
    case T_CreateEventTrigStmt: {
        const auto* create = reinterpret_cast<const CreateEventTrigStmt*>(node);
        serverObject(
            Verb::Create, ObjectKind::EventTrigger, create->trigname, nullptr, StatementKind::CreateEventTrigger);
        return true;
    }
    case T_AlterSystemStmt: {
        setVariable(reinterpret_cast<const AlterSystemStmt*>(node)->setstmt);
        m_statement.kind = StatementKind::AlterSystem;
        return true;
    }
    default:
        return false;
    }
}

static QStringList roleNames(const List* roles)
{
    QStringList names;
    each<const RoleSpec>(roles, [&](const RoleSpec* role) { names << roleName(role); });
    return names;
}

bool TreeReader::readAdminStatement(const Node* node)
{
    using RoleKind = sql::RoleChange::Kind;
    switch (nodeTag(node)) {
    case T_TransactionStmt:
        transaction(reinterpret_cast<const TransactionStmt*>(node));
        return true;
    case T_VariableSetStmt:
        setVariable(reinterpret_cast<const VariableSetStmt*>(node));
        return true;
    case T_VacuumStmt:
        vacuum(reinterpret_cast<const VacuumStmt*>(node));
        return true;
    case T_ClusterStmt: {
        const auto* cluster = reinterpret_cast<const ClusterStmt*>(node);
        make<sql::Cluster>(StatementKind::Cluster).table = nameOf(cluster->relation);
        touch(cluster->relation, sql::Touch::Alter);
        return true;
    }
    case T_DiscardStmt:
        make<sql::Discard>(StatementKind::Discard).all
            = reinterpret_cast<const DiscardStmt*>(node)->target == DISCARD_ALL;
        return true;
    case T_ReindexStmt:
        reindex(reinterpret_cast<const ReindexStmt*>(node));
        return true;
    case T_LockStmt:
        lock(reinterpret_cast<const LockStmt*>(node));
        return true;
    case T_GrantStmt:
        grant(reinterpret_cast<const GrantStmt*>(node), false);
        return true;
    case T_AlterDefaultPrivilegesStmt:
        grant(reinterpret_cast<const AlterDefaultPrivilegesStmt*>(node)->action, true);
        return true;
    case T_GrantRoleStmt:
        grantRole(reinterpret_cast<const GrantRoleStmt*>(node));
        return true;
    case T_CreateRoleStmt: {
        const auto* create = reinterpret_cast<const CreateRoleStmt*>(node);
        role(RoleKind::Create, { text(create->role) }, create->options);
        return true;
    }
    case T_AlterRoleStmt: {
        const auto* alter = reinterpret_cast<const AlterRoleStmt*>(node);
        role(RoleKind::Alter, { roleName(alter->role) }, alter->options);
        return true;
    }
    case T_AlterRoleSetStmt:
        role(RoleKind::Set, { roleName(reinterpret_cast<const AlterRoleSetStmt*>(node)->role) }, nullptr);
        return true;
    case T_DropRoleStmt:
        role(RoleKind::Drop, roleNames(reinterpret_cast<const DropRoleStmt*>(node)->roles), nullptr);
        return true;
    default:
        return readServerStatement(node);
    }
}

// Kinds whose detail nobody asks for.
static StatementKind plainKind(const Node* node)
{
    switch (nodeTag(node)) {
    case T_DropOwnedStmt:
        return StatementKind::DropOwned;
    case T_ReassignOwnedStmt:
        return StatementKind::ReassignOwned;
    case T_CheckPointStmt:
        return StatementKind::Checkpoint;
    case T_LoadStmt:
        return StatementKind::Load;
    case T_ListenStmt:
        return StatementKind::Listen;
    case T_UnlistenStmt:
        return StatementKind::Unlisten;
    case T_NotifyStmt:
        return StatementKind::Notify;
    case T_ExecuteStmt:
        return StatementKind::Execute;
    case T_DeallocateStmt:
        return StatementKind::Deallocate;
    case T_ClosePortalStmt:
        return StatementKind::CloseCursor;
    case T_FetchStmt:
        return StatementKind::Fetch;
    case T_VariableShowStmt:
        return StatementKind::Show;
    case T_ConstraintsSetStmt:
        return StatementKind::SetConstraints;
    case T_SecLabelStmt:
        return StatementKind::SecurityLabel;
    case T_CreateStatsStmt:
        return StatementKind::CreateStatistics;
    case T_AlterStatsStmt:
        return StatementKind::AlterStatistics;
    case T_CreateCastStmt:
        return StatementKind::CreateCast;
    case T_CreatePLangStmt:
        return StatementKind::CreateLanguage;
    case T_CompositeTypeStmt:
    case T_CreateRangeStmt:
        return StatementKind::CreateType;
    case T_CreateFdwStmt:
        return StatementKind::CreateForeignDataWrapper;
    case T_ImportForeignSchemaStmt:
        return StatementKind::ImportForeignSchema;
    case T_AlterPublicationStmt:
        return StatementKind::AlterPublication;
    case T_AlterForeignServerStmt:
        return StatementKind::AlterServer;
    case T_DropUserMappingStmt:
        return StatementKind::DropUserMapping;
    case T_AlterEventTrigStmt:
        return StatementKind::AlterEventTrigger;
    case T_AlterExtensionContentsStmt:
        return StatementKind::AlterExtension;
    case T_AlterTypeStmt:
        return StatementKind::AlterType;
    case T_AlterTableSpaceOptionsStmt:
        return StatementKind::AlterTablespace;
    case T_CreateTransformStmt:
        return StatementKind::CreateTransform;
    case T_CreateConversionStmt:
        return StatementKind::CreateConversion;
    case T_CreateAmStmt:
        return StatementKind::CreateAccessMethod;
    case T_DefineStmt: {
        switch (reinterpret_cast<const DefineStmt*>(node)->kind) {
        case OBJECT_AGGREGATE:
            return StatementKind::CreateAggregate;
        case OBJECT_OPERATOR:
            return StatementKind::CreateOperator;
        case OBJECT_COLLATION:
            return StatementKind::CreateCollation;
        case OBJECT_TYPE:
            return StatementKind::CreateType;
        default:
            return StatementKind::Other;
        }
    }
    default:
        return StatementKind::Other;
    }
}

void TreeReader::read(const Node* node)
{
    if (readTableStatement(node) || readQueryStatement(node) || readObjectStatement(node) || readAdminStatement(node))
        return;
    m_statement.kind = plainKind(node);
}

} // namespace corridor
