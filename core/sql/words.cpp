// SPDX-License-Identifier: MIT
#include "sql/ddl.h"
#include "sql/dml.h"

namespace corridor::sql {

QString objectWord(ObjectKind kind)
{
    // In the order of the enumeration.
    static constexpr const char* words[]
        = { "OBJECT", "AGGREGATE", "ATTRIBUTE", "CAST", "COLLATION", "COLUMN", "CONSTRAINT", "DATABASE", "DOMAIN",
              "DOMAIN CONSTRAINT", "ENUM VALUE", "EVENT TRIGGER", "EXTENSION", "SERVER", "FOREIGN TABLE", "FUNCTION",
              "INDEX", "MATERIALIZED VIEW", "OPERATOR", "POLICY", "PROCEDURE", "PUBLICATION", "ROLE", "RULE", "SCHEMA",
              "SEQUENCE", "STATISTICS", "SUBSCRIPTION", "TABLE", "TABLESPACE", "TRIGGER", "TYPE", "VIEW" };
    static_assert(std::size(words) == static_cast<size_t>(ObjectKind::View) + 1);
    return QLatin1StringView(words[static_cast<size_t>(kind)]);
}

QString touchWord(Touch touch)
{
    static constexpr const char* words[] = { "read", "write", "lock", "create", "alter", "drop", "reference" };
    return QLatin1StringView(words[static_cast<size_t>(touch)]);
}

} // namespace corridor::sql
