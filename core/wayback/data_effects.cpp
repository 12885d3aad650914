// SPDX-License-Identifier: MIT
#include "wayback/data_effects.h"

#include "catalog/identifier.h"
#include "sql/plpgsql.h"
#include "wayback/constant_rows.h"
#include "wayback/same_object.h"

#include <QHash>

namespace corridor {

namespace {

using sql::DataChange;
using sql::Expression;

// The column that an expression is, through casts and single-argument functions.
const Expression* sourceColumn(const Expression& expression, bool& converts)
{
    const Expression* at = &expression;
    while (at->kind != Expression::Kind::Column) {
        const bool through = at->kind == Expression::Kind::Cast || at->kind == Expression::Kind::Call;
        if (!through || at->arguments.size() != 1)
            return nullptr;
        converts = true;
        at = &at->arguments.front();
    }
    return at;
}

class EffectFinder {
public:
    EffectFinder(const Snapshot& before, const Snapshot& after, const QString& schema)
        : m_before(before)
        , m_after(after)
        , m_schema(schema)
    {
    }

    void see(const Script& script)
    {
        for (const Statement& statement : script.statements)
            see(script, statement);
    }
    DataEffects take() { return std::move(m_effects); }

private:
    // A table as it was before the script and as it is after it.
    struct TableAt {
        const CatalogObject* before = nullptr;
        const CatalogObject* after = nullptr;
        QString now; // its name in this place of the script
        explicit operator bool() const { return before && after; }
    };

    QString identity(const QualifiedName& name) const
    {
        return displayIdentity(name.schema.isEmpty() ? m_schema : name.schema, name.name);
    }

    TableAt table(const QualifiedName& name) const
    {
        TableAt found { .now = identity(name) };
        const QString original = m_tables.value(found.now, found.now);
        for (const ObjectKind kind : { ObjectKind::Table, ObjectKind::ForeignTable })
            if (const CatalogObject* object = m_before.find(objectKey(kind, original)))
                found.before = object;
        if (found.before)
            found.after = sameObject(m_after, *found.before);
        return found;
    }

    QString originalColumn(const TableAt& at, const QString& column) const
    {
        return m_columns.value({ at.now, column }, column);
    }
    const CatalogObject* columnBefore(const TableAt& at, const QString& column) const
    {
        return m_before.find(
            objectKey(ObjectKind::Column, at.before->identity() + u'.' + displayName(originalColumn(at, column))));
    }

    void see(const Script& script, const Statement& statement);
    void seeBlock(const Script& script, const Statement& statement);
    void seeRename(const sql::Rename& rename);
    void seeAlter(const sql::AlterTable& alter, int line);
    void seeChange(const DataChange& change, int line);
    void seeInsert(const DataChange& change, const TableAt& at, int line);
    void seeUpdate(const DataChange& change, const TableAt& at, int line);
    void seeCalls(const Statement& statement);
    void lose(const QString& what, const QString& command, const TableAt& at, int line)
    {
        lose(QStringLiteral("%1 of table %2 (%3 in line %4)").arg(what, at.before->identity(), command).arg(line));
    }
    void lose(const QString& clause)
    {
        if (!m_effects.losses.contains(clause))
            m_effects.losses.append(clause);
    }

