// SPDX-License-Identifier: MIT
#include "random_schema.h"

namespace corridor {

namespace {

const QStringList plainTypes { "integer", "bigint", "smallint", "numeric(10,2)", "numeric", "text",
    "character varying(20)", "character varying(40)", "boolean", "timestamp(3) without time zone",
    "timestamp with time zone", "date", "uuid", "jsonb", "integer[]", "text[]", "double precision" };

QString quoted(const QString& name) { return u'"' + name + u'"'; }

template <typename T>
void removeOne(QList<T>& list, int at)
{
    if (at < list.size())
        list.removeAt(at);
}

} // namespace

RandomSchema::RandomSchema(uint seed)
    : m_random(seed)
{
    for (int i = 0; i < 2 + pick(2); ++i)
        m_enums.append({ newName("kind"), { "a", "b", "it's" } });
    m_domains.append({ newName("dom"), "text", false, chance(50) });
    for (int i = 0; i < 2; ++i)
        m_functions.append({ newName("fn"), pick(4), i == 0, chance(30) });
    m_sequences.append({ newName("seq"), pick(3) });
    for (int i = 0; i < 3 + pick(4); ++i)
        m_tables.append(newTable());
    for (int i = 0; i < 1 + pick(3); ++i)
        m_views.append({ newName("view"), m_tables[pick(int(m_tables.size()))].name, pick(8), chance(40), chance(30) });
}

QString RandomSchema::newName(const QString& stem)
{
    const QString name = stem + QString::number(++m_names);
    return chance(30) ? "Odd " + name : name;
}

QString RandomSchema::anyType()
{
    const int kind = pick(10);
    if (kind == 0 && !m_enums.isEmpty())
        return quoted(m_enums[pick(int(m_enums.size()))].name);
    if (kind == 1 && !m_enums.isEmpty())
        return quoted(m_enums[pick(int(m_enums.size()))].name) + "[]";
    if (kind == 2 && !m_domains.isEmpty())
        return quoted(m_domains[pick(int(m_domains.size()))].name);
    return plainTypes[pick(int(plainTypes.size()))];
}

RandomSchema::Column RandomSchema::newColumn()
{
    Column column { newName("c"), anyType(), pick(4), chance(40) };
    if (chance(10))
        column.comment = "about it's " + QString::number(m_names);
    if (chance(8))
        column = { newName("g"), "integer", -1 };
    if (chance(5))
        column = { newName("i"), "bigint", 0, true, true };
    return column;
}

RandomSchema::Index RandomSchema::newIndex(const Table& table)
{
    const auto any = [&] { return table.columns[pick(int(table.columns.size()))].name; };
    return { newName("ix"), any(), any(), pick(6) };
}

RandomSchema::Table RandomSchema::newTable()
{
    Table table { newName("t") };
    for (int i = 0; i < 2 + pick(6); ++i)
        table.columns.append(newColumn());
    for (int i = 0; i < pick(4); ++i)
        table.indexes.append(newIndex(table));
    if (!m_tables.isEmpty() && chance(60))
        table.keys.append({ newName("fk"), m_tables[pick(int(m_tables.size()))].name, pick(3) });
    if (chance(40))
        table.checks.append(newName("ck"));
    if (chance(40))
        table.uniques.append(table.columns.first().name);
    if (chance(30))
        table.triggers.append(newName("tr"));
    if (chance(30))
        table.policies.append(newName("po"));
    table.bigKey = chance(30);
    table.serialKey = chance(50);
    table.rowSecurity = chance(20);
    table.isPartitioned = chance(15);
    table.partitions = table.isPartitioned ? pick(3) : 0;
    table.unlogged = !table.isPartitioned && chance(10);
    table.fillfactor = chance(20) ? 70 : 0;
    table.comment = chance(20) ? QStringLiteral("a table") : QString();
    table.grant = chance(20) ? QStringLiteral("SELECT") : QString();
    return table;
}

void RandomSchema::changeColumn(Column& column)
{
    switch (pick(6)) {
    case 0: column.type = column.identity || column.value < 0 ? column.type : anyType(); break;
    case 1: column.required = column.identity || !column.required; break;
    case 2: column.value = column.identity ? 0 : pick(5) - (chance(20) ? 1 : 0); break;
    case 3: column.comment = column.comment.isEmpty() ? QStringLiteral("new") : QString(); break;
    case 4: column.storage = column.storage.isEmpty() ? QStringLiteral("EXTERNAL") : QString(); break;
    default:
        column.identity = column.type == "bigint" && column.value == 0 && !column.identity;
        column.required |= column.identity;
    }
    if (column.value < 0) {
        column.type = "integer";
        column.identity = false;
    }
    if (column.identity && column.type != "bigint" && column.type != "integer")
        column.identity = false;
}

void RandomSchema::changeTable(Table& table)
{
    switch (pick(14)) {
    case 0:
    case 1: table.columns.append(newColumn()); break;
    case 2:
        if (table.columns.size() > 1)
            removeOne(table.columns, pick(int(table.columns.size())));
        break;
    case 3:
    case 4:
    case 5: changeColumn(table.columns[pick(int(table.columns.size()))]); break;
    case 6: table.indexes.append(newIndex(table)); break;
    case 7: removeOne(table.indexes, pick(3)); break;
    case 8:
        if (!table.indexes.isEmpty())
            table.indexes.last().shape = pick(6);
        break;
    case 9: table.keys.isEmpty() ? table.keys.append({ newName("fk"), m_tables[pick(int(m_tables.size()))].name, pick(3) })
                                 : table.keys.clear(); break;
    case 10: table.checks.isEmpty() ? table.checks.append(newName("ck")) : table.checks.clear(); break;
    case 11:
        table.rowSecurity = !table.rowSecurity;
        table.policies.isEmpty() ? table.policies.append(newName("po")) : table.policies.clear();
        break;
    case 12:
        table.triggers.isEmpty() ? table.triggers.append(newName("tr")) : table.triggers.clear();
        table.fillfactor = table.fillfactor ? 0 : 50;
        if (table.isPartitioned)
            table.partitions = pick(4);
        break;
    default:
        table.comment = table.comment.isEmpty() ? QStringLiteral("now") : QString();
        table.grant = table.grant.isEmpty() ? QStringLiteral("SELECT, INSERT") : QString();
        if (!table.isPartitioned) // the type of its key cannot change
            table.bigKey = !table.bigKey;
        if (!table.isPartitioned)
            table.unlogged = table.unlogged ? false : chance(20);
    }
}

void RandomSchema::changeSomethingElse()
{
    switch (pick(14)) {
    case 0: m_enums.append({ newName("kind"), { "x", "y" } }); break;
    case 1: removeOne(m_enums, pick(4)); break;
    case 2: m_enums.isEmpty() ? void() : void(m_enums[pick(int(m_enums.size()))].labels.insert(pick(2), newName("l"))); break;
    case 3: m_enums.isEmpty() ? void() : m_enums[pick(int(m_enums.size()))].labels.removeLast(); break;
    case 4: m_domains.isEmpty() ? m_domains.append({ newName("dom"), "integer" }) : m_domains.clear(); break;
    case 5:
        if (!m_domains.isEmpty()) {
            m_domains[0].checked = !m_domains[0].checked;
            m_domains[0].base = chance(30) ? "character varying(30)" : "text";
        }
        break;
    case 6: m_functions.append({ newName("fn"), pick(4), chance(50), chance(50) }); break;
    case 7: m_functions.isEmpty() ? void() : void(m_functions[pick(int(m_functions.size()))].shape = pick(4)); break;
    case 8: removeOne(m_functions, pick(4)); break;
    case 9: m_views.append({ newName("view"), m_tables[pick(int(m_tables.size()))].name, pick(8), chance(40) }); break;
    case 10: removeOne(m_views, pick(3)); break;
    case 11: m_views.isEmpty() ? void() : void(m_views[pick(int(m_views.size()))].shape = pick(8)); break;
    case 12:
        m_sequences.isEmpty() ? m_sequences.append({ newName("seq"), pick(3) })
                              : void(m_sequences[0].shape = pick(4));
        break;
    default:
        if (chance(50) || m_tables.size() < 2)
            m_tables.append(newTable());
        else
            removeOne(m_tables, pick(int(m_tables.size())));
    }
    for (Enum& type : m_enums)
        if (type.labels.isEmpty())
            type.labels.append("only");
}

void RandomSchema::mutate(int changes)
{
    for (int i = 0; i < changes; ++i)
        chance(65) ? changeTable(m_tables[pick(int(m_tables.size()))]) : changeSomethingElse();
}

const RandomSchema::Table* RandomSchema::findTable(const QString& name) const
{
    for (const Table& table : m_tables)
        if (table.name == name)
            return &table;
    return nullptr;
}

const RandomSchema::Column* RandomSchema::findColumn(const Table& table, const QString& name) const
{
    for (const Column& column : table.columns)
        if (column.name == name && isKnown(column.type))
            return &column;
    return nullptr;
}

bool RandomSchema::isKnown(const QString& type) const
{
    if (!type.startsWith(u'"'))
        return true;
    for (const Enum& known : m_enums)
        if (type == quoted(known.name) || type == quoted(known.name) + "[]")
            return true;
    for (const Domain& known : m_domains)
        if (type == quoted(known.name))
            return true;
    return false;
}

QString RandomSchema::defaultOf(const Column& column) const
{
    const QString& type = column.type;
    const QString number = QString::number(column.value);
    if (type.endsWith("[]"))
        return QStringLiteral("'{}'");
    for (const Enum& known : m_enums)
        if (type == quoted(known.name))
            return u'\'' + QString(known.labels.value(column.value % known.labels.size())).replace("'", "''") + u'\'';
    for (const Domain& known : m_domains)
        if (type == quoted(known.name))
            return known.base == "integer" ? number : u'\'' + number + u'\'';
    if (type == "boolean")
        return column.value % 2 ? QStringLiteral("true") : QStringLiteral("false");
    if (type.startsWith("timestamp") || type == "date")
        return QStringLiteral("CURRENT_TIMESTAMP");
    if (type == "uuid")
        return QStringLiteral("gen_random_uuid()");
    if (type == "jsonb")
        return QStringLiteral("'{\"n\": ") + number + "}'";
    if (type == "bigint" && column.value == 3 && !m_sequences.isEmpty())
        return QStringLiteral("nextval('") + quoted(m_sequences[0].name) + "')";
    return type.startsWith("text") || type.startsWith("char") ? u'\'' + number + u'\'' : number;
}

QString RandomSchema::columnSql(const Column& column) const
{
    QString sql = quoted(column.name) + u' ' + column.type;
    if (column.value < 0)
        return sql + " GENERATED ALWAYS AS (number * 2) STORED";
    if (column.required)
        sql += " NOT NULL";
    if (column.identity)
        return sql + " GENERATED BY DEFAULT AS IDENTITY";
    return column.value > 0 ? sql + " DEFAULT " + defaultOf(column) : sql;
}

QString RandomSchema::tableSql(const Table& table) const
{
    QStringList lines;
    const QString key = table.isPartitioned || !table.serialKey ? (table.bigKey ? "id bigint NOT NULL" : "id integer NOT NULL")
                                                                : (table.bigKey ? "id bigserial NOT NULL" : "id serial NOT NULL");
    lines << key << "number integer" << "ref integer";
    for (const Column& column : table.columns)
        if (isKnown(column.type) && !(table.isPartitioned && column.identity))
            lines << columnSql(column);
    lines << "CONSTRAINT " + quoted(table.name + "_pkey") + " PRIMARY KEY (id)";
    for (const QString& check : table.checks)
        lines << "CONSTRAINT " + quoted(check) + " CHECK (number > " + QString::number(check.size()) + ")";
    for (const QString& name : table.uniques)
        if (!table.isPartitioned && findColumn(table, name))
            lines << "CONSTRAINT " + quoted(table.name + "_key") + " UNIQUE (" + quoted(name) + ")";
    QString sql = QStringLiteral("CREATE ") + (table.unlogged ? "UNLOGGED " : "") + "TABLE " + quoted(table.name) + " ("
        + lines.join(", ") + ")";
    if (table.isPartitioned)
        sql += " PARTITION BY RANGE (id)";
    else if (table.fillfactor)
        sql += " WITH (fillfactor = " + QString::number(table.fillfactor) + ")";
    return sql;
}

QString RandomSchema::indexSql(const Table& table, const Index& index) const
{
    const Column* first = findColumn(table, index.column);
    const Column* second = findColumn(table, index.second);
    const bool skipped = !first || !second || (table.isPartitioned && (first->identity || second->identity));
    if (skipped)
        return {};
    const QString on = " ON " + quoted(table.name), a = quoted(first->name), b = quoted(second->name);
    const QString name = quoted(index.name);
    switch (index.shape) {
    case 0: return "CREATE INDEX " + name + on + " (" + a + ")";
    case 1: return "CREATE INDEX " + name + on + " (" + a + " DESC, id NULLS FIRST)";
    case 2: return "CREATE INDEX " + name + on + " (id, " + a + ") INCLUDE (" + b + ")";
    case 3: return "CREATE INDEX " + name + on + " (" + a + ") WHERE " + b + " IS NOT NULL";
    case 4: return "CREATE INDEX " + name + on + " ((" + a + " IS NULL), number) WITH (fillfactor = 60)";
    default: return "CREATE UNIQUE INDEX " + name + on + " (id, " + a + ")";
    }
}

QString RandomSchema::viewSql(const View& view) const
{
    const Table* table = findTable(view.table);
    if (!table)
        return {};
    QStringList columns { "id" };
    for (int i = 0; i < table->columns.size(); ++i)
        if ((view.shape >> (i % 3)) & 1 && findColumn(*table, table->columns[i].name)
            && !(table->isPartitioned && table->columns[i].identity))
            columns << quoted(table->columns[i].name);
    if (view.shape > 5)
        columns << "number + 1 AS next";
    return QStringLiteral("CREATE ") + (view.materialized ? "MATERIALIZED " : "") + "VIEW " + quoted(view.name)
        + " AS SELECT " + columns.join(", ") + " FROM " + quoted(view.table) + " WHERE number > 0"
        + (view.commented ? QStringLiteral("; COMMENT ON ") + (view.materialized ? "MATERIALIZED " : "") + "VIEW "
                  + quoted(view.name) + " IS 'seen'" : QString());
}

QString RandomSchema::functionSql(const Function& function) const
{
    const QString name = "CREATE FUNCTION " + quoted(function.name);
    const QString secured = function.secured ? " SECURITY DEFINER" : "";
    if (function.trigger)
        return name + "() RETURNS trigger LANGUAGE plpgsql" + secured + " AS $$ begin return new; end -- "
            + QString::number(function.shape) + " $$";
    switch (function.shape) {
    case 0: return name + "(a integer) RETURNS integer LANGUAGE sql IMMUTABLE" + secured + " AS 'SELECT a'";
    case 1: return name + "(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE" + secured + " AS 'SELECT a::bigint'";
    case 2: return name + "(b integer) RETURNS integer LANGUAGE sql STABLE" + secured + " AS 'SELECT b + 1'";
    default: return name + "(a text DEFAULT 'x', b integer DEFAULT 1) RETURNS text LANGUAGE sql" + secured + " AS 'SELECT a'";
    }
}

QStringList RandomSchema::afterTable(const Table& table) const
{
    QStringList sql;
    const QString name = quoted(table.name);
    for (int i = 0; i < table.partitions; ++i)
        sql << "CREATE TABLE " + quoted(table.name + "_p" + QString::number(i)) + " PARTITION OF " + name
                + QStringLiteral(" FOR VALUES FROM (%1) TO (%2)").arg(i * 100).arg(i * 100 + 100);
    for (const Index& index : table.indexes)
        sql << indexSql(table, index);
    for (const ForeignKey& key : table.keys)
        if (const Table* target = findTable(key.target); target && !(table.unlogged == false && target->unlogged))
            sql << "ALTER TABLE " + name + " ADD CONSTRAINT " + quoted(key.name) + " FOREIGN KEY (ref) REFERENCES "
                    + quoted(key.target) + " (id)" + (key.action == 1 ? " ON DELETE CASCADE" : key.action == 2 ? " ON DELETE SET NULL" : "");
    for (const QString& trigger : table.triggers)
        for (const Function& function : m_functions)
            if (function.trigger)
                sql << "CREATE TRIGGER " + quoted(trigger + function.name) + " BEFORE UPDATE OF number ON " + name
                        + " FOR EACH ROW EXECUTE FUNCTION " + quoted(function.name) + "()";
    for (const QString& policy : table.policies)
        sql << "CREATE POLICY " + quoted(policy) + " ON " + name + " FOR SELECT TO reader USING (number > 1)";
    if (table.rowSecurity)
        sql << "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY";
    if (!table.comment.isEmpty())
        sql << "COMMENT ON TABLE " + name + " IS '" + table.comment + "'";
    if (!table.grant.isEmpty())
        sql << "GRANT " + table.grant + " ON " + name + " TO reader";
    for (const Column& column : table.columns) {
        const Column* known = findColumn(table, column.name);
        if (!known || (table.isPartitioned && column.identity))
            continue;
        if (!column.comment.isEmpty())
            sql << "COMMENT ON COLUMN " + name + "." + quoted(column.name) + " IS '" + QString(column.comment).replace("'", "''") + "'";
        if (!column.storage.isEmpty() && column.type == "text" && !table.isPartitioned)
            sql << "ALTER TABLE " + name + " ALTER COLUMN " + quoted(column.name) + " SET STORAGE " + column.storage;
    }
    return sql;
}

QString RandomSchema::sql() const
{
    QStringList sql;
    for (const Enum& type : m_enums) {
        QStringList labels;
        for (const QString& label : type.labels)
            labels << u'\'' + QString(label).replace("'", "''") + u'\'';
        sql << "CREATE TYPE " + quoted(type.name) + " AS ENUM (" + labels.join(", ") + ")";
    }
    for (const Domain& domain : m_domains)
        sql << "CREATE DOMAIN " + quoted(domain.name) + " AS " + domain.base
                + (domain.checked ? " CONSTRAINT said CHECK (VALUE::text <> '')" : "");
    for (const Sequence& sequence : m_sequences)
        sql << "CREATE SEQUENCE " + quoted(sequence.name) + (sequence.shape % 2 ? " AS integer" : "")
                + (sequence.shape > 1 ? " INCREMENT BY 7 MAXVALUE 100000 CYCLE" : "");
    for (const Function& function : m_functions)
        sql << functionSql(function);
    for (const Table& table : m_tables)
        sql << tableSql(table);
    for (const Table& table : m_tables)
        sql << afterTable(table);
    for (const View& view : m_views)
        sql << viewSql(view);
    sql.removeAll(QString());
    return sql.join(";\n") + ";\n";
}

} // namespace corridor
