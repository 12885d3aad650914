// SPDX-License-Identifier: MIT
#include "sql/volatility.h"

#include <QSet>

namespace corridor {

// pg_proc.provolatile = 'v' among built-in functions and the extensions that migrations use.
static const QSet<QString>& volatileFunctions()
{
    static const QSet<QString> names { "random", "random_normal", "setseed", "gen_random_uuid", "uuidv4", "uuidv7",
        "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "gen_random_bytes", "gen_salt", "clock_timestamp",
        "timeofday", "nextval", "setval", "currval", "lastval", "set_config", "pg_sleep", "pg_sleep_for", "dblink",
        "dblink_exec", "lo_create", "lo_import", "gen_random_ulid", "generate_ulid", "gen_ulid", "nanoid",
        "pg_notify" };
    return names;
}

// Stable or immutable functions that defaults and checks use.
static const QSet<QString>& steadyFunctions()
{
    static const QSet<QString> names { "now", "transaction_timestamp", "statement_timestamp", "current_timestamp",
        "current_date", "current_time", "localtime", "localtimestamp", "current_user", "session_user", "user",
        "current_setting", "current_schema", "current_schemas", "current_database", "txid_current",
        "pg_current_xact_id", "timezone", "to_char", "to_timestamp", "to_date", "to_number", "date_trunc", "date_part",
        "date_bin", "extract", "age", "make_date", "make_time", "make_timestamp", "make_timestamptz", "make_interval",
        "justify_days", "justify_hours", "lower", "upper", "initcap", "length", "char_length", "character_length",
        "octet_length", "concat", "concat_ws", "substr", "substring", "left", "right", "lpad", "rpad", "trim", "btrim",
        "ltrim", "rtrim", "replace", "translate", "overlay", "position", "strpos", "split_part", "repeat", "reverse",
        "regexp_replace", "regexp_match", "regexp_matches", "regexp_split_to_array", "string_to_array",
        "array_to_string", "quote_ident", "quote_literal", "quote_nullable", "format", "md5", "sha224", "sha256",
        "sha384", "sha512", "encode", "decode", "digest", "hmac", "crypt", "to_hex", "chr", "ascii", "abs", "ceil",
        "ceiling", "floor", "round", "trunc", "sign", "sqrt", "power", "pow", "exp", "ln", "log", "mod", "div", "gcd",
        "lcm", "greatest", "least", "coalesce", "nullif", "array_length", "array_append", "array_prepend", "array_cat",
        "array_remove", "array_replace", "array_position", "cardinality", "array_fill", "unnest", "json_build_object",
        "json_build_array", "jsonb_build_object", "jsonb_build_array", "to_json", "to_jsonb", "row_to_json",
        "json_object", "jsonb_object", "jsonb_set", "jsonb_insert", "jsonb_strip_nulls", "jsonb_typeof", "json_typeof",
        "jsonb_array_length", "json_array_length", "jsonb_extract_path", "jsonb_extract_path_text", "jsonb_path_query",
        "jsonb_path_exists", "to_tsvector", "to_tsquery", "plainto_tsquery", "setweight", "tsvector_concat", "uuid_nil",
        "uuid_ns_dns", "uuid_ns_url", "uuid_generate_v3", "uuid_generate_v5", "unaccent", "similarity", "st_makepoint",
        "st_setsrid", "st_point", "st_geomfromtext", "int4range", "int8range", "numrange", "tsrange", "tstzrange",
        "daterange", "lower_inf", "upper_inf", "isempty", "host", "inet_client_addr", "numnode", "width_bucket",
        "pg_column_size", "convert_from", "convert_to", "bit_count", "get_byte", "get_bit", "set_byte", "int4", "int8",
        "text", "numeric", "float8", "bool", "cube", "earth", "ll_to_earth", "xmlelement", "time_bucket", "hashtext",
        "pg_typeof", "pg_get_serial_sequence", "num_nonnulls", "num_nulls", "starts_with", "normalize", "string_agg",
        "array_agg", "count", "sum", "min", "max", "avg", "jsonb_agg", "json_agg", "jsonb_object_agg", "row_number",
        "rank", "dense_rank", "exists", "overlaps" };
    return names;
}

static Volatility ofCall(const sql::Expression& call, const SchemaState& schema)
{
    if (const FunctionState* known = schema.function({ call.qualifier, call.text }))
        // One-line SQL functions may be inlined, and then only their body counts.
        return known->volatility != 'v' ? Volatility::NotVolatile
            : known->language == "sql"  ? Volatility::Possible
                                        : Volatility::Volatile;
    if (volatileFunctions().contains(call.text))
        return Volatility::Volatile;
    return steadyFunctions().contains(call.text) ? Volatility::NotVolatile : Volatility::Possible;
}

Volatility volatilityOf(const sql::Expression& expression, const SchemaState& schema)
{
    Volatility worst = Volatility::NotVolatile;
    expression.visit([&](const sql::Expression& part) {
        if (part.kind == sql::Expression::Kind::Call)
            worst = std::max(worst, ofCall(part, schema));
        else if (part.kind == sql::Expression::Kind::Truncated)
            worst = std::max(worst, Volatility::Possible);
    });
    return worst;
}

QString volatileFunction(const sql::Expression& expression, const SchemaState& schema)
{
    QString certain;
    QString possible;
    expression.visit([&](const sql::Expression& part) {
        if (part.kind != sql::Expression::Kind::Call)
            return;
        const Volatility volatility = ofCall(part, schema);
        if (volatility == Volatility::Volatile && certain.isEmpty())
            certain = part.text;
        else if (volatility == Volatility::Possible && possible.isEmpty())
            possible = part.text;
    });
    return certain.isEmpty() ? possible : certain;
}

} // namespace corridor
