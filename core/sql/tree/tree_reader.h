// SPDX-License-Identifier: MIT
// Private to this folder: the only place that knows PostgreSQL's raw parse tree.
#pragma once

#include "sql/statement.h"

#include <QSet>

extern "C" {
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"

#include <pg_query.h>

#include "pg_query_internal.h"
}
// PostgreSQL redirects these to its own portable versions, which the library does not export.
#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vsnprintf
#undef vsprintf
#undef vfprintf
#undef vprintf
#undef strerror
#undef strerror_r

namespace corridor {

template <typename T, typename F>
void each(const List* list, F see)
{
    for (int i = 0; i < list_length(list); ++i)
        see(static_cast<T*>(list->elements[i].ptr_value));
}

// Turns the raw tree of one statement into a Statement's kind, detail, relations and calls. `base` is added to every
// location, which the parser counts from the start of the text that it was given.
class TreeReader {
public:
    TreeReader(Statement& statement, qsizetype base)
        : m_statement(statement)
        , m_base(base)
    {
    }
    void read(const Node* node);

private:
    // expressions.cpp
    sql::Expression expression(const Node* node, int depth = 0);
    sql::Expression callExpression(const FuncCall* call, int depth);
    sql::Expression operatorExpression(const A_Expr* node, int depth);
    sql::Expression subqueryExpression(const Node* select, int depth);
    void addArguments(sql::Expression& to, const List* list, int depth);
    void addArgument(sql::Expression& to, const Node* node, int depth);
    sql::FunctionCall functionCall(const FuncCall* call);

    // definitions.cpp
    static QString text(const char* s) { return s ? QString::fromUtf8(s) : QString(); }
    static QString stringOf(const Node* node);
    static QStringList strings(const List* list);
    static QualifiedName nameOf(const RangeVar* range);
    static QualifiedName nameOf(const List* names);
    static QualifiedName nameOf(const Node* node);
    qsizetype at(int location) const { return location < 0 ? -1 : m_base + location; }
    sql::TypeRef type(const TypeName* name) const;
    QList<sql::Option> options(const List* list) const;
    sql::ColumnDefinition column(const ColumnDef* node);
    sql::ConstraintDefinition constraint(const Constraint* node);
    void addConstraint(QList<sql::ConstraintDefinition>& to, const Constraint* node);
    QList<sql::IndexKey> indexKeys(const List* list);

    // tables.cpp
    void createTable(const CreateStmt* node, bool foreign);
    void alterTable(const AlterTableStmt* node);
    sql::AlterAction alterAction(const AlterTableCmd* node);
    void alterActionDefinition(sql::AlterAction& action, const AlterTableCmd* node);
    void createIndex(const IndexStmt* node);
    void truncate(const TruncateStmt* node);
    bool readTableStatement(const Node* node);

    // objects.cpp
    void drop(const DropStmt* node);
    void rename(const RenameStmt* node);
    void setSchema(const AlterObjectSchemaStmt* node);
    void changeOwner(const AlterOwnerStmt* node);
    void comment(const CommentStmt* node);
    void alterEnum(const AlterEnumStmt* node);
    void createDomain(const CreateDomainStmt* node);
    void alterDomain(const AlterDomainStmt* node);
    void createTrigger(const CreateTrigStmt* node);
    void createPolicy(const CreatePolicyStmt* node);
    void alterPolicy(const AlterPolicyStmt* node);
    void createFunction(const CreateFunctionStmt* node);
    void alterFunction(const AlterFunctionStmt* node);
    void doBlock(const DoStmt* node);
    bool readObjectStatement(const Node* node);

    // queries.cpp
    void select(const SelectStmt* node);
    void dataChange(const Node* node);
    void createTableAs(const CreateTableAsStmt* node);
    void createView(const ViewStmt* node);
    void copy(const CopyStmt* node);
    sql::DataChange insert(const InsertStmt* node);
    sql::DataChange update(const UpdateStmt* node);
    sql::DataChange remove(const DeleteStmt* node);
    sql::DataChange merge(const MergeStmt* node);
    void insertSource(sql::DataChange& change, const SelectStmt* source);
    void conflict(sql::DataChange& change, const OnConflictClause* node);
    QStringList outputColumns(const SelectStmt* node);
    void walk(const Node* node); // relations, calls and nested changes of a query
    static bool walkNode(Node* node, void* reader);
    bool enter(Node* node);
    void claim(const RangeVar* range, sql::Touch touch);
    void dropCommonTables();
    bool readQueryStatement(const Node* node);

    // admin.cpp
    void transaction(const TransactionStmt* node);
    void setVariable(const VariableSetStmt* node);
    void vacuum(const VacuumStmt* node);
    void reindex(const ReindexStmt* node);
    void lock(const LockStmt* node);
    void grant(const GrantStmt* node, bool defaults);
    void grantRole(const GrantRoleStmt* node);
    void role(sql::RoleChange::Kind kind, const QStringList& names, const List* options);
    void serverObject(sql::ServerObject::Verb verb, sql::ObjectKind object, const char* name, const List* options,
        StatementKind kind);
    void subscription(const Node* node);
    bool readAdminStatement(const Node* node);
    bool readServerStatement(const Node* node);

    template <typename T>
    T& make(StatementKind kind)
    {
        m_statement.kind = kind;
        return m_statement.detail.emplace<T>();
    }
    void touch(const QualifiedName& name, sql::Touch touch, qsizetype offset = -1);
    void touch(const RangeVar* range, sql::Touch how);

    Statement& m_statement;
    qsizetype m_base;
    int m_depth = 0;
    QSet<const void*> m_claimed; // range variables whose touch is known already
    QSet<QString> m_commonTables;
};

sql::ObjectKind objectKind(ObjectType type);
QString roleName(const RoleSpec* role);

} // namespace corridor
