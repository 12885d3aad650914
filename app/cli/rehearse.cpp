// SPDX-License-Identifier: MIT
// corridor rehearse: runs what is pending on a copy, and reports.
#include "rehearsal/rehearse.h"

#include "engine/run_journal.h"
#include "profile/profile_store.h"
#include "rehearsal/report_page.h"
#include "report/quantity_text.h"
#include "report/text_table.h"
#include "report/text_width.h"
#include "backup/words.h"
#include "run_output.h"
#include "schema_options.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "from", "What is copied: a profile or a URL (default: the database itself). It is only read.", "PROFILE" },
        { "from-dump", "Copies what pg_dump wrote into a file.", "FILE" },
        { "rows", "How many of the rows: none (default), stats (what the planner knows of them), sample:N% with the rows that these refer to, or full.", "ROWS" },
        { "queries", "The application's queries, instead of those that production's pg_stat_statements has seen.", "FILE" },
        { "load", "Runs everything once more while pgbench's clients run a script, or `queries`: those of pg_stat_statements.", "FILE" },
        { "report", "Writes the report as one HTML file, for the screen and for paper.", "FILE" } };
}

Result<ConnectionOptions> namedSource(const Context& context)
{
    const QString name = context.value("from");
    if (name.contains("://") || name.contains('='))
        return parseConnection(name, context.environment());
    const auto store = ProfileStore::open(ProfileStore::defaultPath(context.environment()));
    CORRIDOR_TRY(store);
    const auto profile = store->find(name);
    CORRIDOR_TRY(profile);
    return context.profileConnection(*profile);
}

Result<RehearsalRequest> requestOf(Context& context)
{
    if (context.isSet("from") && context.isSet("from-dump"))
        return fail("usage", "Give one of --from and --from-dump.");
    RehearsalRequest request { .environment = context.environment() };
    request.queryFile = context.value("queries");
    if (context.isSet("load"))
        request.load.emplace().file = context.value("load") == "queries" ? QString() : context.value("load");
    const auto rows = rowChoice(context.isSet("rows") ? context.value("rows") : QString("none"));
    CORRIDOR_TRY(rows);
    request.rows = context.isSet("from-dump") ? RowChoice { .rows = CloneRows::Full } : *rows;
    if (const auto production = context.connection())
        request.production = *production;
    else if (!context.isSet("from") && !context.isSet("from-dump"))
        return std::unexpected(production.error());
    if (context.isSet("from-dump")) {
        request.source.dump = request.sourceText = context.value("from-dump");
        return request;
    }
    const auto source = context.isSet("from") ? namedSource(context) : Result<ConnectionOptions>(*request.production);
    CORRIDOR_TRY(source);
    request.source.database = *source;
    request.sourceText = source->display();
    return request;
}

// What the journal keeps as the plan: the scripts, so that the checklist can tell that these very ones were rehearsed.
Result<QJsonObject> planOf(Context& context, const Project& project, const RehearsalRequest& request)
{
    QJsonObject plan { { "rows", request.rows.word() }, { "source", request.sourceText } };
    const auto& known = request.production ? request.production : request.source.database;
    if (!known)
        return plan;
    auto session = Session::open(*known, context.token());
    CORRIDOR_TRY(session);
    const auto state = inspect(*session, project, context.token());
    CORRIDOR_TRY(state);
    const auto planned = planDeploy(project, *state);
    CORRIDOR_TRY(planned);
    plan["migrations"] = planned->toJson()["migrations"];
    return plan;
}

QString timeText(const Estimate& estimate)
{
    return estimate.known ? durationText(qint64(estimate.lowMs)) + " – " + durationText(qint64(estimate.highMs)) : QString("unknown");
}

QString locksText(const TracedStatement& statement)
{
    QStringList words;
    for (const TracedLock& lock : statement.locks) {
        if (lock.kind == "table" && lock.mode > LockMode::RowExclusive)
            words << lock.relation + ": " + lockWord(lock.mode);
    }
    if (!statement.rewritten.isEmpty())
        words << "rewrites " + statement.rewritten.join(", ");
    return words.join("; ");
}

