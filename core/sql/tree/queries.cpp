// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::DataChange;
using sql::Touch;

static constexpr int maxWalkDepth = 1500;
static constexpr qsizetype maxCalls = 200;
static constexpr qsizetype maxRelations = 500;
static constexpr size_t maxInsertValues = 256;

void TreeReader::touch(const QualifiedName& name, Touch how, qsizetype offset)
{
    const sql::TouchedRelation touched { name, how, offset };
    if (!name.isEmpty() && m_statement.relations.size() < maxRelations && !m_statement.relations.contains(touched))
        m_statement.relations << touched;
}

void TreeReader::touch(const RangeVar* range, Touch how)
{
    if (range)
        touch(nameOf(range), how, at(range->location));
}

void TreeReader::claim(const RangeVar* range, Touch how)
{
    touch(range, how);
    m_claimed.insert(range);
}

// The nodes that the library's walker knows how to descend into; on any other it raises an error that nobody catches.
static bool isWalkable(NodeTag tag)
{
    switch (tag) {
    case T_GroupingFunc:
    case T_SubLink:
    case T_CaseExpr:
    case T_CaseWhen:
    case T_RowExpr:
    case T_CoalesceExpr:
    case T_MinMaxExpr:
    case T_XmlExpr:
    case T_JsonValueExpr:
    case T_JsonParseExpr:
    case T_JsonScalarExpr:
    case T_JsonSerializeExpr:
    case T_JsonIsPredicate:
    case T_JsonArgument:
    case T_JsonFuncExpr:
    case T_JsonBehavior:
    case T_JsonTable:
    case T_JsonTableColumn:
    case T_JsonKeyValue:
    case T_JsonObjectConstructor:
    case T_JsonArrayConstructor:
    case T_JsonAggConstructor:
    case T_JsonObjectAgg:
    case T_JsonArrayAgg:
    case T_JsonArrayQueryConstructor:
    case T_NullTest:
    case T_BooleanTest:
    case T_JoinExpr:
    case T_IntoClause:
    case T_List:
    case T_InsertStmt:
    case T_DeleteStmt:
    case T_UpdateStmt:
    case T_MergeStmt:
    case T_MergeWhenClause:
    case T_SelectStmt:
    case T_A_Expr:
    case T_BoolExpr:
    case T_FuncCall:
    case T_NamedArgExpr:
    case T_A_Indices:
    case T_A_Indirection:
    case T_A_ArrayExpr:
    case T_ResTarget:
    case T_MultiAssignRef:
    case T_TypeCast:
    case T_CollateClause:
    case T_SortBy:
    case T_WindowDef:
    case T_RangeSubselect:
    case T_RangeFunction:
    case T_RangeTableSample:
    case T_RangeTableFunc:
    case T_RangeTableFuncCol:
    case T_IndexElem:
    case T_GroupingSet:
    case T_LockingClause:
    case T_XmlSerialize:
    case T_WithClause:
    case T_InferClause:
    case T_OnConflictClause:
    case T_CommonTableExpr:
        return true;
    default:
        return false;
    }
}

bool TreeReader::walkNode(Node* node, void* context)
{
    auto* reader = static_cast<TreeReader*>(context);
    if (!node)
        return false;
    if (reader->m_depth >= maxWalkDepth) {
        reader->m_statement.tooDeep = true;
        return false;
    }
    if (!reader->enter(node))
        return false;
    ++reader->m_depth;
    const bool stop = raw_expression_tree_walker_impl(node, &TreeReader::walkNode, context);
    --reader->m_depth;
    return stop;
}

