// SPDX-License-Identifier: MIT
#include "backup/archive_contents.h"

#include "backup/child_process.h"
#include "backup/client_error.h"

#include <algorithm>

namespace corridor {

namespace {

// Kinds of more than one word, the longer before the shorter. Source: the descriptions in pg_dump.c, 12 to 18.
const char* const longKinds[]
    = { "PUBLICATION TABLES IN SCHEMA", "MATERIALIZED VIEW DATA", "MATERIALIZED VIEW", "TEXT SEARCH CONFIGURATION",
          "TEXT SEARCH DICTIONARY", "TEXT SEARCH TEMPLATE", "TEXT SEARCH PARSER", "FOREIGN DATA WRAPPER",
          "PROCEDURAL LANGUAGE", "DATABASE PROPERTIES", "SEQUENCE OWNED BY", "SUBSCRIPTION TABLE", "PUBLICATION TABLE",
          "CHECK CONSTRAINT", "OPERATOR FAMILY", "OPERATOR CLASS", "STATISTICS DATA", "SECURITY LABEL", "FOREIGN TABLE",
          "FK CONSTRAINT", "EVENT TRIGGER", "ACCESS METHOD", "BLOB METADATA", "BLOB COMMENTS", "USER MAPPING",
          "TABLE ATTACH", "SEQUENCE SET", "ROW SECURITY", "INDEX ATTACH", "DEFAULT ACL", "TABLE DATA", "SHELL TYPE" };

QString kindAtStart(const QString& text)
{
    for (const char* kind : longKinds) {
        const QLatin1StringView word(kind);
        if (text.startsWith(word) && text.mid(word.size()).startsWith(' '))
            return word;
    }
    return text.section(' ', 0, 0);
}

// "218; 1259 16404 TABLE s orders postgres"
std::optional<ArchiveEntry> entryOf(const QString& line)
{
    bool isNumber = false;
    ArchiveEntry entry { .id = line.section(';', 0, 0).toInt(&isNumber), .line = line.toUtf8() };
    if (!isNumber)
        return std::nullopt;
    const QString described = line.section(' ', 3); // behind the ids of the catalog and of the object
    entry.kind = kindAtStart(described);
    entry.rest = described.mid(entry.kind.size() + 1);
    return entry;
}

} // namespace

bool ArchiveEntry::isNamed(const QString& schema, const QString& name, bool exactly) const
{
    const QString start = schema + ' ' + name + ' ';
    return rest.startsWith(start) && (!exactly || rest.indexOf(' ', start.size()) < 0);
}

const ArchiveEntry* ArchiveContents::find(int id) const
{
    const auto found = std::ranges::find(entries, id, &ArchiveEntry::id);
    return found == entries.end() ? nullptr : &*found;
}

const ArchiveEntry* ArchiveContents::find(const QString& kind, const QString& schema, const QString& name) const
{
    for (const bool exactly : { true, false }) {
        for (const ArchiveEntry& entry : entries) {
            if (entry.kind == kind && entry.isNamed(schema, name, exactly))
                return &entry;
        }
    }
    return nullptr;
}

ArchiveContents parseArchiveContents(const QByteArray& listing)
{
    const QLatin1StringView dependencies(";\tdepends on:");
    ArchiveContents contents;
    for (const QString& line : QString::fromUtf8(listing).split('\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(dependencies) && !contents.entries.isEmpty()) {
            for (const QString& id : line.mid(dependencies.size()).split(' ', Qt::SkipEmptyParts))
                contents.entries.last().dependsOn << id.toInt();
        } else if (const auto entry = entryOf(line)) {
            contents.entries << *entry;
        }
    }
    return contents;
}

Result<ArchiveContents> readArchiveContents(
    const ClientPrograms& programs, const QString& archive, const CancelToken& token)
{
    const auto listed = runChild({ programs.pgRestore(), { "--list", "--verbose", archive } }, token);
    CORRIDOR_TRY(listed);
    if (listed->exitCode != 0)
        return std::unexpected(clientError("pg_restore", listed->errors, "archive-unreadable"));
    return parseArchiveContents(listed->output);
}

} // namespace corridor
