// SPDX-License-Identifier: MIT
#include "editor/sample_sql.h"
#include "gallery.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/compare_view.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/folding.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/script_pane.h"
#include "widgets/editor/text_file.h"

#include <QDir>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace corridor::gallery {

namespace {

constexpr auto migrationName = "20250212093000_rename_full_name"_L1;

QByteArray upScript()
{
    return "-- Step 2 of 3: users.full_name becomes display_name. The application writes both.\n"
           "ALTER TABLE \"users\" ADD COLUMN \"display_name\" TEXT;\n\n"
           "UPDATE \"users\"\n   SET \"display_name\" = coalesce(\"full_name\", 'unknown')\n"
           " WHERE \"display_name\" IS NULL;\n\n"
           "CREATE INDEX \"users_display_name_idx\" ON \"users\" (\"display_name\");\n\n"
           "/* Kept in step by a trigger until the old column goes:\n   see the contract step. */\n"
           "CREATE FUNCTION \"users_sync_name\"() RETURNS trigger AS $body$\nBEGIN\n"
           "    NEW.display_name := coalesce(NEW.display_name, NEW.full_name);\n    RETURN NEW;\nEND;\n"
           "$body$ LANGUAGE plpgsql;\n\n"
           "CREATE TRIGGER \"users_sync_name\"\n    BEFORE INSERT OR UPDATE ON \"users\"\n"
           "    FOR EACH ROW EXECUTE FUNCTION \"users_sync_name\"();\n\n"
           "INSERT INTO \"settings\" (\"key\", \"value\", \"weight\") VALUES ('names', '{\"v\": 2}'::jsonb, 10.5);\n";
}

QByteArray downScript()
{
    return "DROP TRIGGER \"users_sync_name\" ON \"users\";\nDROP FUNCTION \"users_sync_name\"();\n"
           "DROP INDEX \"users_display_name_idx\";\nALTER TABLE \"users\" DROP COLUMN \"display_name\";\n";
}

void put(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

// What a view needs to live, owned by it.
struct Surroundings : QObject {
    explicit Surroundings(const QString& folder)
        : drafts(folder + u"/drafts"_s)
    {
    }
    TaskList tasks;
    DraftStore drafts;
};

MigrationEditor* migrationEditor(const QString& folder, bool withDown)
{
    auto* around = new Surroundings(folder);
    Migration migration { .name = migrationName, .path = folder + u'/' + migrationName, .script = upScript() };
    put(migration.path + u"/migration.sql"_s, upScript());
    if (withDown) {
        migration.down = downScript();
        put(migration.path + u"/down.sql"_s, downScript());
    }
    auto* editor = new MigrationEditor(migration, around->tasks, around->drafts);
    QObject::connect(editor, &QObject::destroyed, around, &QObject::deleteLater);
    return editor;
}

MigrationStatus status(MigrationState state)
{
    HistoryRow row { .id = u"1"_s, .checksum = prismaChecksum(upScript()), .migrationName = migrationName };
    row.startedAt = QDateTime::fromString(u"2025-02-12T10:31:07Z"_s, Qt::ISODate);
    if (state == MigrationState::Applied)
        row.finishedAt = row.startedAt.addMSecs(184);
    return { .name = migrationName, .state = state, .rows = { row } };
}

void showApplied(QWidget& view)
{
    static_cast<MigrationEditor&>(view).setStatus(status(MigrationState::Applied));
}

void showEdited(QWidget& view)
{
    auto& editor = static_cast<MigrationEditor&>(view);
    editor.setStatus(status(MigrationState::Applied));
    editor.unlock();
    editor.upPane().editor().goTo(5, 1);
    editor.upPane().editor().insertPlainText(u" "_s);
}

void showFailed(QWidget& view)
{
    auto& editor = static_cast<MigrationEditor&>(view);
    Error error { .code = u"P3018"_s, .message = u"relation \"users_display_name_idx\" already exists"_s };
    error.sqlstate = u"42P07"_s;
    error.state = u"nothing of the script was kept; migrations before it stay applied"_s;
    error.hint = u"Repair the script, mark it as rolled back, and deploy again."_s;
    error.migration = migrationName;
    error.line = 8;
    error.column = 14;
    editor.setStatus(status(MigrationState::Failed));
    editor.setFailure(error, false);
}

void showSearch(QWidget& view)
{
    auto& editor = static_cast<MigrationEditor&>(view);
    editor.setStatus(MigrationStatus { .name = migrationName });
    editor.upPane().openReplace();
    editor.upPane().findChild<FindBar*>()->setQuery({ u"display_\\w+"_s, true });
    editor.upPane().editor().folding().fold(editor.upPane().editor().document()->findBlockByNumber(11));
}

QWidget* plainEditor(const QString&)
{
    auto* editor = new CodeEditor;
    editor->load(decodeText(test::sampleSql(20'000)));
    return editor;
}

void showProblems(QWidget& view)
{
    auto& editor = static_cast<CodeEditor&>(view);
    using Severity = EditorProblem::Severity;
    editor.setProblems({ { .line = 4, .column = 5, .message = u"no"_s },
        { .line = 6, .column = 15, .endLine = 6, .endColumn = 29, .severity = Severity::Warning, .message = u"careful"_s },
        { .line = 10, .severity = Severity::Info, .message = u"locks the table"_s } });
    editor.folding().fold(editor.document()->findBlockByNumber(20));
    editor.goTo(7, 46);
}

QWidget* comparison(const QString&)
{
    auto* view = new CompareView;
    QByteArray changed = upScript();
    changed.replace("'unknown'", "'anonymous'").replace("CREATE INDEX", "CREATE INDEX CONCURRENTLY");
    changed.replace("/* Kept in step by a trigger until the old column goes:\n   see the contract step. */\n", "");
    changed += "\nANALYZE \"users\";\n";
    view->compare({ u"On disk"_s, upScript() }, { u"In the editor"_s, changed },
        { { u"Take the File on Disk"_s, [] {} }, { u"Keep the Text Here"_s, [] {} } });
    return view;
}

} // namespace

QList<Exhibit> editorExhibits()
{
    const QSize wide(1180, 680);
    const auto withDown = [](const QString& folder) { return migrationEditor(folder, true); };
    const auto withoutDown = [](const QString& folder) { return migrationEditor(folder, false); };
    return {
        { u"editor-applied"_s, wide, withDown, showApplied },
        { u"editor-edited"_s, wide, withoutDown, showEdited },
        { u"editor-failed"_s, wide, withDown, showFailed },
        { u"editor-find"_s, { 900, 640 }, withoutDown, showSearch },
        { u"editor-no-way-back"_s, wide, withoutDown,
            [](QWidget& view) { static_cast<MigrationEditor&>(view).showDownScript(true); } },
        { u"editor-problems"_s, { 760, 560 }, plainEditor, showProblems },
        { u"compare"_s, wide, comparison, {} },
    };
}

} // namespace corridor::gallery
