// SPDX-License-Identifier: MIT
// corridor lint: reviews scripts before they run.
#include "lint/linter.h"
#include "lint/rule_text.h"
#include "lint_request.h"
#include "report/text_table.h"
#include "review/baseline.h"
#include "review/fixes/fix_run.h"
#include "review/fixes/fixes.h"
#include "review/git_blame.h"
#include "review/signed_decisions.h"

#include <QDir>
#include <QFileInfo>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

constexpr int newestMajor = 18;

void writeOut(const QByteArray& text) { fwrite(text.constData(), 1, size_t(text.size()), stdout); }

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

// Programs read fixes from these; for the others the safe form is said in words.
bool showsFixes(OutputFormat format) { return format == OutputFormat::Json || format == OutputFormat::Sarif || format == OutputFormat::Html; }

// The scripts with their marks and decisions, for print.
void describe(Review& review, const LintRequest& request)
{
    review.reviewer = authorHere(QDir::currentPath());
    review.made = QDateTime::currentDateTimeUtc();
    for (const LintFolder& folder : request.folders) {
        SchemaState schema = request.config.options.schema;
        for (const LintMigration& migration : folder.migrations) {
            const QList<StatementMark> marks = marksOf(migration.script, schema, request.config.options.major, migration.examined);
            if (!migration.pending)
                schema.settle();
            if (!migration.examined)
                continue;
            review.marks.insert(migration.path, marks);
            review.decisions.insert(migration.path, signedDecisions(migration.script, QFileInfo(migration.path).absoluteFilePath(), review.reviewer));
        }
    }
}

Review reviewOf(const LintRequest& request, const CancelToken& token)
{
    Review review { .findings = request.history };
    for (const LintFolder& folder : request.folders) {
        QList<Finding> findings = lint(folder.migrations, request.config.options, token);
        tellUse(findings, folder.migrations, request.use);
        if (showsFixes(request.format))
            addFixes(findings, folder.migrations, request.config.options);
        review.findings << findings;
        for (const LintMigration& migration : folder.migrations) {
            if (migration.examined) {
                review.scripts.insert(migration.path, migration.script);
                ++review.migrations;
            }
        }
    }
    if (request.format == OutputFormat::Html)
        describe(review, request);
    return review;
}

Answer answerFor(const Context& context, const LintRequest& request, const Review& review)
{
    const auto threshold = request.config.failOn;
    const bool failed = threshold && countAtLeast(review.findings, *threshold) > 0;
    if (!context.json())
        writeOut(rendered(review, request.format, Terminal::of(STDOUT_FILENO, context.environment())));
    return Answer({ { "findings", toJson(review.findings) }, { "migrations", review.migrations }, { "known", review.known } },
        failed ? ExitFindings : ExitOk);
}

QJsonArray changesToJson(const QList<ScriptChange>& changes)
{
    QJsonArray list;
    for (const ScriptChange& change : changes)
        list << QJsonObject { { "file", change.file }, { "new", change.isNew }, { "script", QString::fromUtf8(change.after) } };
    return list;
}

Answer fixAll(const Context& context, const LintRequest& request)
{
    if (!request.scoped)
        return Error { .code = "fix-needs-scope", .message = "A script that ran somewhere must not be changed, and nothing here says which did.",
            .hint = "Name the scripts, or give --since REF, or --url or --profile of the database that has the history." };
    QJsonArray changes;
    QJsonArray applied;
    for (const LintFolder& folder : request.folders) {
        const FixRun run = corridor::fixAll(folder, request.config.options);
        if (!context.isSet("dry-run")) {
            if (const auto written = writeChanges(run.changes); !written)
                return written.error();
        }
        for (const QString& line : run.applied)
            context.print(line);
        for (const ScriptChange& change : context.isSet("dry-run") ? run.changes : QList<ScriptChange>())
            context.print(unifiedDiff(change));
        applied += QJsonArray::fromStringList(run.applied);
        for (const QJsonValue& change : changesToJson(run.changes))
            changes << change;
    }
    if (changes.isEmpty())
        context.print("There is nothing that could be rewritten safely.");
    return QJsonObject { { "dryRun", context.isSet("dry-run") }, { "applied", applied }, { "changes", changes } };
}

Answer run(Context& context)
{
    if (context.isSet("rules"))
        return listRules(context);
    const auto request = readLintRequest(context);
    if (!request)
        return request.error();
    if (context.isSet("fix"))
        return fixAll(context, *request);
    Review review = reviewOf(*request, context.token());
    if (context.isSet("write-baseline")) {
        const auto written = Baseline::of(review).write(context.value("write-baseline"));
        return written ? Answer(QJsonObject { { "findings", review.findings.size() } }) : Answer(written.error());
    }
    if (context.isSet("baseline")) {
        const auto baseline = Baseline::read(context.value("baseline"));
        if (!baseline)
            return baseline.error();
        baseline->apply(review);
    }
    return answerFor(context, *request, review);
}

} // namespace

extern const Command lintCommand { "lint", "[PATH … | -]", "Reviews scripts for what locks, breaks or loses data.", lintOptions, run };

} // namespace corridor
