// SPDX-License-Identifier: MIT
#include "journal/journal_migrations.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <algorithm>

// In a static library the linker would leave the resource out; the macro cannot stand inside a namespace.
static void keepResource()
{
    Q_INIT_RESOURCE(journal);
}

namespace corridor {

namespace {

const QString bookkeeping = "journal_migrations";

int numberOf(const JournalMigration& migration)
{
    return migration.name.section('_', 0, 0).toInt();
}

// Statements end at a semicolon that ends its line: the rule of these files, which are ours.
QStringList statementsOf(const QByteArray& script)
{
    QStringList statements;
    for (const QString& part : QString::fromUtf8(script).split(";\n")) {
        if (!part.trimmed().isEmpty())
            statements << part.trimmed();
    }
    return statements;
}

Result<void> check(const QString& name, const QString& checksum, const QList<JournalMigration>& migrations)
{
    const auto known = std::ranges::find(migrations, name, &JournalMigration::name);
    if (known == migrations.end())
        return fail("journal-newer", "The journal was written by a newer Corridor (it has \"" + name + "\").",
            "Update this program, or set CORRIDOR_JOURNAL to another file.");
    if (known->checksum() != checksum)
        return fail("journal-migration-edited",
            "The journal's schema step \"" + name + "\" differs from the one applied.",
            "Use the program that wrote the journal, or set CORRIDOR_JOURNAL to another file.");
    return {};
}

Result<QStringList> applied(const JournalDatabase& database, const QList<JournalMigration>& migrations)
{
    if (!database.hasTable(bookkeeping))
        return QStringList();
    auto rows = database.run("SELECT name, checksum FROM " + bookkeeping);
    CORRIDOR_TRY(rows);
    QStringList names;
    while (rows->next()) {
        names << rows->value(0).toString();
        CORRIDOR_TRY(check(names.last(), rows->value(1).toString(), migrations));
    }
    return names;
}

Result<void> apply(const JournalDatabase& database, const JournalMigration& migration)
{
    for (const QString& statement : statementsOf(migration.script))
        CORRIDOR_TRY(database.run(statement));
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    CORRIDOR_TRY(database.run("INSERT INTO " + bookkeeping + " (name, checksum, applied_at) VALUES (?, ?, ?)",
        { migration.name, migration.checksum(), now }));
    return {};
}

Result<void> applyMissing(const JournalDatabase& database, const QList<JournalMigration>& migrations)
{
    CORRIDOR_TRY(database.run("CREATE TABLE IF NOT EXISTS " + bookkeeping
        + " (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)"));
    const auto names = applied(database, migrations); // again: another program may have been first
    CORRIDOR_TRY(names);
    for (const JournalMigration& migration : migrations) {
        if (!names->contains(migration.name))
            CORRIDOR_TRY(apply(database, migration));
    }
    return {};
}

} // namespace

QString JournalMigration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(script, QCryptographicHash::Sha256).toHex());
}

QList<JournalMigration> journalMigrations()
{
    keepResource();
    QList<JournalMigration> migrations;
    const QDir folder(":/corridor/journal");
    for (const QString& name : folder.entryList(QDir::Dirs)) {
        QFile file(folder.filePath(name + "/migration.sql"));
        if (file.open(QFile::ReadOnly))
            migrations << JournalMigration { name, file.readAll() };
    }
    std::ranges::sort(migrations, {}, numberOf);
    return migrations;
}

Result<void> applyJournalMigrations(const JournalDatabase& database, const QList<JournalMigration>& migrations)
{
    const auto names = applied(database, migrations);
    CORRIDOR_TRY(names);
    if (names->size() == migrations.size())
        return {};
    return database.writing([&] { return applyMissing(database, migrations); });
}

} // namespace corridor
