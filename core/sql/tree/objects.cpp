// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::ObjectKind;

ObjectKind objectKind(ObjectType type)
{
    switch (type) {
    case OBJECT_AGGREGATE:
        return ObjectKind::Aggregate;
    case OBJECT_ATTRIBUTE:
        return ObjectKind::Attribute;
    case OBJECT_CAST:
        return ObjectKind::Cast;
    case OBJECT_COLLATION:
        return ObjectKind::Collation;
    case OBJECT_COLUMN:
        return ObjectKind::Column;
    case OBJECT_DATABASE:
        return ObjectKind::Database;
    case OBJECT_DOMAIN:
        return ObjectKind::Domain;
    case OBJECT_DOMCONSTRAINT:
        return ObjectKind::DomainConstraint;
    case OBJECT_EVENT_TRIGGER:
        return ObjectKind::EventTrigger;
    case OBJECT_EXTENSION:
        return ObjectKind::Extension;
    case OBJECT_FOREIGN_SERVER:
        return ObjectKind::ForeignServer;
    case OBJECT_FOREIGN_TABLE:
        return ObjectKind::ForeignTable;
    case OBJECT_FUNCTION:
    case OBJECT_ROUTINE:
        return ObjectKind::Function;
    case OBJECT_INDEX:
        return ObjectKind::Index;
    case OBJECT_MATVIEW:
        return ObjectKind::MaterializedView;
    case OBJECT_OPERATOR:
        return ObjectKind::Operator;
    case OBJECT_POLICY:
        return ObjectKind::Policy;
    case OBJECT_PROCEDURE:
        return ObjectKind::Procedure;
    case OBJECT_PUBLICATION:
        return ObjectKind::Publication;
    case OBJECT_ROLE:
        return ObjectKind::Role;
    case OBJECT_RULE:
        return ObjectKind::Rule;
    case OBJECT_SCHEMA:
        return ObjectKind::Schema;
    case OBJECT_SEQUENCE:
        return ObjectKind::Sequence;
    case OBJECT_STATISTIC_EXT:
        return ObjectKind::Statistics;
    case OBJECT_SUBSCRIPTION:
        return ObjectKind::Subscription;
    case OBJECT_TABCONSTRAINT:
        return ObjectKind::Constraint;
    case OBJECT_TABLE:
        return ObjectKind::Table;
    case OBJECT_TABLESPACE:
        return ObjectKind::Tablespace;
    case OBJECT_TRIGGER:
        return ObjectKind::Trigger;
    case OBJECT_TYPE:
        return ObjectKind::Type;
    case OBJECT_VIEW:
        return ObjectKind::View;
    default:
        return ObjectKind::Other;
    }
}

static StatementKind dropKind(ObjectKind object)
{
    switch (object) {
    case ObjectKind::Aggregate:
        return StatementKind::DropAggregate;
    case ObjectKind::Cast:
        return StatementKind::DropCast;
    case ObjectKind::Collation:
        return StatementKind::DropCollation;
    case ObjectKind::Domain:
        return StatementKind::DropDomain;
    case ObjectKind::EventTrigger:
        return StatementKind::DropEventTrigger;
    case ObjectKind::Extension:
        return StatementKind::DropExtension;
    case ObjectKind::ForeignServer:
        return StatementKind::DropServer;
    case ObjectKind::ForeignTable:
        return StatementKind::DropForeignTable;
    case ObjectKind::Function:
        return StatementKind::DropFunction;
    case ObjectKind::Index:
        return StatementKind::DropIndex;
    case ObjectKind::MaterializedView:
        return StatementKind::DropMaterializedView;
    case ObjectKind::Operator:
        return StatementKind::DropOperator;
    case ObjectKind::Policy:
        return StatementKind::DropPolicy;
    case ObjectKind::Procedure:
        return StatementKind::DropProcedure;
    case ObjectKind::Publication:
        return StatementKind::DropPublication;
    case ObjectKind::Rule:
        return StatementKind::DropRule;
    case ObjectKind::Schema:
        return StatementKind::DropSchema;
    case ObjectKind::Sequence:
        return StatementKind::DropSequence;
    case ObjectKind::Statistics:
        return StatementKind::DropStatistics;
    case ObjectKind::Table:
        return StatementKind::DropTable;
    case ObjectKind::Trigger:
        return StatementKind::DropTrigger;
    case ObjectKind::Type:
        return StatementKind::DropType;
    case ObjectKind::View:
        return StatementKind::DropView;
    default:
        return StatementKind::DropOther;
    }
}

