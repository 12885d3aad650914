// SPDX-License-Identifier: MIT
#include "lint_request.h"

#include "lint/patterns.h"
#include "lint/rule.h"
#include "review/git_tree.h"
#include "review/live_schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cstdio>

namespace corridor {

namespace {

constexpr int oldestMajor = 12;
constexpr int newestMajor = 18;

Error wrongWord(const char* what, const QString& word, const QStringList& words)
{
    const QString near = nearestWord(word, words);
    return { .code = "usage", .message = QString("There is no %1 `%2`.").arg(what, word),
        .hint = near.isEmpty() ? words.join(", ") + '.' : QString("Did you mean `%1`?").arg(near) };
}

Result<void> readRunner(const Context& context, LintOptions& options)
{
    if (!context.isSet("runner"))
        return {};
    const auto runner = runnerFromWord(context.value("runner"));
    if (!runner)
        return std::unexpected(wrongWord("runner", context.value("runner"), { "prisma-6", "prisma-7", "corridor", "psql" }));
    options.runner = *runner;
    return {};
}

Result<void> readVersion(const Context& context, LintOptions& options)
{
    if (!context.isSet("server-version"))
        return {};
    const QString version = context.value("server-version");
    const int major = version.section('.', 0, 0).toInt();
    bool minorOk = true;
    const int minor = version.contains('.') ? version.section('.', 1).toInt(&minorOk) : -1;
    if (major < oldestMajor || major > newestMajor || !minorOk)
        return fail("usage", QString("`%1` is no version of PostgreSQL that is known here.").arg(version), "A version of 12 to 18, as 15 or 14.2.");
    options.major = major;
    options.minor = minor;
    return {};
}

Result<void> readThreshold(const Context& context, LintConfig& config)
{
    if (!context.isSet("fail-on"))
        return {};
    config.failOn = severityFromWord(context.value("fail-on"));
    if (!config.failOn && context.value("fail-on") != "never")
        return std::unexpected(wrongWord("severity", context.value("fail-on"), { "note", "warning", "error", "never" }));
    return {};
}

Result<OutputFormat> readFormat(const Context& context)
{
    if (context.json())
        return OutputFormat::Json;
    const auto format = formatFromWord(context.value("format"));
    if (!format)
        return std::unexpected(wrongWord("format", context.value("format"), formatWords()));
    return *format;
}

Result<QList<LintFolder>> readFolders(Context& context)
{
    QStringList paths = context.arguments();
    if (paths == QStringList { "-" }) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return fail("path-unreadable", "Standard input cannot be read.");
        return QList<LintFolder> { lintFolderOf("-", input.readAll()) };
    }
    if (paths.isEmpty()) {
        const auto project = context.project();
        CORRIDOR_TRY(project);
        // As git and editors name files, where that is possible.
        const QString relative = QDir::current().relativeFilePath(project->migrationsPath);
        paths << (relative.startsWith("..") ? project->migrationsPath : relative);
    }
    return readLintFolders(paths, context.environment());
}

QString folderOfConfig(const Context& context)
{
    const QString first = context.arguments().value(0);
    if (!first.isEmpty() && first != "-")
        return QFileInfo(first).isDir() ? first : QFileInfo(first).absolutePath();
    return context.isSet("project") ? context.value("project") : QDir::currentPath();
}

// A script, or the folder of one, was named: that one is meant.
bool isNamedOneByOne(const QStringList& paths)
{
    return !paths.isEmpty() && std::ranges::all_of(paths, [](const QString& path) {
        return path == "-" || QFileInfo(path).isFile() || QFileInfo::exists(path + "/migration.sql");
    });
}

Result<void> keepNewSince(LintRequest& request, const QString& ref)
{
    for (LintFolder& folder : request.folders) {
        const auto tree = GitTree::open(QFileInfo(folder.path).isDir() ? folder.path : QFileInfo(folder.path).absolutePath(), ref);
        CORRIDOR_TRY(tree);
        for (LintMigration& migration : folder.migrations) {
            migration.examined = migration.examined && tree->isNew(QFileInfo(migration.path).absoluteFilePath(), migration.script.text);
            migration.pending = migration.pending || migration.examined;
        }
    }
    request.scoped = true;
    return {};
}

Finding historyFinding(const LintMigration& migration, const QString& message)
{
    const Rule& rule = *findRule("edited-or-out-of-order-migration");
    Finding finding { .rule = rule.id, .severity = rule.severity, .migration = migration.name, .file = migration.path };
    finding.line = finding.column = finding.endLine = finding.endColumn = 1;
    finding.message = message;
    finding.why = rule.hazard;
    return finding;
}

// What has run is in the live schema already; what is left is pending.
void keepPending(LintRequest& request, LintFolder& folder, const Diagnosis& diagnosis)
{
    QList<LintMigration> kept;
    for (LintMigration& migration : folder.migrations) {
        const MigrationStatus* status = diagnosis.find(migration.name);
        if (status && status->state == MigrationState::Edited)
            request.history << historyFinding(migration, "The script was changed after it was applied to this database.");
        if (status && status->state == MigrationState::OutOfOrder)
            request.history << historyFinding(migration, "It is pending, and migrations after it are applied already.");
        if (status && !status->isPending())
            continue;
        migration.pending = true;
        kept << migration;
    }
    folder.migrations = kept;
}

Result<void> readConnection(Context& context, LintRequest& request)
{
    auto session = context.connect();
    CORRIDOR_TRY(session);
    const auto schema = readLiveSchema(*session, context.token());
    CORRIDOR_TRY(schema);
    const auto use = readLiveUse(*session, context.token());
    CORRIDOR_TRY(use);
    request.use = *use;
    request.config.options.schema = *schema;
    request.config.options.major = session->server().major();
    request.config.options.minor = session->server().version % 10000;
    request.live = request.scoped = true;
    const auto project = context.project();
    if (!project)
        return {}; // scripts without a project: none of them has run
    const auto state = inspect(*session, *project, context.token());
    CORRIDOR_TRY(state);
    const Diagnosis diagnosis = diagnose(project->migrations, state->rows, state->tableExists);
    for (LintFolder& folder : request.folders)
        keepPending(request, folder, diagnosis);
    return {};
}

} // namespace