    const Snapshot& m_before;
    const Snapshot& m_after;
    QString m_schema;
    QHash<QString, QString> m_tables; // name in the script -> name before it
    QHash<std::pair<QString, QString>, QString> m_columns; // the same of columns
    DataEffects m_effects;
};

void EffectFinder::see(const Script& script, const Statement& statement)
{
    if (const auto* rename = statement.as<sql::Rename>())
        seeRename(*rename);
    if (const auto* change = statement.as<DataChange>())
        seeChange(*change, statement.line);
    for (const DataChange& change : statement.changes)
        seeChange(change, statement.line);
    if (const auto* truncate = statement.as<sql::Truncate>())
        for (const QualifiedName& name : truncate->tables)
            if (const TableAt at = table(name))
                lose(QStringLiteral("the rows"),
                    truncate->cascade ? QStringLiteral("TRUNCATE CASCADE") : QStringLiteral("TRUNCATE"), at,
                    statement.line);
    if (const auto* copy = statement.as<sql::Copy>(); copy && copy->from)
        if (const TableAt at = table(copy->table))
            lose(QStringLiteral("the rows as they were: new ones stay"), QStringLiteral("COPY"), at, statement.line);
    if (const auto* alter = statement.as<sql::AlterTable>())
        seeAlter(*alter, statement.line);
    if (statement.as<sql::DoBlock>())
        seeBlock(script, statement);
    seeCalls(statement);
}

void EffectFinder::seeBlock(const Script& script, const Statement& statement)
{
    for (const PlpgsqlPart& part : readPlpgsql(script, statement)) {
        if (part.kind == PlpgsqlPart::Kind::Sql)
            for (const Statement& inner : statementsOf(part, script, statement))
                see(script, inner);
        if (part.kind != PlpgsqlPart::Kind::Execute)
            continue;
        const QByteArray text = part.text.toUpper();
        for (const char* word : { "UPDATE ", "DELETE FROM", "INSERT INTO", "TRUNCATE " })
            if (text.contains(word) && !text.contains("ON " + QByteArray(word).trimmed()))
                lose(QStringLiteral("what EXECUTE in line %1 does to rows").arg(part.line));
    }
}

void EffectFinder::seeRename(const sql::Rename& rename)
{
    const QString table = identity(rename.relation);
    if (rename.object == sql::ObjectKind::Column) {
        m_columns.insert({ table, rename.newName }, m_columns.value({ table, rename.oldName }, rename.oldName));
        for (DataEffects::Copy& copy : m_effects.copies)
            if (identity(copy.table) == m_tables.value(table, table) && copy.to == rename.oldName)
                copy.to = rename.newName;
    } else if (rename.object == sql::ObjectKind::Table) {
        const QString now = identity({ rename.relation.schema, rename.newName });
        m_tables.insert(now, m_tables.value(table, table));
    }
}

// TYPE … USING: a cast is judged by the two types, anything else may do what it likes.
void EffectFinder::seeAlter(const sql::AlterTable& alter, int line)
{
    const TableAt at = table(alter.name);
    for (const sql::AlterAction& action : alter.actions) {
        bool converts = false;
        const bool any = action.kind == sql::AlterAction::Kind::SetType && action.expression;
        const Expression* from = any ? sourceColumn(action.expression, converts) : nullptr;
        const CatalogObject* column = any && at ? columnBefore(at, action.name) : nullptr;
        if (!column || (from && from->text == action.name))
            continue;
        lose(QStringLiteral("the values that column %1 had before USING in line %2").arg(column->identity()).arg(line));
    }
}

void EffectFinder::seeChange(const DataChange& change, int line)
{
    const TableAt at = table(change.table);
    if (!at)
        return; // it came with the script, or goes with it
    switch (change.kind) {
    case DataChange::Kind::Insert:
        return seeInsert(change, at, line);
    case DataChange::Kind::Update:
        return seeUpdate(change, at, line);
    case DataChange::Kind::Delete:
        return lose(QStringLiteral("the deleted rows"), QStringLiteral("DELETE"), at, line);
    case DataChange::Kind::Merge:
        return lose(QStringLiteral("the rows as they were"), QStringLiteral("MERGE"), at, line);
    }
}

void EffectFinder::seeInsert(const DataChange& change, const TableAt& at, int line)
{
    const QString inverse = removalOf(change, *at.before, *at.after, m_after);
    if (inverse.isEmpty())
        return lose(QStringLiteral("the rows as they were: new ones stay"), QStringLiteral("INSERT"), at, line);
    m_effects.inverses.prepend(inverse); // who refers to a row was put in after it
    m_effects.removals.append(QStringLiteral("the rows that the INSERT of line %1 has put into table %2")
            .arg(line)
            .arg(at.before->identity()));
}

void EffectFinder::seeUpdate(const DataChange& change, const TableAt& at, int line)
{
    for (qsizetype i = 0; i < change.columns.size(); ++i) {
        const CatalogObject* column = columnBefore(at, change.columns[i]);
        if (column && sameObject(m_after, *column)) {
            lose(QStringLiteral("the values of column %1 that the UPDATE of line %2 replaces")
                    .arg(column->identity())
                    .arg(line));
            continue;
        }
        bool converts = false;
        const Expression* from
            = size_t(i) < change.values.size() ? sourceColumn(change.values[size_t(i)], converts) : nullptr;
        if (from && !column && !change.joins)
            m_effects.copies.append({ .table = { at.before->schema, at.before->name },
                .from = originalColumn(at, from->text),
                .to = change.columns[i],
                .line = line,
                .converts = converts,
                .partly = bool(change.where) });
    }
}

// A function of the project may do anything; PostgreSQL's own are not in the snapshots.
void EffectFinder::seeCalls(const Statement& statement)
{
    QList<sql::FunctionCall> calls = statement.calls;
    if (const auto* call = statement.as<sql::Call>())
        calls.append(call->function);
    else if (!statement.as<sql::SelectQuery>())
        return;
    for (const sql::FunctionCall& call : calls) {
        const QString name = identity(call.name);
        const bool own = std::ranges::any_of(m_before.objects, [&](const CatalogObject& object) {
            return (object.kind == ObjectKind::Function || object.kind == ObjectKind::Procedure)
                && displayIdentity(object.schema, object.name) == name;
        });
        if (own)
            lose(QStringLiteral("what the call of %1() in line %2 does to rows").arg(name).arg(statement.line));
    }
}

} // namespace

DataEffects dataEffects(const Script& script, const Snapshot& before, const Snapshot& after, const QString& schema)
{
    EffectFinder finder(before, after, schema);
    finder.see(script);
    return finder.take();
}

} // namespace corridor