static StatementKind alterKind(ObjectKind object)
{
    switch (object) {
    case ObjectKind::Domain:
    case ObjectKind::DomainConstraint:
        return StatementKind::AlterDomain;
    case ObjectKind::Function:
        return StatementKind::AlterFunction;
    case ObjectKind::Procedure:
        return StatementKind::AlterProcedure;
    case ObjectKind::Index:
        return StatementKind::AlterIndex;
    case ObjectKind::MaterializedView:
        return StatementKind::AlterMaterializedView;
    case ObjectKind::Policy:
        return StatementKind::AlterPolicy;
    case ObjectKind::Role:
        return StatementKind::AlterRole;
    case ObjectKind::Rule:
        return StatementKind::AlterRule;
    case ObjectKind::Schema:
        return StatementKind::AlterSchema;
    case ObjectKind::Sequence:
        return StatementKind::AlterSequence;
    case ObjectKind::Trigger:
        return StatementKind::AlterTrigger;
    case ObjectKind::Type:
    case ObjectKind::Attribute:
        return StatementKind::AlterType;
    case ObjectKind::View:
        return StatementKind::AlterView;
    case ObjectKind::Database:
        return StatementKind::AlterDatabase;
    case ObjectKind::ForeignTable:
        return StatementKind::AlterForeignTable;
    case ObjectKind::Extension:
        return StatementKind::AlterExtension;
    case ObjectKind::Table:
    case ObjectKind::Column:
    case ObjectKind::Constraint:
        return StatementKind::AlterTable;
    default:
        return StatementKind::Other;
    }
}

static bool isRelation(ObjectKind object)
{
    return object == ObjectKind::Table || object == ObjectKind::View || object == ObjectKind::MaterializedView
        || object == ObjectKind::Index || object == ObjectKind::Sequence || object == ObjectKind::ForeignTable;
}

static bool isInsideTable(ObjectKind object)
{
    return object == ObjectKind::Trigger || object == ObjectKind::Rule || object == ObjectKind::Policy;
}

void TreeReader::drop(const DropStmt* node)
{
    const ObjectKind object = objectKind(node->removeType);
    auto& drop = make<sql::Drop>(dropKind(object));
    drop.object = object;
    drop.ifExists = node->missing_ok;
    drop.cascade = node->behavior == DROP_CASCADE;
    drop.concurrently = node->concurrent;
    each<const Node>(node->objects, [&](const Node* item) {
        QualifiedName name = nameOf(item);
        if (isInsideTable(object) && IsA(item, List)) {
            QStringList parts = strings(reinterpret_cast<const List*>(item));
            name = { {}, parts.takeLast() };
            drop.table = { parts.size() > 1 ? parts.at(parts.size() - 2) : QString(), parts.value(parts.size() - 1) };
            touch(drop.table, sql::Touch::Alter);
        }
        drop.names << name;
        if (isRelation(object))
            touch(name, sql::Touch::Drop);
    });
}

void TreeReader::rename(const RenameStmt* node)
{
    ObjectKind object = objectKind(node->renameType);
    auto& rename = make<sql::Rename>(alterKind(object == ObjectKind::Column ? objectKind(node->relationType) : object));
    rename.object = object;
    rename.relation = node->relation ? nameOf(node->relation) : nameOf(node->object);
    rename.oldName = text(node->subname);
    rename.newName = text(node->newname);
    rename.ifExists = node->missing_ok;
    // Schemas, roles and databases keep their name in the inner name.
    if (rename.relation.isEmpty()) {
        rename.relation = { {}, rename.oldName };
        rename.oldName.clear();
    }
    if (node->relation)
        touch(node->relation, sql::Touch::Alter);
}

