// SPDX-License-Identifier: MIT
// corridor lint: reviews scripts before they run.
#include "context.h"
#include "lint/linter.h"
#include "lint/rule_text.h"
#include "lint/sources.h"
#include "lint/text_report.h"
#include "report/json_document.h"
#include "report/text_table.h"

#include <QFile>
#include <QJsonArray>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

constexpr int oldestMajor = 12;
constexpr int newestMajor = 18;

struct Request {
    LintOptions options;
    std::optional<Severity> failOn = Severity::Warning; // unset: never
    bool json = false;
};

QList<QCommandLineOption> options()
{
    return { { "format", "text or json.", "FORMAT", "text" }, { "rules", "Lists the rules." },
        { "runner", "Who runs the scripts: prisma-6 (up to 7.3), prisma-7 (from 7.4), corridor or psql.", "RUNNER", "corridor" },
        { "server-version", "The server's major version, 12 to 18.", "N", "15" },
        { "fail-on", "The exit code is 6 from this severity on: note, warning, error or never.", "SEVERITY", "warning" } };
}

Result<Request> readRequest(const Context& context)
{
    Request request;
    const auto runner = runnerFromWord(context.value("runner"));
    if (!runner)
        return fail("usage", QString("There is no runner `%1`.").arg(context.value("runner")), "prisma-6, prisma-7, corridor or psql.");
    request.options.runner = *runner;
    request.options.major = context.value("server-version").toInt();
    if (request.options.major < oldestMajor || request.options.major > newestMajor)
        return fail("usage", QString("`%1` is no version of PostgreSQL that is known here.").arg(context.value("server-version")),
            "A major version, 12 to 18.");
    request.failOn = severityFromWord(context.value("fail-on"));
    if (!request.failOn && context.value("fail-on") != "never")
        return fail("usage", QString("There is no severity `%1`.").arg(context.value("fail-on")), "note, warning, error or never.");
    const QString format = context.value("format");
    if (format != "text" && format != "json")
        return fail("usage", QString("There is no format `%1`.").arg(format), "text or json.");
    request.json = context.json() || format == "json";
    return request;
}

Answer listRules(const Context& context)
{
    TextTable table({ { "RULE" }, { "SEVERITY" }, { "HAZARD" } });
    QJsonArray list;
    for (const Rule* rule : allRules()) {
        table.addRow({ rule->id, rule->enabled ? severityWord(rule->severity) : "off", rule->hazard });
        list << toJson(*rule, newestMajor);
    }
    context.print(table.toText(Terminal::of(STDOUT_FILENO, context.environment())).chopped(1));
    return QJsonObject { { "rules", list } };
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
        paths << project->migrationsPath;
    }
    return readLintFolders(paths, context.environment());
}

const Script* scriptOf(const LintFolder& folder, const Finding& finding)
{
    const auto found = std::ranges::find(folder.migrations, finding.file, &LintMigration::path);
    return found == folder.migrations.end() ? nullptr : &found->script;
}

Answer run(Context& context)
{
    if (context.isSet("rules"))
        return listRules(context);
    const auto request = readRequest(context);
    if (!request)
        return request.error();
    const auto folders = readFolders(context);
    if (!folders)
        return folders.error();
    const Terminal terminal = Terminal::of(STDOUT_FILENO, context.environment());
    QList<Finding> all;
    qsizetype scripts = 0;
    QString text;
    for (const LintFolder& folder : *folders) {
        const QList<Finding> findings = lint(folder.migrations, request->options, context.token());
        scripts += std::ranges::count_if(folder.migrations, &LintMigration::examined);
        for (const Finding& finding : request->json ? QList<Finding>() : findings)
            text += findingText(finding, scriptOf(folder, finding), terminal) + '\n';
        all << findings;
    }
    const bool failed = request->failOn && countAtLeast(all, *request->failOn) > 0;
    Answer answer(QJsonObject { { "findings", findingsToJson(all) }, { "scripts", scripts } }, failed ? ExitFindings : ExitOk);
    if (!request->json)
        context.print(text + summaryText(all, scripts));
    else if (!context.json())
        fputs(jsonDocument("lint", answer.json).constData(), stdout);
    return answer;
}

} // namespace

extern const Command lintCommand { "lint", "[PATH … | -]", "Reviews scripts for what locks, breaks or loses data.", options, run };

} // namespace corridor
