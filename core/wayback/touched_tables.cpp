// SPDX-License-Identifier: MIT
#include "wayback/touched_tables.h"

#include "catalog/identifier.h"
#include "sql/plpgsql.h"
#include "wayback/foreign_keys.h"

#include <QSet>

namespace corridor {

namespace {

constexpr qsizetype tablesAtMost = 60; // rows for more of them would take their time

class Finder {
public:
    Finder(const Snapshot& before, const QString& schema)
        : m_before(before)
        , m_schema(schema)
    {
    }

    void see(const Script& script)
    {
        for (const Statement& statement : script.statements) {
            see(statement);
            if (!statement.as<sql::DoBlock>())
                continue;
            for (const PlpgsqlPart& part : readPlpgsql(script, statement))
                if (part.kind == PlpgsqlPart::Kind::Sql)
                    for (const Statement& inner : statementsOf(part, script, statement))
                        see(inner);
        }
    }

    // A function of the user's may touch whatever it likes.
    void seeCalls(const Script& script)
    {
        if (!callsOwnFunction(script))
            return;
        for (const CatalogObject& object : m_before.objects)
            if (object.kind == ObjectKind::Table && m_tables.size() < tablesAtMost)
                add(object);
    }

    QList<const CatalogObject*> take() { return m_tables; }

private:
    void see(const Statement& statement)
    {
        for (const sql::TouchedRelation& relation : statement.relations) {
            const QString schema = relation.name.schema.isEmpty() ? m_schema : relation.name.schema;
            if (const auto* table = m_before.find(objectKey(ObjectKind::Table, displayIdentity(schema, relation.name.name))))
                add(*table);
        }
    }

    bool callsOwnFunction(const Script& script) const
    {
        QSet<QString> own;
        for (const CatalogObject& object : m_before.objects)
            if (object.kind == ObjectKind::Function || object.kind == ObjectKind::Procedure)
                own.insert(object.name);
        for (const Statement& statement : script.statements) {
            if (const auto* made = statement.as<sql::CreateFunction>())
                own.insert(made->name.name);
            const auto* call = statement.as<sql::Call>();
            if ((call && own.contains(call->function.name.name))
                || std::ranges::any_of(statement.calls, [&](const sql::FunctionCall& c) { return own.contains(c.name.name); }))
                return true;
        }
        return false;
    }

    void add(const CatalogObject& table)
    {
        if (m_seen.contains(table.key))
            return;
        m_seen.insert(table.key);
        for (const ForeignKey& key : foreignKeysOf(table, m_before))
            add(*key.references);
        m_tables.append(&table);
    }

    const Snapshot& m_before;
    QString m_schema;
    QSet<QString> m_seen;
    QList<const CatalogObject*> m_tables;
};

} // namespace

QList<const CatalogObject*> touchedTables(const Script& script, const Snapshot& before, const QString& schema)
{
    Finder finder(before, schema);
    finder.see(script);
    finder.seeCalls(script);
    return finder.take();
}

} // namespace corridor
