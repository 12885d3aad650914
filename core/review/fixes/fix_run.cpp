// SPDX-License-Identifier: MIT
#include "review/fixes/fix_run.h"

#include "lint/linter.h"
#include "project/migration_order.h"
#include "project/slug.h"
#include "review/fixes/fixes.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSet>
#include <QTimeZone>
#include <algorithm>
#include <git2.h>

namespace corridor {

static constexpr qsizetype stampLength = 14;
static const QString stampFormat = QStringLiteral("yyyyMMddHHmmss");

// Between `name` and what follows it in Prisma's order.
static bool fits(const QString& candidate, const QString& name, const QStringList& names)
{
    QStringList sorted = names + QStringList(candidate);
    sortMigrationNames(sorted);
    return !names.contains(candidate) && sorted.indexOf(candidate) == sorted.indexOf(name) + 1;
}

QString nameAfter(const QString& name, const QString& title, const QStringList& names)
{
    constexpr int seconds = 60;
    const QString word = slug(title);
    QDateTime stamp = QDateTime::fromString(name.left(stampLength), stampFormat);
    stamp.setTimeZone(QTimeZone::UTC);
    for (int i = 1; stamp.isValid() && i <= seconds; ++i) {
        const QString candidate = stamp.addSecs(i).toString(stampFormat) + '_' + word;
        if (fits(candidate, name, names))
            return candidate;
    }
    const QString candidate = name + '_' + word;
    return fits(candidate, name, names) ? candidate : QString();
}

namespace {

class FixLoop {
public:
    FixLoop(LintFolder& folder, const LintOptions& options)
        : m_folder(folder)
        , m_options(options)
    {
        for (const LintMigration& migration : folder.migrations)
            m_original.insert(migration.path, migration.script.text);
    }
    FixRun run();

private:
    const Finding* next(const QList<Finding>& findings);
    bool apply(const Finding& finding);
    qsizetype indexOf(const QString& path) const;
    bool append(const Fix::NewMigration& migration, const QString& root);
    QStringList names() const;
    QString pathFor(const LintMigration& beside, const QString& name) const;

    LintFolder& m_folder;
    const LintOptions& m_options;
    QHash<QString, QByteArray> m_original;
    QSet<QByteArray> m_tried;
    QHash<QString, QString> m_roots; // path of a new migration -> path and title that it came from
    FixRun m_run;
};

} // namespace

qsizetype FixLoop::indexOf(const QString& path) const
{
    const auto found = std::ranges::find(m_folder.migrations, path, &LintMigration::path);
    return found == m_folder.migrations.end() ? -1 : found - m_folder.migrations.begin();
}

QStringList FixLoop::names() const
{
    QStringList list;
    for (const LintMigration& migration : m_folder.migrations)
        list << migration.name;
    return list;
}

// prisma/migrations/NAME/migration.sql beside another; NAME.sql beside a script that stands by itself.
QString FixLoop::pathFor(const LintMigration& beside, const QString& name) const
{
    const QFileInfo file(beside.path);
    if (file.fileName() != "migration.sql")
        return file.path() + '/' + name + ".sql";
    return QDir::cleanPath(file.path() + "/../" + name + "/migration.sql");
}

// Each fix once for each text, so that two that undo one another come to an end.
const Finding* FixLoop::next(const QList<Finding>& findings)
{
    for (const Finding& finding : findings) {
        const qsizetype index = finding.fix ? indexOf(finding.file) : -1;
        if (index < 0)
            continue;
        const QByteArray key = finding.file.toUtf8() + '\0' + finding.rule.toUtf8() + '\0' + QByteArray::number(finding.begin) + '\0'
            + m_folder.migrations[index].script.text;
        if (!m_tried.contains(key)) {
            m_tried.insert(key);
            return &finding;
        }
    }
    return nullptr;
}

// What is put off to the same step, of one script, shares a migration.
bool FixLoop::append(const Fix::NewMigration& migration, const QString& root)
{
    const qsizetype index = indexOf(m_roots.key(root + '\n' + migration.title));
    if (index < 0)
        return false;
    LintMigration& to = m_folder.migrations[index];
    to.script = parseScript(to.script.text + migration.script);
    return true;
}

bool FixLoop::apply(const Finding& finding)
{
    qsizetype index = indexOf(finding.file);
    const LintMigration source = m_folder.migrations[index];
    QList<LintMigration> added;
    QStringList known = names();
    QString last = source.name;
    const bool single = finding.fix->migrations.size() == 1;
    for (const Fix::NewMigration& migration : finding.fix->migrations) {
        if (single && append(migration, source.path))
            continue;
        LintMigration item { .name = nameAfter(last, migration.title, known), .pending = source.pending, .examined = true };
        if (item.name.isEmpty())
            return false;
        item.path = pathFor(source, item.name);
        item.script = parseScript(migration.script);
        known.insert(known.indexOf(last) + 1, item.name);
        last = item.name;
        m_roots.insert(item.path, source.path + '\n' + migration.title);
        added << item;
    }
    m_folder.migrations[index].script = parseScript(applied(*finding.fix, source.script.text));
    for (const LintMigration& item : std::as_const(added))
        m_folder.migrations.insert(++index, item);
    m_run.applied << QString("%1:%2: %3 [%4]").arg(finding.file, QString::number(finding.line), finding.fix->title, finding.rule);
    return true;
}

FixRun FixLoop::run()
{
    constexpr int most = 1000;
    for (int i = 0; i < most; ++i) {
        m_run.left = lint(m_folder.migrations, m_options);
        addFixes(m_run.left, m_folder.migrations, m_options);
        const Finding* finding = next(m_run.left);
        if (!finding)
            break;
        apply(*finding);
    }
    for (const LintMigration& migration : std::as_const(m_folder.migrations)) {
        const bool isNew = !m_original.contains(migration.path);
        const QByteArray before = m_original.value(migration.path);
        if (isNew || before != migration.script.text)
            m_run.changes << ScriptChange { migration.path, migration.name, before, migration.script.text, isNew };
    }
    return m_run;
}

FixRun fixAll(LintFolder folder, const LintOptions& options) { return FixLoop(folder, options).run(); }

// New ones first: a crash in between leaves a step twice rather than lost.
Result<void> writeChanges(const QList<ScriptChange>& changes)
{
    QList<ScriptChange> ordered = changes;
    std::ranges::stable_partition(ordered, &ScriptChange::isNew);
    for (const ScriptChange& change : std::as_const(ordered)) {
        QDir().mkpath(QFileInfo(change.file).path());
        QSaveFile file(change.file);
        if (!file.open(QIODevice::WriteOnly) || file.write(change.after) != change.after.size() || !file.commit())
            return fail("fix-not-written", QString("Cannot write %1: %2").arg(change.file, file.errorString()),
                "Check the folder's permissions and free space.");
    }
    return {};
}

QString unifiedDiff(const ScriptChange& change)
{
    git_libgit2_init();
    git_patch* patch = nullptr;
    git_buf buffer = {};
    const QByteArray name = change.file.toUtf8();
    QString text;
    if (git_patch_from_buffers(&patch, change.before.constData(), static_cast<size_t>(change.before.size()), name.constData(),
            change.after.constData(), static_cast<size_t>(change.after.size()), name.constData(), nullptr)
            == 0
        && git_patch_to_buf(&buffer, patch) == 0)
        text = QString::fromUtf8(buffer.ptr, static_cast<qsizetype>(buffer.size));
    git_buf_dispose(&buffer);
    git_patch_free(patch);
    git_libgit2_shutdown();
    return text;
}

} // namespace corridor
