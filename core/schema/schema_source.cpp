// SPDX-License-Identifier: MIT
#include "schema/schema_source.h"

#include "base/redact.h"

#include <QDir>
#include <QFileInfo>
#include <array>
#include <optional>

namespace corridor {

namespace {

using Kind = SchemaSource::Kind;

constexpr std::array<std::pair<const char*, Kind>, 6> words { {
    { "database:", Kind::Database },
    { "profile:", Kind::Profile },
    { "migrations:", Kind::Migrations },
    { "snapshot:", Kind::Snapshot },
    { "dump:", Kind::Dump },
    { "schema:", Kind::PrismaSchema },
} };

std::optional<SchemaSource> withWord(const QString& text)
{
    for (const auto& [word, kind] : words)
        if (text.startsWith(QLatin1StringView(word)))
            return SchemaSource { kind, text.sliced(qsizetype(qstrlen(word))) };
    return std::nullopt;
}

bool isConnection(const QString& text)
{
    return text.startsWith("postgresql://") || text.startsWith("postgres://") || text.startsWith("env(")
        || text.startsWith("env:") || text.startsWith("service=") || (text.contains('=') && !QFileInfo::exists(text));
}

Kind kindOfFile(const QString& path)
{
    if (path.endsWith(".prisma"))
        return Kind::PrismaSchema;
    return path.endsWith(".json") ? Kind::Snapshot : Kind::Dump;
}

bool holdsOnlySchemas(const QDir& folder)
{
    return !folder.entryList({ "*.prisma" }, QDir::Files).isEmpty()
        && folder.entryList({ "migrations", "prisma" }, QDir::Dirs).isEmpty();
}

} // namespace

QString SchemaSource::display() const
{
    switch (kind) {
    case Kind::Empty: return "empty";
    case Kind::Database: return redacted(text);
    case Kind::Profile: return "profile:" + text;
    default: return text;
    }
}

Result<SchemaSource> parseSchemaSource(const QString& text)
{
    if (text == "empty")
        return SchemaSource {};
    if (auto named = withWord(text))
        return *named;
    if (isConnection(text))
        return SchemaSource { Kind::Database, text };
    const QFileInfo path(text);
    if (path.isDir())
        return SchemaSource { holdsOnlySchemas(QDir(text)) ? Kind::PrismaSchema : Kind::Migrations, text };
    if (path.isFile())
        return SchemaSource { kindOfFile(text), text };
    return fail("schema-source-unknown", QString("%1 is neither a URL nor something on disk.").arg(redacted(text)),
        "Give a URL, profile:NAME, a migrations folder, a file of `corridor snapshot`, a dump, schema.prisma, or empty.");
}

} // namespace corridor