void TreeReader::setSchema(const AlterObjectSchemaStmt* node)
{
    const ObjectKind object = objectKind(node->objectType);
    auto& move = make<sql::SetSchema>(alterKind(object));
    move.object = object;
    move.name = node->relation ? nameOf(node->relation) : nameOf(node->object);
    move.newSchema = text(node->newschema);
    touch(node->relation, sql::Touch::Alter);
}

void TreeReader::changeOwner(const AlterOwnerStmt* node)
{
    const ObjectKind object = objectKind(node->objectType);
    auto& change = make<sql::ChangeOwner>(alterKind(object));
    change.object = object;
    change.name = node->relation ? nameOf(node->relation) : nameOf(node->object);
    change.owner = roleName(node->newowner);
}

void TreeReader::comment(const CommentStmt* node)
{
    auto& comment = make<sql::Comment>(StatementKind::Comment);
    comment.object = objectKind(node->objtype);
    comment.name = nameOf(node->object);
    comment.removes = !node->comment;
}

void TreeReader::alterEnum(const AlterEnumStmt* node)
{
    auto& alter = make<sql::AlterEnum>(StatementKind::AlterType);
    alter.name = nameOf(node->typeName);
    alter.oldLabel = text(node->oldVal);
    alter.newLabel = text(node->newVal);
    alter.neighbour = text(node->newValNeighbor);
    alter.ifNotExists = node->skipIfNewValExists;
}

void TreeReader::createDomain(const CreateDomainStmt* node)
{
    auto& domain = make<sql::CreateDomain>(StatementKind::CreateDomain);
    domain.name = nameOf(node->domainname);
    domain.base = type(node->typeName);
    each<const Constraint>(node->constraints, [&](const Constraint* item) { addConstraint(domain.constraints, item); });
}

static sql::AlterDomain::Kind domainAction(char subtype)
{
    using Kind = sql::AlterDomain::Kind;
    switch (subtype) {
    case 'N':
        return Kind::DropNotNull;
    case 'O':
        return Kind::SetNotNull;
    case 'C':
        return Kind::AddConstraint;
    case 'X':
        return Kind::DropConstraint;
    case 'V':
        return Kind::ValidateConstraint;
    default:
        return Kind::SetDefault;
    }
}

void TreeReader::alterDomain(const AlterDomainStmt* node)
{
    auto& alter = make<sql::AlterDomain>(StatementKind::AlterDomain);
    alter.kind = domainAction(node->subtype);
    alter.name = nameOf(node->typeName);
    alter.constraintName = text(node->name);
    alter.cascade = node->behavior == DROP_CASCADE;
    if (node->def && IsA(node->def, Constraint))
        alter.constraint = constraint(reinterpret_cast<const Constraint*>(node->def));
}

void TreeReader::createTrigger(const CreateTrigStmt* node)
{
    auto& trigger = make<sql::CreateTrigger>(StatementKind::CreateTrigger);
    trigger.name = text(node->trigname);
    trigger.table = nameOf(node->relation);
    trigger.replace = node->replace;
    trigger.forEachRow = node->row;
    trigger.transitionTables = list_length(node->transitionRels) > 0;
    trigger.constraint = node->isconstraint;
    trigger.function = nameOf(node->funcname);
    touch(node->relation, sql::Touch::Alter);
    touch(node->constrrel, sql::Touch::Reference);
}

static bool holdsPublic(const List* roles)
{
    bool found = list_length(roles) == 0;
    each<const RoleSpec>(roles, [&](const RoleSpec* role) { found = found || role->roletype == ROLESPEC_PUBLIC; });
    return found;
}

void TreeReader::createPolicy(const CreatePolicyStmt* node)
{
    auto& policy = make<sql::CreatePolicy>(StatementKind::CreatePolicy);
    policy.name = text(node->policy_name);
    policy.table = nameOf(node->table);
    policy.command = text(node->cmd_name);
    policy.permissive = node->permissive;
    policy.toPublic = holdsPublic(node->roles);
    policy.qualification = expression(node->qual);
    policy.check = expression(node->with_check);
    touch(node->table, sql::Touch::Alter);
}