// What to note at a node on the way down; false where there is nothing below.
bool TreeReader::enter(Node* node)
{
    switch (nodeTag(node)) {
    case T_RangeVar:
        if (!m_claimed.contains(node))
            touch(reinterpret_cast<const RangeVar*>(node), Touch::Read);
        return false;
    case T_CommonTableExpr:
        m_commonTables.insert(text(reinterpret_cast<const CommonTableExpr*>(node)->ctename));
        return true;
    case T_FuncCall:
        if (m_statement.calls.size() < maxCalls)
            m_statement.calls << functionCall(reinterpret_cast<const FuncCall*>(node));
        return true;
    case T_InsertStmt:
        m_statement.changes << insert(reinterpret_cast<const InsertStmt*>(node));
        return true;
    case T_UpdateStmt:
        m_statement.changes << update(reinterpret_cast<const UpdateStmt*>(node));
        return true;
    case T_DeleteStmt:
        m_statement.changes << remove(reinterpret_cast<const DeleteStmt*>(node));
        return true;
    case T_MergeStmt:
        m_statement.changes << merge(reinterpret_cast<const MergeStmt*>(node));
        return true;
    default:
        return isWalkable(nodeTag(node));
    }
}

void TreeReader::walk(const Node* node)
{
    if (!node || !isWalkable(nodeTag(node)))
        return;
    raw_expression_tree_walker_impl(const_cast<Node*>(node), &TreeReader::walkNode, this);
    dropCommonTables();
}

// A name that WITH introduces is no relation, wherever it is read.
void TreeReader::dropCommonTables()
{
    if (m_commonTables.isEmpty())
        return;
    m_statement.relations.removeIf([&](const sql::TouchedRelation& relation) {
        return relation.touch == Touch::Read && relation.name.schema.isEmpty()
            && m_commonTables.contains(relation.name.name);
    });
}

QStringList TreeReader::outputColumns(const SelectStmt* node)
{
    while (node && node->op != SETOP_NONE)
        node = node->larg;
    QStringList names;
    if (!node)
        return names;
    each<const ResTarget>(node->targetList, [&](const ResTarget* target) {
        if (target->name) {
            names << text(target->name);
            return;
        }
        const sql::Expression value = expression(target->val, sql::maxExpressionDepth - 3);
        const bool named = value.kind == sql::Expression::Kind::Column || value.kind == sql::Expression::Kind::Call
            || value.kind == sql::Expression::Kind::Cast;
        names << (value.kind == sql::Expression::Kind::Star ? QStringLiteral("*")
                : named                                     ? value.text
                                                            : QStringLiteral("?column?"));
    });
    return names;
}

void TreeReader::select(const SelectStmt* node)
{
    auto& query = make<sql::SelectQuery>(StatementKind::Select);
    query.hasFrom = list_length(node->fromClause) > 0;
    query.limited = node->limitCount != nullptr;
    query.locking = list_length(node->lockingClause) > 0;
    if (node->intoClause) {
        const RangeVar* into = node->intoClause->rel;
        auto& table = make<sql::CreateTableAs>(StatementKind::CreateTableAs);
        table.name = nameOf(into);
        table.temporary = into->relpersistence == 't';
        claim(into, Touch::Create);
    } else {
        each<const ResTarget>(
            node->targetList, [&](const ResTarget* target) { query.targets.push_back(expression(target->val)); });
        query.targetNames = outputColumns(node);
    }
    if (list_length(node->lockingClause) > 0) {
        each<const Node>(node->fromClause, [&](const Node* from) {
            if (IsA(from, RangeVar))
                claim(reinterpret_cast<const RangeVar*>(from), Touch::Lock);
        });
    }
    walk(reinterpret_cast<const Node*>(node));
    if (auto* table = std::get_if<sql::CreateTableAs>(&m_statement.detail)) {
        for (const sql::TouchedRelation& relation : m_statement.relations) {
            if (relation.touch == Touch::Read)
                table->sources << relation.name;
        }
    }
}

DataChange TreeReader::insert(const InsertStmt* node)
{
    DataChange change { .kind = DataChange::Kind::Insert, .table = nameOf(node->relation) };
    change.offset = at(node->relation->location);
    change.overriding = node->override != OVERRIDING_NOT_SET;
    claim(node->relation, Touch::Write);
    each<const ResTarget>(node->cols, [&](const ResTarget* target) { change.columns << text(target->name); });
    if (node->selectStmt && IsA(node->selectStmt, SelectStmt))
        insertSource(change, reinterpret_cast<const SelectStmt*>(node->selectStmt));
    if (node->onConflictClause)
        conflict(change, node->onConflictClause);
    return change;
}