void printReport(const Context& context, const RehearsalReport& report)
{
    TextTable table({ { "Line", TableColumn::Align::Right }, { "Statement" }, { "Time", TableColumn::Align::Right },
        { "Production", TableColumn::Align::Right }, { "WAL", TableColumn::Align::Right }, { "Locks and work" } });
    for (qsizetype m = 0; m < report.migrations.size(); ++m) {
        for (qsizetype s = 0; s < report.migrations[m].statements.size(); ++s) {
            const TracedStatement& statement = report.migrations[m].statements[s];
            table.addRow({ QString::number(statement.line), statement.kind, durationText(qint64(statement.durationMs)),
                timeText(report.estimates[m][s]), sizeText(statement.walBytes), locksText(statement) });
        }
    }
    if (!table.isEmpty())
        context.print(table.toText().trimmed());
    for (const CheckResult& check : report.checks)
        context.print(QString("check %1: before %2, after %3").arg(check.name, check.before.text(), check.after.text()));
    for (const QueryChange& change : report.queries.changes)
        context.print(QString("query %1 after %2: %3\n    %4").arg(changeWord(change.kind), change.migration, singleLine(change.sql), change.why));
    if (!report.load.source.isEmpty())
        context.print(QString("under load: readers waited up to %1, writers up to %2").arg(durationText(qint64(report.load.readersMs)), durationText(qint64(report.load.writersMs))));
    else if (!report.load.why.isEmpty())
        context.print("under load: " + report.load.why);
    context.print("way back: " + proofWord(report.rollback.verdict) + (report.rollback.why.isEmpty() ? "" : ", " + report.rollback.why));
    for (const QString& note : report.clone.notes)
        context.print("note: " + note);
    for (const QString& reason : report.reasons)
        context.print("- " + reason);
    context.print(QString("Rehearsed %1 on a copy (rows: %2): %3. Production: %4.")
                      .arg(countText(report.migrations.size(), "migration"), report.clone.rows, verdictWord(report.verdict), timeText(report.total)));
}

Error rehearsalFailed(const RehearsalReport& report)
{
    Error error = report.error.value_or(Error {});
    error.code = "rehearsal-failed";
    error.message = report.reasons.value(0);
    error.state = "only the copy was changed, and it is gone";
    if (error.hint.isEmpty() || report.error)
        error.hint = "Correct the script, and rehearse again.";
    return error;
}

Observer tell(Context& context)
{
    return [told = terminalObserver(context)](const RunEvent& event) {
        if (event.kind != RunEvent::Kind::Notice || event.message.severity != "LOG")
            told(event);
    };
}

Result<RehearsalReport> carryOut(Context& context, const Project& project, const RehearsalRequest& request)
{
    auto report = rehearse(project, request, backupProgress(context), tell(context), context.token());
    context.progress({});
    CORRIDOR_TRY(report);
    if (context.isSet("report"))
        CORRIDOR_TRY(writeFile(context.value("report"), reportPage(*report)));
    return report;
}

// What the rehearsal proved, for the checklist's probes; each is a fact of its own.
QStringList proofsOf(const RehearsalReport& report)
{
    QStringList proofs;
    if (report.error || report.migrations.isEmpty())
        return proofs;
    if (report.rollback.verdict == RollbackProof::Verdict::Proved)
        proofs << "prove-rollback";
    if (report.queries.count > report.queries.unprepared && report.queries.changes.isEmpty())
        proofs << "prove-compatibility";
    if (report.blocking.isEmpty() && report.total.known && (report.clone.rows == "full" || report.clone.rows.startsWith("sample")))
        proofs << "prove-no-blocking";
    return proofs;
}

void noteProofs(Context& context, const ConnectionOptions& target, const QJsonObject& plan, const RehearsalReport& report)
{
    for (const QString& proof : proofsOf(report))
        if (const auto noted = journaled(context, proof, target, plan, [] { return Result<void>(); }); !noted)
            context.warn("The journal could not be written: " + noted.error().message);
}

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto request = requestOf(context);
    if (!request)
        return request.error();
    const auto plan = planOf(context, *project, *request);
    if (!plan)
        return plan.error();
    const ConnectionOptions target = request->production.value_or(request->source.database.value_or(ConnectionOptions()));
    RehearsalReport report;
    const auto done = journaled(context, "rehearse", target, *plan, [&]() -> Result<void> {
        auto rehearsed = carryOut(context, *project, *request);
        CORRIDOR_TRY(rehearsed);
        report = std::move(*rehearsed);
        printReport(context, report);
        return report.verdict == RehearsalReport::Verdict::Failed ? std::unexpected(rehearsalFailed(report)) : Result<void>();
    });
    Answer answer = done ? Answer() : Answer(done.error());
    if (!report.startedAt.isValid())
        return answer;
    noteProofs(context, target, *plan, report);
    answer.json = report.toJson();
    answer.json["report"] = context.isSet("report") ? QJsonValue(context.value("report")) : QJsonValue();
    return answer;
}

} // namespace

extern const Command rehearseCommand { "rehearse", "[--from PROFILE | --from-dump FILE] [--rows none|stats|sample:N%|full] [--queries FILE] [--load FILE] [--report FILE.html]",
    "Runs what is pending on a copy: times, locks, rewrites, estimates, the way back.", options, run };

} // namespace corridor
