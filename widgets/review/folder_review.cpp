// SPDX-License-Identifier: MIT
#include "folder_review.h"

#include "review/fixes/fixes.h"

using namespace Qt::StringLiterals;

namespace corridor {

Script ScriptCache::script(const QString& migration, const QByteArray& text)
{
    {
        const QMutexLocker lock(&m_mutex);
        const auto known = m_scripts.constFind(migration);
        if (known != m_scripts.constEnd() && known->text == text)
            return *known;
    }
    const Script script = parseScript(text);
    const QMutexLocker lock(&m_mutex);
    m_scripts.insert(migration, script);
    return script;
}

void ScriptCache::keepOnly(const QList<LintMigration>& migrations)
{
    QSet<QString> names;
    for (const LintMigration& migration : migrations)
        names << migration.name;
    const QMutexLocker lock(&m_mutex);
    m_scripts.removeIf([&](const auto& item) { return !names.contains(item.key()); });
}

FolderReview reviewFolder(const ReviewOrder& order, const CancelToken& token)
{
    QList<LintMigration> migrations;
    for (const Migration& migration : order.folder) {
        const QByteArray text = order.edited.value(migration.name, migration.script.value_or(QByteArray()));
        const bool pending = !order.knowsPending || order.pending.contains(migration.name);
        migrations << LintMigration { .name = migration.name,
            .path = migration.path + u"/migration.sql"_s,
            .script = order.scripts ? order.scripts->script(migration.name, text) : parseScript(text),
            .pending = order.knowsPending && pending,
            .examined = pending || order.edited.contains(migration.name) };
        if (token.isCancelled())
            return {};
    }
    if (order.scripts)
        order.scripts->keepOnly(migrations);
    FolderReview review { .findings = lint(migrations, order.options, token) };
    addFixes(review.findings, migrations, order.options);
    review.major = order.options.major;
    SchemaState schema = order.options.schema;
    for (const LintMigration& migration : std::as_const(migrations)) {
        if (token.isCancelled())
            break;
        review.marks.insert(migration.name, marksOf(migration.script, schema, order.options.major, migration.pending));
    }
    return review;
}

} // namespace corridor