void TreeReader::insertSource(DataChange& change, const SelectStmt* source)
{
    change.rows = list_length(source->valuesLists);
    change.fromQuery = change.rows == 0;
    change.limited = source->limitCount != nullptr;
    each<const List>(source->valuesLists, [&](const List* row) {
        if (change.values.size() >= maxInsertValues)
            return;
        each<const Node>(row, [&](const Node* value) { change.values.push_back(expression(value, 1)); });
    });
    each<const Node>(source->fromClause, [&](const Node* from) {
        if (IsA(from, RangeVar))
            change.sources << nameOf(reinterpret_cast<const RangeVar*>(from));
        else
            change.joins = true;
    });
    change.where = expression(source->whereClause);
}

void TreeReader::conflict(DataChange& change, const OnConflictClause* node)
{
    change.onConflict = true;
    change.conflictDoesNothing = node->action == ONCONFLICT_NOTHING;
    if (!node->infer)
        return;
    change.conflictConstraint = text(node->infer->conname);
    each<const IndexElem>(
        node->infer->indexElems, [&](const IndexElem* element) { change.conflictColumns << text(element->name); });
}

static void addSources(QList<QualifiedName>& sources, const List* from, auto nameOf)
{
    each<const Node>(from, [&](const Node* item) {
        if (IsA(item, RangeVar))
            sources << nameOf(reinterpret_cast<const RangeVar*>(item));
    });
}

DataChange TreeReader::update(const UpdateStmt* node)
{
    DataChange change { .kind = DataChange::Kind::Update, .table = nameOf(node->relation) };
    change.offset = at(node->relation->location);
    change.alias = node->relation->alias ? text(node->relation->alias->aliasname) : QString();
    change.joins = list_length(node->fromClause) > 0;
    claim(node->relation, Touch::Write);
    addSources(change.sources, node->fromClause, [](const RangeVar* range) { return nameOf(range); });
    each<const ResTarget>(node->targetList, [&](const ResTarget* target) {
        change.columns << text(target->name);
        change.values.push_back(expression(target->val));
    });
    change.where = expression(node->whereClause);
    return change;
}

DataChange TreeReader::remove(const DeleteStmt* node)
{
    DataChange change { .kind = DataChange::Kind::Delete, .table = nameOf(node->relation) };
    change.offset = at(node->relation->location);
    change.alias = node->relation->alias ? text(node->relation->alias->aliasname) : QString();
    change.joins = list_length(node->usingClause) > 0;
    claim(node->relation, Touch::Write);
    addSources(change.sources, node->usingClause, [](const RangeVar* range) { return nameOf(range); });
    change.where = expression(node->whereClause);
    return change;
}

DataChange TreeReader::merge(const MergeStmt* node)
{
    DataChange change { .kind = DataChange::Kind::Merge, .table = nameOf(node->relation) };
    change.offset = at(node->relation->location);
    change.joins = true;
    claim(node->relation, Touch::Write);
    change.where = expression(node->joinCondition);
    return change;
}

static bool limitsItself(const sql::Expression& where)
{
    return where.any([](const sql::Expression& part) {
        return part.kind == sql::Expression::Kind::Subquery && part.text == "limit";
    });
}

void TreeReader::dataChange(const Node* node)
{
    switch (nodeTag(node)) {
    case T_InsertStmt:
        make<DataChange>(StatementKind::Insert) = insert(reinterpret_cast<const InsertStmt*>(node));
        break;
    case T_UpdateStmt:
        make<DataChange>(StatementKind::Update) = update(reinterpret_cast<const UpdateStmt*>(node));
        break;
    case T_DeleteStmt:
        make<DataChange>(StatementKind::Delete) = remove(reinterpret_cast<const DeleteStmt*>(node));
        break;
    default:
        make<DataChange>(StatementKind::Merge) = merge(reinterpret_cast<const MergeStmt*>(node));
        break;
    }
    auto& change = std::get<DataChange>(m_statement.detail);
    change.limited = change.limited || limitsItself(change.where);
    walk(node);
}

