// SPDX-License-Identifier: MIT
#include "rehearsal/mask_rows.h"

#include "rehearsal/refresh_views.h"

#include <QByteArrayList>
#include <QMap>
#include <QUuid>
#include <algorithm>

namespace corridor {

namespace {

// Domains by the type below them; of an array its elements'. Partitions are left to their root.
const QByteArray columnsSql = R"(
SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(coalesce(b.oid, t.oid), CASE WHEN b.oid IS NULL THEN a.atttypmod ELSE -1 END),
       b.oid IS NOT NULL,
       EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey))
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type d ON d.oid = a.atttypid
  JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN d.typtype = 'd' THEN d.typbasetype ELSE d.oid END
  LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typelem AND t.typcategory = 'A'
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND c.relpersistence <> 't' AND c.relname <> '_prisma_migrations' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND n.nspname NOT LIKE '\_timescaledb\_%'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
 ORDER BY n.nspname, c.relname, a.attnum)";

const QByteArray keysSql = R"(
SELECT cn.nspname, c.relname, ca.attname, pn.nspname, p.relname, pa.attname
  FROM pg_catalog.pg_constraint k
  CROSS JOIN LATERAL unnest(k.conkey, k.confkey) u(child, parent)
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
  JOIN pg_catalog.pg_class p ON p.oid = k.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
  JOIN pg_catalog.pg_attribute ca ON ca.attrelid = k.conrelid AND ca.attnum = u.child
  JOIN pg_catalog.pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.parent
 WHERE k.contype = 'f')";

// The salt is not kept anywhere. A unique value has a mask of at least sixteen characters, if its type has room.
const QByteArray maskFunctionSql = R"(
CREATE FUNCTION pg_temp.corridor_mask(kind text, v text, salt text, long boolean, width int) RETURNS text IMMUTABLE LANGUAGE sql AS $$
SELECT CASE WHEN v = '' THEN v
  WHEN kind = 'email' THEN left(translate(left(md5(salt || lower(v)), greatest(least(16, width - 12), 1)), '0123456789', 'ghijklmnop') || '@example.com', width)
  WHEN kind = 'phone' THEN left(translate(repeat(md5(salt || v), 1 + greatest(length(v), 16) / 32), 'abcdef', '012345'), least(width, CASE WHEN long THEN greatest(length(v), 16) ELSE length(v) END))
  WHEN kind = 'address' THEN left('192.0.2.1', width)
  WHEN kind = 'empty' THEN ''
  ELSE left(translate(repeat(md5(salt || v), 1 + greatest(length(v), 16) / 32), '0123456789', 'ghijklmnop'), least(width, CASE WHEN long THEN greatest(length(v), 16) ELSE length(v) END))
END $$)";

QString keyOf(const QString& schema, const QString& table, const QString& column)
{
    return QStringList { schema, table, column }.join(QChar(0x1f));
}

// "character varying(20)": 20.
int widthOf(const QString& type)
{
    const qsizetype open = type.indexOf('(');
    return open < 0 ? 1'000'000 : type.sliced(open + 1).chopped(1).toInt();
}

std::optional<Mask> chosen(const MaskedColumn& column, const MaskRules& rules)
{
    if (const auto rule = rules.ruleFor(column.schema, column.table, column.column))
        return rule;
    return rules.personal ? personalMask(column.table, column.column, column.type) : std::nullopt;
}

using Columns = QMap<QString, MaskedColumn>;

Result<Columns> allColumns(Session& database, const MaskRules& rules, const CancelToken& token)
{
    const auto rows = database.execute(columnsSql, token);
    CORRIDOR_TRY(rows);
    Columns columns;
    for (int row = 0; row < rows->rows(); ++row) {
        MaskedColumn column { .schema = rows->text(row, 0),
            .table = rows->text(row, 1),
            .column = rows->text(row, 2),
            .type = rows->text(row, 3),
            .isArray = rows->boolean(row, 4),
            .isUnique = rows->boolean(row, 5) };
        column.mask = chosen(column, rules).value_or(Mask::Keep);
        column.byDefault = !rules.ruleFor(column.schema, column.table, column.column);
        if (!fits(column.mask, column.type))
            return fail("mask-type",
                QString("corridor.toml masks %1.%2.%3 as %4, which its type %5 cannot hold.")
                    .arg(column.schema, column.table, column.column, maskWord(column.mask), column.type),
                "Take null or keep.");
        columns.insert(keyOf(column.schema, column.table, column.column), column);
    }
    return columns;
}

