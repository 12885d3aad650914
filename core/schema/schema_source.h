// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

namespace corridor {

// Where a schema can be read from, as people write it: see parseSchemaSource().
struct SchemaSource {
    enum class Kind {
        Empty,        // no schema at all
        Database,     // `text` is a connection URL, libpq's keywords or env("NAME")
        Profile,      // a named connection
        Migrations,   // the folder of a project, or its migrations folder
        Snapshot,     // a file that `corridor snapshot` wrote
        Dump,         // a script, or an archive of pg_dump
        PrismaSchema, // schema.prisma, or the folder of such files
    };
    Kind kind = Kind::Empty;
    QString text;

    // For people; never with a password.
    QString display() const;
    bool operator==(const SchemaSource&) const = default;
};

// "empty", "profile:NAME", "migrations:DIR", "snapshot:FILE", "dump:FILE", "schema:PATH", "database:URL"; without such
// a word a URL, or a path that says by what is there which of these it is. Error: "schema-source-unknown".
Result<SchemaSource> parseSchemaSource(const QString& text);

} // namespace corridor
