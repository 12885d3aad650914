// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace corridor {

// What the datasource block of a schema.prisma says. Strings are unquoted; env("NAME") is kept as written.
struct Datasource {
    QString provider, url, directUrl, shadowUrl, relationMode;
    QStringList schemas;
    bool found = false;
};

// Reads the first datasource block of the text; the rest of the language is Prisma's own business.
Datasource readDatasource(const QByteArray& schema);

} // namespace corridor