QList<QCommandLineOption> lintOptions()
{
    return { { "format", "text, json, sarif, junit, github, gitlab, markdown or html.", "FORMAT", "text" }, { "rules", "Lists the rules." },
        { "runner", "Who runs the scripts: prisma-6 (up to 7.3), prisma-7 (from 7.4), corridor or psql.", "RUNNER" },
        { "server-version", "The server's version, 12 to 18, as 15 or 14.2.", "N" },
        { "fail-on", "The exit code is 6 from this severity on: note, warning (the default), error or never.", "SEVERITY" },
        { "since", "Examines only what the commit, branch or tag does not hold.", "REF" },
        { "baseline", "Leaves out the findings that this file knows.", "FILE" },
        { "write-baseline", "Writes the findings into a file, for --baseline.", "FILE" },
        { "fix", "Rewrites what has a safer form: scripts named one by one, new --since a commit, or pending on --url." },
        { "dry-run", "With --fix: shows the changes and writes nothing." } };
}

Result<LintRequest> readLintRequest(Context& context)
{
    LintRequest request;
    auto config = readLintConfig(folderOfConfig(context));
    CORRIDOR_TRY(config);
    request.config = *config;
    CORRIDOR_TRY(readRunner(context, request.config.options));
    CORRIDOR_TRY(readVersion(context, request.config.options));
    CORRIDOR_TRY(readThreshold(context, request.config));
    const auto format = readFormat(context);
    CORRIDOR_TRY(format);
    request.format = *format;
    auto folders = readFolders(context);
    CORRIDOR_TRY(folders);
    request.folders = *folders;
    request.scoped = isNamedOneByOne(context.arguments());
    if (context.isSet("since"))
        CORRIDOR_TRY(keepNewSince(request, context.value("since")));
    if (context.isSet("url") || context.isSet("profile"))
        CORRIDOR_TRY(readConnection(context, request));
    return request;
}

} // namespace corridor
