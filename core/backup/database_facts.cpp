// SPDX-License-Identifier: MIT
#include "backup/database_facts.h"

#include "catalog/identifier.h"
#include "postgres/session.h"

#include <QTimeZone>

namespace corridor {

namespace {

// Settings whose value is a list of names: as one literal they would be one odd name. Source: PostgreSQL's
// GUC_LIST_QUOTE, which pg_dump keeps a copy of in variable_is_guc_list_quote().
bool isNameList(const QString& setting)
{
    static const QStringList names { "local_preload_libraries", "search_path", "session_preload_libraries",
        "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories" };
    return names.contains(setting.toLower());
}

// The elements of a list such as `"$user", public`, without their quotes.
QStringList nameList(const QString& value)
{
    QStringList names;
    QString name;
    bool quoted = false;
    for (qsizetype at = 0; at < value.size(); ++at) {
        const QChar character = value[at];
        if (character == '"') {
            if (quoted && at + 1 < value.size() && value[at + 1] == '"')
                name += value[++at];
            else
                quoted = !quoted;
        } else if (character == ',' && !quoted) {
            names << name;
            name.clear();
        } else if (quoted || !character.isSpace()) {
            name += character;
        }
    }
    return names << name;
}

QString settingValue(const QString& name, const QString& value)
{
    if (!isNameList(name) || value.isEmpty())
        return quoteText(value);
    QStringList texts;
    for (const QString& element : nameList(value))
        texts << quoteText(element);
    return texts.join(", ");
}

// PostgreSQL 15 has datlocprovider and daticulocale, 17 calls the latter datlocale.
QByteArray factsSql(int version)
{
    const QByteArray provider = version >= 150000 ? "d.datlocprovider" : "''";
    const QByteArray locale = version >= 170000 ? "coalesce(d.datlocale, '')"
        : version >= 150000                     ? "coalesce(d.daticulocale, '')"
                                                : "''";
    return "SELECT pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, " + provider + ", " + locale
        + ", coalesce((SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'), ''),"
          " pg_database_size(d.oid), (extract(epoch FROM now()) * 1000)::bigint"
          " FROM pg_database d WHERE d.datname = current_database()";
}

const QByteArray settingsSql = "SELECT unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_database d"
                               " ON d.oid = s.setdatabase WHERE d.datname = current_database() AND s.setrole = 0";

const QByteArray tablesSql = R"(
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                   AND d.deptype = 'e')
 ORDER BY n.nspname, c.relname)";

} // namespace

Result<DatabaseFacts> readDatabaseFacts(Session& session, const CancelToken& token)
{
    const auto rows = session.query({ factsSql(session.server().version), {} }, token);
    CORRIDOR_TRY(rows);
    DatabaseFacts facts;
    facts.shape = { .encoding = rows->text(0, 0),
        .collate = rows->text(0, 1),
        .characterType = rows->text(0, 2),
        .localeProvider = rows->text(0, 3),
        .locale = rows->text(0, 4) };
    facts.timescaleVersion = rows->text(0, 5);
    facts.bytes = rows->integer(0, 6);
    facts.now = QDateTime::fromMSecsSinceEpoch(rows->integer(0, 7), QTimeZone::UTC);
    const auto settings = session.query({ settingsSql, {} }, token);
    CORRIDOR_TRY(settings);
    for (int row = 0; row < settings->rows(); ++row)
        facts.shape.settings << settings->text(row, 0);
    return facts;
}

Result<QList<TableRows>> countRows(
    Session& session, const CancelToken& token, const std::function<void(int, int)>& observer)
{
    const auto names = session.query({ tablesSql, {} }, token);
    CORRIDOR_TRY(names);
    QList<TableRows> tables;
    for (int row = 0; row < names->rows(); ++row) {
        TableRows table { .schema = names->text(row, 0), .name = names->text(row, 1) };
        const QString sql = "SELECT count(*) FROM ONLY " + qualifiedName(table.schema, table.name);
        const auto count = session.query({ sql.toUtf8(), {} }, token);
        CORRIDOR_TRY(count);
        table.rows = count->integer(0, 0);
        tables << table;
        if (observer)
            observer(row + 1, names->rows());
    }
    return tables;
}

QByteArray createDatabaseSql(const QString& name, const DatabaseShape& shape, bool anyLocale)
{
    QString sql = "CREATE DATABASE " + quoteName(name) + " TEMPLATE template0 ENCODING " + quoteText(shape.encoding);
    if (anyLocale)
        return (sql + " LC_COLLATE 'C' LC_CTYPE 'C'").toUtf8();
    sql += " LC_COLLATE " + quoteText(shape.collate) + " LC_CTYPE " + quoteText(shape.characterType);
    if (shape.localeProvider == "i")
        sql += " LOCALE_PROVIDER icu ICU_LOCALE " + quoteText(shape.locale);
    else if (shape.localeProvider == "b")
        sql += " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + quoteText(shape.locale);
    return sql.toUtf8();
}

QByteArray databaseSettingsSql(const QString& name, const DatabaseShape& shape)
{
    QString sql;
    for (const QString& setting : shape.settings) {
        const QString key = setting.section('=', 0, 0), value = setting.section('=', 1);
        QStringList parts; // an extension's setting is written as two names
        for (const QString& part : key.split('.'))
            parts << quoteName(part);
        sql += "ALTER DATABASE " + quoteName(name) + " SET " + parts.join('.') + " TO " + settingValue(key, value)
            + ";\n";
    }
    return sql.toUtf8();
}

} // namespace corridor