// Both ends of a foreign key must have the same mask, or it would not hold any more.
Result<void> followKeys(Session& database, Columns& columns, const CancelToken& token)
{
    const auto keys = database.execute(keysSql, token);
    CORRIDOR_TRY(keys);
    for (bool changed = true; changed;) {
        changed = false;
        for (int row = 0; row < keys->rows(); ++row) {
            const auto child = columns.find(keyOf(keys->text(row, 0), keys->text(row, 1), keys->text(row, 2)));
            const auto parent = columns.find(keyOf(keys->text(row, 3), keys->text(row, 4), keys->text(row, 5)));
            if (child == columns.end() || parent == columns.end()
                || (child->mask == parent->mask && child->isUnique == parent->isUnique))
                continue;
            MaskedColumn& from = parent->mask != Mask::Keep ? *parent : *child;
            MaskedColumn& to = parent->mask != Mask::Keep ? *child : *parent;
            if (from.mask == Mask::Keep)
                continue;
            changed = to.mask != from.mask || to.isUnique != (to.isUnique || from.isUnique)
                || from.isUnique != (to.isUnique || from.isUnique);
            to.mask = from.mask;
            to.isUnique = from.isUnique = to.isUnique || from.isUnique;
        }
    }
    return {};
}

class Masking {
public:
    Masking(Session& copy, const CancelToken& token)
        : m_copy(copy)
        , m_token(token)
        , m_salt(QUuid::createUuid().toByteArray(QUuid::Id128))
    {
    }

    Result<void> table(const QList<MaskedColumn>& columns)
    {
        const QByteArray name
            = Session::quoteIdentifier(columns.first().schema) + '.' + Session::quoteIdentifier(columns.first().table);
        QByteArrayList changes;
        for (const MaskedColumn& column : columns)
            changes << Session::quoteIdentifier(column.column) + " = " + masked(column);
        const auto done = m_copy.execute("UPDATE " + name + " SET " + changes.join(", "), m_token);
        if (!done)
            return std::unexpected(refused(columns, done.error()));
        const auto packed = m_copy.execute("VACUUM (FULL, ANALYZE) " + name, m_token);
        if (!packed && packed.error().sqlstate != "0A000") // hypertables with compressed chunks
            return std::unexpected(packed.error());
        return {};
    }

private:
    QByteArray masked(const MaskedColumn& column) const
    {
        const QByteArray name = Session::quoteIdentifier(column.column);
        if (column.mask == Mask::Null)
            return "NULL";
        if (!column.isArray)
            return one(column, name);
        return "(SELECT array_agg(" + one(column, "x") + " ORDER BY place) FROM unnest(" + name
            + ") WITH ORDINALITY u(x, place))";
    }

    QByteArray one(const MaskedColumn& column, const QByteArray& value) const
    {
        const QByteArray type = column.type.toUtf8();
        if (column.mask == Mask::Date)
            return "date_trunc('year', " + value + ")::" + type;
        if (type.startsWith("json"))
            return "CASE WHEN " + value + " IS NOT NULL THEN '{}'::" + type + " END";
        if (type == "inet" || type == "cidr")
            return "CASE WHEN " + value + " IS NOT NULL THEN '192.0.2.1'::" + type + " END";
        return "pg_temp.corridor_mask('" + maskWord(column.mask).toLatin1() + "', " + value + "::text, '" + m_salt
            + "', " + (column.isUnique ? "true" : "false") + ", " + QByteArray::number(widthOf(column.type))
            + ")::" + type;
    }

    static Error refused(const QList<MaskedColumn>& columns, const Error& why)
    {
        QStringList names;
        for (const MaskedColumn& column : columns)
            names << column.text();
        Error error = why;
        if (!why.sqlstate.startsWith("23")) // integrity constraints
            return error;
        error.code = "mask-refused";
        error.message = QString("The copy's masks are refused by a constraint: %1.").arg(names.join(", "));
        error.detail = why.message;
        error.hint
            = "Say in corridor.toml, [mask.columns], how that column is to be masked: keep, null, text, email, phone.";
        return error;
    }

    Session& m_copy;
    const CancelToken& m_token;
    const QByteArray m_salt;
};

} // namespace

QString MaskedColumn::text() const
{
    return QString("%1.%2.%3 (%4)").arg(schema, table, column, maskWord(mask));
}

Result<QList<MaskedColumn>> masksFor(Session& database, const MaskRules& rules, const CancelToken& token)
{
    auto columns = allColumns(database, rules, token);
    CORRIDOR_TRY(columns);
    CORRIDOR_TRY(followKeys(database, *columns, token));
    QList<MaskedColumn> masked = columns->values();
    masked.removeIf([](const MaskedColumn& column) { return column.mask == Mask::Keep; });
    return masked;
}

Result<void> maskRows(Session& copy, const QList<MaskedColumn>& columns, const CancelToken& token)
{
    if (columns.isEmpty())
        return {};
    CORRIDOR_TRY(copy.execute(maskFunctionSql, token));
    CORRIDOR_TRY(copy.execute("SET session_replication_role = replica; SET client_min_messages = warning", token));
    QMap<QString, QList<MaskedColumn>> tables;
    for (const MaskedColumn& column : columns)
        tables[keyOf(column.schema, column.table, {})] << column;
    Masking masking(copy, token);
    for (const QList<MaskedColumn>& table : tables)
        CORRIDOR_TRY(masking.table(table));
    CORRIDOR_TRY(refreshViews(copy, token));
    CORRIDOR_TRY(copy.execute("RESET session_replication_role; RESET client_min_messages", token));
    return {};
}

} // namespace corridor