void TreeReader::alterPolicy(const AlterPolicyStmt* node)
{
    auto& policy = make<sql::CreatePolicy>(StatementKind::AlterPolicy);
    policy.alters = true;
    policy.name = text(node->policy_name);
    policy.table = nameOf(node->table);
    policy.toPublic = list_length(node->roles) > 0 && holdsPublic(node->roles);
    policy.qualification = expression(node->qual);
    policy.check = expression(node->with_check);
    touch(node->table, sql::Touch::Alter);
}

static const DefElem* findElement(const List* list, const char* name)
{
    const DefElem* found = nullptr;
    each<const DefElem>(list, [&](const DefElem* element) {
        if (qstrcmp(element->defname, name) == 0)
            found = element;
    });
    return found;
}

// AS 'definition', or AS 'object file', 'symbol' of a C function: the first.
static QString bodyText(const DefElem* as)
{
    if (!as || !as->arg)
        return {};
    const Node* body = as->arg;
    if (IsA(body, List))
        body = static_cast<const Node*>(linitial(reinterpret_cast<const List*>(body)));
    return QString::fromUtf8(strVal(body));
}

void TreeReader::createFunction(const CreateFunctionStmt* node)
{
    auto& function = make<sql::CreateFunction>(
        node->is_procedure ? StatementKind::CreateProcedure : StatementKind::CreateFunction);
    function.name = nameOf(node->funcname);
    function.procedure = node->is_procedure;
    function.replace = node->replace;
    function.returns = type(node->returnType);
    function.argumentCount = list_length(node->parameters);
    function.atomicBody = node->sql_body != nullptr;
    function.body = bodyText(findElement(node->options, "as"));
    if (const DefElem* language = findElement(node->options, "language"))
        function.language = stringOf(language->arg).toLower();
    else if (function.atomicBody)
        function.language = QStringLiteral("sql");
    if (const DefElem* security = findElement(node->options, "security"))
        function.securityDefiner = boolVal(security->arg);
    if (const DefElem* volatility = findElement(node->options, "volatility"))
        function.volatility = stringOf(volatility->arg).at(0).toLatin1();
    each<const DefElem>(node->options, [&](const DefElem* element) {
        if (qstrcmp(element->defname, "set") != 0)
            return;
        const auto* set = reinterpret_cast<const VariableSetStmt*>(element->arg);
        if (qstricmp(set->name, "search_path") != 0)
            return;
        function.setsSearchPath = true;
        function.searchPath = strings(set->args).join(QStringLiteral(", "));
    });
}

void TreeReader::alterFunction(const AlterFunctionStmt* node)
{
    auto& alter = make<sql::AlterFunction>(
        node->objtype == OBJECT_PROCEDURE ? StatementKind::AlterProcedure : StatementKind::AlterFunction);
    alter.name = nameOf(node->func->objname);
    alter.procedure = node->objtype == OBJECT_PROCEDURE;
    each<const DefElem>(node->actions, [&](const DefElem* element) {
        if (qstrcmp(element->defname, "security") == 0) {
            alter.securityDefiner = boolVal(element->arg);
            alter.securityInvoker = !alter.securityDefiner;
        } else if (qstrcmp(element->defname, "set") == 0) {
            const auto* set = reinterpret_cast<const VariableSetStmt*>(element->arg);
            alter.setsSearchPath = alter.setsSearchPath || qstricmp(set->name, "search_path") == 0;
        }
    });
}

void TreeReader::doBlock(const DoStmt* node)
{
    auto& block = make<sql::DoBlock>(StatementKind::Do);
    block.body = bodyText(findElement(node->args, "as"));
    if (const DefElem* language = findElement(node->args, "language"))
        block.language = stringOf(language->arg).toLower();
}