void TreeReader::createTableAs(const CreateTableAsStmt* node)
{
    const bool matview = node->objtype == OBJECT_MATVIEW;
    auto& table
        = make<sql::CreateTableAs>(matview ? StatementKind::CreateMaterializedView : StatementKind::CreateTableAs);
    table.materializedView = matview;
    table.name = nameOf(node->into->rel);
    table.withData = !node->into->skipData;
    table.ifNotExists = node->if_not_exists;
    table.temporary = node->into->rel->relpersistence == 't';
    table.options = options(node->into->options);
    if (IsA(node->query, SelectStmt))
        table.columns = outputColumns(reinterpret_cast<const SelectStmt*>(node->query));
    claim(node->into->rel, Touch::Create);
    walk(node->query);
    for (const sql::TouchedRelation& relation : m_statement.relations) {
        if (relation.touch == Touch::Read)
            table.sources << relation.name;
    }
}

void TreeReader::createView(const ViewStmt* node)
{
    auto& view = make<sql::CreateView>(StatementKind::CreateView);
    view.name = nameOf(node->view);
    view.replace = node->replace;
    view.temporary = node->view->relpersistence == 't';
    view.options = options(node->options);
    if (list_length(node->aliases) > 0)
        view.columns = strings(node->aliases);
    else if (IsA(node->query, SelectStmt))
        view.columns = outputColumns(reinterpret_cast<const SelectStmt*>(node->query));
    claim(node->view, Touch::Create);
    walk(node->query);
    for (const sql::TouchedRelation& relation : m_statement.relations) {
        if (relation.touch == Touch::Read)
            view.sources << relation.name;
    }
}

void TreeReader::copy(const CopyStmt* node)
{
    auto& copy = make<sql::Copy>(StatementKind::Copy);
    copy.from = node->is_from;
    copy.program = node->is_program;
    copy.file = text(node->filename);
    copy.table = nameOf(node->relation);
    if (node->relation)
        claim(node->relation, node->is_from ? Touch::Write : Touch::Read);
    walk(node->query);
}

bool TreeReader::readQueryStatement(const Node* node)
{
    switch (nodeTag(node)) {
    case T_SelectStmt:
        select(reinterpret_cast<const SelectStmt*>(node));
        return true;
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt:
        dataChange(node);
        return true;
    case T_CreateTableAsStmt:
        createTableAs(reinterpret_cast<const CreateTableAsStmt*>(node));
        return true;
    case T_ViewStmt:
        createView(reinterpret_cast<const ViewStmt*>(node));
        return true;
    case T_CopyStmt:
        copy(reinterpret_cast<const CopyStmt*>(node));
        return true;
    case T_RefreshMatViewStmt: {
        const auto* refresh = reinterpret_cast<const RefreshMatViewStmt*>(node);
        auto& view = make<sql::RefreshView>(StatementKind::RefreshMaterializedView);
        view.name = nameOf(refresh->relation);
        view.concurrently = refresh->concurrent;
        view.withData = !refresh->skipData;
        touch(refresh->relation, Touch::Write);
        return true;
    }
    case T_CallStmt: {
        const FuncCall* function = reinterpret_cast<const CallStmt*>(node)->funccall;
        make<sql::Call>(StatementKind::Call).function = functionCall(function);
        return true;
    }
    case T_ExplainStmt:
        m_statement.kind = StatementKind::Explain;
        walkNode(reinterpret_cast<const ExplainStmt*>(node)->query, this);
        return true;
    case T_PrepareStmt:
        m_statement.kind = StatementKind::Prepare;
        walkNode(reinterpret_cast<const PrepareStmt*>(node)->query, this);
        return true;
    case T_DeclareCursorStmt:
        m_statement.kind = StatementKind::DeclareCursor;
        walk(reinterpret_cast<const DeclareCursorStmt*>(node)->query);
        return true;
    default:
        return false;
    }
}

} // namespace corridor
