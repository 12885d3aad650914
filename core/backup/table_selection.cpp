// SPDX-License-Identifier: MIT
#include "backup/table_selection.h"

#include "catalog/identifier.h"

#include <QSet>
#include <algorithm>

namespace corridor {

namespace {

// Kinds that belong to a table as soon as they depend on it, or on something of its.
const QStringList ownedKinds { "TABLE DATA", "INDEX", "INDEX ATTACH", "TABLE ATTACH", "ROW SECURITY", "STATISTICS",
    "STATISTICS DATA", "COMMENT", "ACL", "SEQUENCE", "SEQUENCE OWNED BY", "SEQUENCE SET", "SECURITY LABEL" };
// Kinds whose tag begins with the name of their table: they may depend on other tables too.
const QStringList namedKinds { "DEFAULT", "CONSTRAINT", "CHECK CONSTRAINT", "FK CONSTRAINT", "TRIGGER", "POLICY",
    "RULE" };

class Selection {
public:
    explicit Selection(const ArchiveContents& contents)
        : m_contents(contents)
    {
    }

    Result<void> add(const TableName& table)
    {
        const ArchiveEntry* entry = m_contents.find("TABLE", table.schema, table.name);
        if (!entry)
            return fail("table-not-in-backup", "The backup has no table " + table.display() + '.',
                "`corridor backup list --json` names the tables of each backup.");
        addWithPartitions(entry->id);
        return {};
    }

    // A partition that is chosen without its parent could neither be detached nor attached again as it was.
    Result<void> requireParents() const
    {
        for (const ArchiveEntry& entry : m_contents.entries) {
            if (entry.kind != "TABLE ATTACH")
                continue;
            const auto [child, parent] = endsOf(entry);
            if (m_tables.contains(child) && !m_tables.contains(parent))
                return fail("restore-partition", tableOf(child).display() + " is a partition.",
                    "Restore " + tableOf(parent).display() + ", with all its partitions.");
        }
        return {};
    }

    TableSelection finish()
    {
        for (qsizetype before = -1; before != m_members.size();) {
            before = m_members.size();
            for (const ArchiveEntry& entry : m_contents.entries) {
                if (belongs(entry))
                    m_members.insert(entry.id);
            }
        }
        TableSelection selection;
        for (const ArchiveEntry& entry : m_contents.entries) {
            if (m_tables.contains(entry.id))
                selection.tables << tableOf(entry.id);
            if (m_members.contains(entry.id))
                selection.entries << entry.id;
            else if (entry.kind == "FK CONSTRAINT" && dependsOnMember(entry))
                selection.incoming << incomingKey(entry);
        }
        return selection;
    }

private:
    std::pair<int, int> endsOf(const ArchiveEntry& attach) const
    {
        // The child is the one that the entry is named after; the other one is the parent.
        int child = 0, parent = 0;
        for (const int id : attach.dependsOn) {
            const ArchiveEntry* table = m_contents.find(id);
            if (!table || table->kind != "TABLE")
                continue;
            (table->rest == attach.rest ? child : parent) = id;
        }
        return { child, parent };
    }

    void addWithPartitions(int id)
    {
        m_tables.insert(id);
        m_members.insert(id);
        for (const ArchiveEntry& entry : m_contents.entries) {
            if (entry.kind != "TABLE ATTACH")
                continue;
            const auto [child, parent] = endsOf(entry);
            if (parent == id && child != 0 && !m_tables.contains(child))
                addWithPartitions(child);
        }
    }

    TableName tableOf(int id) const
    {
        const ArchiveEntry* entry = m_contents.find(id);
        return { entry->schema(), entry->tag() };
    }

    // The table that a tag such as "my users my users_pkey" begins with: the longest that fits.
    const ArchiveEntry* namedTable(const ArchiveEntry& entry) const
    {
        const ArchiveEntry* longest = nullptr;
        for (const ArchiveEntry& table : m_contents.entries) {
            const bool fits = table.kind == "TABLE" && table.schema() == entry.schema()
                && entry.tag().startsWith(table.tag() + ' ');
            if (fits && (!longest || table.tag().size() > longest->tag().size()))
                longest = &table;
        }
        return longest;
    }

    bool dependsOnMember(const ArchiveEntry& entry) const
    {
        return std::ranges::any_of(entry.dependsOn, [this](int id) { return m_members.contains(id); });
    }

    bool belongs(const ArchiveEntry& entry) const
    {
        if (m_members.contains(entry.id) || !dependsOnMember(entry))
            return false;
        if (ownedKinds.contains(entry.kind))
            return true;
        if (!namedKinds.contains(entry.kind))
            return false;
        const ArchiveEntry* table = namedTable(entry);
        return table && m_tables.contains(table->id);
    }

    IncomingKey incomingKey(const ArchiveEntry& entry) const
    {
        const ArchiveEntry* table = namedTable(entry);
        if (!table)
            return { .entry = entry.id };
        return { entry.id, tableOf(table->id), entry.tag().mid(table->tag().size() + 1) };
    }

    const ArchiveContents& m_contents;
    QSet<int> m_tables, m_members;
};

} // namespace

QString TableName::sql() const
{
    return qualifiedName(schema, name);
}
QString TableName::display() const
{
    return displayName(schema) + '.' + displayName(name);
}

Result<TableName> parseTableName(const QString& text)
{
    QStringList parts { QString() };
    bool quoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text[at];
        if (character == '"' && quoted && at + 1 < text.size() && text[at + 1] == '"')
            parts.last() += text[++at];
        else if (character == '"')
            quoted = !quoted;
        else if (character == '.' && !quoted)
            parts << QString();
        else
            parts.last() += character;
    }
    if (quoted || parts.size() > 2 || parts.contains(QString()))
        return fail("usage", '`' + text + "` is no name of a table.", "Give it as NAME or SCHEMA.NAME.");
    return parts.size() == 2 ? TableName { parts[0], parts[1] } : TableName { "public", parts[0] };
}

Result<TableSelection> selectTables(const ArchiveContents& contents, const QList<TableName>& tables)
{
    Selection selection(contents);
    for (const TableName& table : tables)
        CORRIDOR_TRY(selection.add(table));
    CORRIDOR_TRY(selection.requireParents());
    return selection.finish();
}

QByteArray listFile(const ArchiveContents& contents, const QList<int>& entries)
{
    const QSet<int> wanted(entries.begin(), entries.end());
    QByteArray list;
    for (const ArchiveEntry& entry : contents.entries) {
        if (wanted.contains(entry.id))
            list += entry.line + '\n';
    }
    return list;
}

} // namespace corridor