bool TreeReader::readObjectStatement(const Node* node)
{
    switch (nodeTag(node)) {
    case T_DropStmt:
        drop(reinterpret_cast<const DropStmt*>(node));
        return true;
    case T_RenameStmt:
        rename(reinterpret_cast<const RenameStmt*>(node));
        return true;
    case T_AlterObjectSchemaStmt:
        setSchema(reinterpret_cast<const AlterObjectSchemaStmt*>(node));
        return true;
    case T_AlterOwnerStmt:
        changeOwner(reinterpret_cast<const AlterOwnerStmt*>(node));
        return true;
    case T_CommentStmt:
        comment(reinterpret_cast<const CommentStmt*>(node));
        return true;
    case T_CreateEnumStmt: {
        const auto* create = reinterpret_cast<const CreateEnumStmt*>(node);
        auto& type = make<sql::CreateEnum>(StatementKind::CreateType);
        type.name = nameOf(create->typeName);
        type.labels = strings(create->vals);
        return true;
    }
    case T_AlterEnumStmt:
        alterEnum(reinterpret_cast<const AlterEnumStmt*>(node));
        return true;
    case T_CreateDomainStmt:
        createDomain(reinterpret_cast<const CreateDomainStmt*>(node));
        return true;
    case T_AlterDomainStmt:
        alterDomain(reinterpret_cast<const AlterDomainStmt*>(node));
        return true;
    case T_CreateTrigStmt:
        createTrigger(reinterpret_cast<const CreateTrigStmt*>(node));
        return true;
    case T_CreatePolicyStmt:
        createPolicy(reinterpret_cast<const CreatePolicyStmt*>(node));
        return true;
    case T_AlterPolicyStmt:
        alterPolicy(reinterpret_cast<const AlterPolicyStmt*>(node));
        return true;
    case T_CreateFunctionStmt:
        createFunction(reinterpret_cast<const CreateFunctionStmt*>(node));
        return true;
    case T_AlterFunctionStmt:
        alterFunction(reinterpret_cast<const AlterFunctionStmt*>(node));
        return true;
    case T_DoStmt:
        doBlock(reinterpret_cast<const DoStmt*>(node));
        return true;
    case T_RuleStmt: {
        const auto* create = reinterpret_cast<const RuleStmt*>(node);
        auto& rule = make<sql::CreateRule>(StatementKind::CreateRule);
        rule.name = text(create->rulename);
        rule.table = nameOf(create->relation);
        rule.replace = create->replace;
        touch(create->relation, sql::Touch::Alter);
        return true;
    }
    case T_CreateSeqStmt: {
        const auto* create = reinterpret_cast<const CreateSeqStmt*>(node);
        auto& sequence = make<sql::CreateSequence>(StatementKind::CreateSequence);
        sequence.name = nameOf(create->sequence);
        sequence.ifNotExists = create->if_not_exists;
        sequence.options = options(create->options);
        touch(create->sequence, sql::Touch::Create);
        return true;
    }
    case T_AlterSeqStmt: {
        const auto* alter = reinterpret_cast<const AlterSeqStmt*>(node);
        auto& sequence = make<sql::AlterSequence>(StatementKind::AlterSequence);
        sequence.name = nameOf(alter->sequence);
        sequence.options = options(alter->options);
        touch(alter->sequence, sql::Touch::Alter);
        return true;
    }
    case T_CreateSchemaStmt: {
        const auto* create = reinterpret_cast<const CreateSchemaStmt*>(node);
        auto& schema = make<sql::CreateSchema>(StatementKind::CreateSchema);
        schema.name = create->schemaname ? text(create->schemaname) : roleName(create->authrole);
        schema.ifNotExists = create->if_not_exists;
        return true;
    }
    case T_CreateExtensionStmt: {
        const auto* create = reinterpret_cast<const CreateExtensionStmt*>(node);
        auto& extension = make<sql::CreateExtension>(StatementKind::CreateExtension);
        extension.name = text(create->extname);
        extension.ifNotExists = create->if_not_exists;
        extension.cascade = findElement(create->options, "cascade") != nullptr;
        return true;
    }
    case T_AlterExtensionStmt: {
        auto& extension = make<sql::AlterExtension>(StatementKind::AlterExtension);
        extension.name = text(reinterpret_cast<const AlterExtensionStmt*>(node)->extname);
        extension.update = true;
        return true;
    }
    default:
        return false;
    }
}

} // namespace corridor
