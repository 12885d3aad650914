// SPDX-License-Identifier: MIT
#include "lint/sources.h"

#include "project/project.h"
#include "project/project_layout.h"
#include "sql/parse_scripts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace corridor {

namespace {

class SourceReader {
public:
    explicit SourceReader(const Environment& environment)
        : m_environment(environment)
    {
    }
    Result<void> read(const QString& path);
    QList<LintFolder> take() { return std::move(m_folders); }

private:
    Result<void> readFile(const QString& path);
    Result<void> readFolder(const QString& path);
    Result<void> walk(const QString& path);
    void addMigrations(const QString& folder, const QString& shown);
    void addMigration(const QString& folder, const QString& name, const QString& file, const QString& shown);
    LintFolder& context(const QString& folder, const QString& upTo);

    const Environment& m_environment;
    QList<LintFolder> m_folders;
};

} // namespace

static QString absolute(const QString& path)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

static QString joined(const QString& folder, const QString& rest)
{
    return folder == "." ? rest : folder.endsWith('/') ? folder + rest : folder + '/' + rest;
}

static LintMigration migrationOf(const QString& name, const QString& path, const QByteArray& text, bool examined)
{
    return { .name = name, .path = path, .script = parseScript(text), .examined = examined };
}

static bool isHistoryScript(const QString& name)
{
    return name == "migration.sql" || name == "down.sql";
}

Result<void> SourceReader::read(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail("path-missing", QString("There is no file or folder `%1`.").arg(path));
    return info.isDir() ? readFolder(path) : readFile(path);
}

Result<void> SourceReader::readFile(const QString& path)
{
    const QString file = absolute(path);
    const QString folder = QFileInfo(file).path();
    const QString name = QFileInfo(file).fileName();
    const QString migrations = QFileInfo(folder).path();
    if (isHistoryScript(name) && isMigrationsFolder(migrations)) {
        addMigration(migrations, QFileInfo(folder).fileName(), name, path);
        return {};
    }
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return fail("path-unreadable", QString("`%1` cannot be read: %2.").arg(path, device.errorString()));
    m_folders << lintFolderOf(path, device.readAll());
    m_folders.last().path = file;
    return {};
}

Result<void> SourceReader::readFolder(const QString& path)
{
    const QString folder = absolute(path);
    if (QFileInfo(folder + "/migration.sql").isFile())
        return readFile(joined(path, "migration.sql"));
    if (isMigrationsFolder(folder)) {
        addMigrations(folder, path);
        return {};
    }
    // A project's other scripts (seeds, functions) are not migrations. What the search finds above does not count.
    if (findProjectRoot(folder) == folder) {
        const auto project = readProject(folder, m_environment);
        if (project && project->migrationsPath.startsWith(folder + '/') && !project->migrations.isEmpty()) {
            addMigrations(
                project->migrationsPath, joined(path, QDir(folder).relativeFilePath(project->migrationsPath)));
            return {};
        }
    }
    return walk(path);
}

Result<void> SourceReader::walk(const QString& path)
{
    const QDir folder(absolute(path));
    if (isMigrationsFolder(folder.path())) {
        addMigrations(folder.path(), path);
        return {};
    }
    for (const QFileInfo& entry : folder.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString inside = joined(path, entry.fileName());
        if (entry.isDir() && !entry.isSymLink() && entry.fileName() != "node_modules")
            CORRIDOR_TRY(walk(inside));
        else if (entry.isFile() && entry.suffix().toLower() == "sql")
            CORRIDOR_TRY(readFile(inside));
    }
    return {};
}

void SourceReader::addMigrations(const QString& folder, const QString& shown)
{
    LintFolder found { .path = folder };
    QList<QByteArray> texts;
    for (const Migration& migration : readMigrations(folder)) {
        if (!migration.script)
            continue;
        found.migrations << LintMigration { .name = migration.name,
            .path = joined(shown, migration.name + "/migration.sql") };
        texts << *migration.script;
    }
    QList<Script> scripts = parseScripts(texts);
    for (qsizetype i = 0; i < scripts.size(); ++i)
        found.migrations[i].script = std::move(scripts[i]);
    m_folders << found;
}

// The folder's migrations up to the one named, for context; several scripts of one folder share it.
LintFolder& SourceReader::context(const QString& folder, const QString& upTo)
{
    auto found = std::ranges::find(m_folders, folder, &LintFolder::path);
    LintFolder& known = found == m_folders.end() ? m_folders.emplaceBack(LintFolder { .path = folder }) : *found;
    const QString last = known.migrations.isEmpty() ? QString() : known.migrations.last().name;
    bool add = last.isEmpty();
    for (const Migration& migration : readMigrations(folder)) {
        if (add && migration.script)
            known.migrations << migrationOf(
                migration.name, migration.path + "/migration.sql", *migration.script, false);
        add = add || migration.name == last;
        if (migration.name == upTo)
            break;
    }
    return known;
}

void SourceReader::addMigration(const QString& folder, const QString& name, const QString& file, const QString& shown)
{
    LintFolder& known = context(folder, name);
    const auto at = std::ranges::find(known.migrations, name, &LintMigration::name);
    if (at != known.migrations.end() && file == "migration.sql") {
        at->examined = true;
        at->path = shown;
        return;
    }
    // The way back runs after its migration.
    QFile down(folder + '/' + name + '/' + file);
    if (down.open(QIODevice::ReadOnly))
        known.migrations.insert(
            at == known.migrations.end() ? at : at + 1, migrationOf(name, shown, down.readAll(), true));
}

LintFolder lintFolderOf(const QString& name, const QByteArray& text)
{
    return { .path = name, .migrations = { migrationOf(name, name, text, true) } };
}

Result<QList<LintFolder>> readLintFolders(const QStringList& paths, const Environment& environment)
{
    SourceReader reader(environment);
    for (const QString& path : paths)
        CORRIDOR_TRY(reader.read(path));
    QList<LintFolder> folders = reader.take();
    folders.removeIf([](const LintFolder& folder) { return folder.migrations.isEmpty(); });
    if (folders.isEmpty())
        return fail(
            "nothing-to-review", "There is no SQL script there.", "Name a script, a migrations folder or a project.");
    return folders;
}

} // namespace corridor
