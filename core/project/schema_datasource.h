// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace corridor {

// The `datasource` block of a Prisma schema, as written: env("NAME") is kept. Empty where nothing is said.
struct SchemaDatasource {
    QString provider;
    QString url;
    QString directUrl; // Prisma <= 6: what migrate uses instead of url
    QString shadowDatabaseUrl;
    QString relationMode;
    QStringList schemas;
    bool operator==(const SchemaDatasource&) const = default;
};

// Finds the first datasource block in a schema; unset where there is none. Everything else in it is passed over.
std::optional<SchemaDatasource> parseDatasource(QStringView schema);

} // namespace corridor
