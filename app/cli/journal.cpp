// SPDX-License-Identifier: MIT
// corridor journal: the book of what was done, checked and handed out.
#include "journal/journal.h"

#include "context.h"
#include "base/redact.h"
#include "journal/journal_export.h"

#include <QFile>
#include <QJsonArray>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "head", "verify: a hash that was noted elsewhere, to find an end that was cut off.", "HASH" },
        { "limit", "list, export: how many runs, the newest first (100).", "N" },
        { "to", "move: a path, or the URL of a PostgreSQL database for a team.", "PLACE" }, { "format", "export: markdown or json.", "FORMAT" }, { "output", "export: the file; standard output without it.", "FILE" } };
}

Answer verify(const Context& context, const Journal& journal)
{
    const auto found = journal.verify(context.value("head"));
    if (!found)
        return found.error();
    QJsonArray faults;
    for (const JournalFault& fault : found->faults) {
        context.print(QString("line %1: %2").arg(fault.position).arg(fault.text));
        faults << QJsonObject { { "line", fault.position }, { "kind", faultWord(fault.kind) }, { "text", fault.text } };
    }
    Answer answer(QJsonObject { { "lines", found->lines }, { "head", found->head }, { "faults", faults } });
    if (!found->ok()) {
        answer.error = Error { .code = "journal-tampered", .message = QString("The journal was changed: %1 faults.").arg(found->faults.size()),
            .hint = "Find out who did; what the lines above name cannot be relied on." };
        answer.exitCode = ExitFailed;
        return answer;
    }
    context.print(QString("All %1 lines hold. Note the head elsewhere: %2").arg(found->lines).arg(found->head));
    return answer;
}

Result<QList<RunRecord>> wanted(const Context& context, const Journal& journal)
{
    bool isNumber = true;
    const int limit = context.isSet("limit") ? context.value("limit").toInt(&isNumber) : 100;
    if (!isNumber || limit < 1)
        return fail("usage", "--limit takes a number from 1.");
    auto runs = journal.runs({ .limit = limit });
    CORRIDOR_TRY(runs);
    for (RunRecord& record : *runs) {
        auto whole = journal.run(record.id);
        CORRIDOR_TRY(whole);
        record = *whole;
    }
    return runs;
}

Answer list(const Context& context, const Journal& journal)
{
    const auto runs = wanted(context, journal);
    if (!runs)
        return runs.error();
    QJsonArray array;
    for (const RunRecord& run : *runs) {
        context.print(QString("%1  %2 %3 %4  %5  %6").arg(run.startedAt.toLocalTime().toString("yyyy-MM-dd HH:mm:ss"))
                          .arg(run.action, -9).arg(run.outcome.isEmpty() ? "open" : run.outcome, -9).arg(run.who, -12).arg(run.target.key(), run.id));
        array << journalJson(run);
    }
    if (runs->isEmpty())
        context.print("Nothing was written down yet.");
    return QJsonObject { { "runs", array } };
}

Answer exportRuns(const Context& context, const Journal& journal)
{
    const QString format = context.isSet("format") ? context.value("format") : QString("markdown");
    if (format != "markdown" && format != "json")
        return usage("--format is markdown or json.");
    const auto runs = wanted(context, journal);
    if (!runs)
        return runs.error();
    const auto verified = journal.verify();
    if (!verified)
        return verified.error();
    const QByteArray text = format == "json" ? journalJsonText(*runs, *verified) : journalMarkdown(*runs, *verified);
    if (!context.isSet("output")) {
        context.print(QString::fromUtf8(text.chopped(1)));
        return QJsonObject { { "runs", int(runs->size()) }, { "text", context.json() ? QJsonValue(QString::fromUtf8(text)) : QJsonValue() } };
    }
    QFile file(context.value("output"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return Error { .code = "export-not-written", .message = file.fileName() + " could not be written: " + file.errorString() + '.' };
    context.print("Wrote " + file.fileName());
    return QJsonObject { { "runs", int(runs->size()) }, { "file", file.fileName() } };
}

Answer move(const Context& context)
{
    if (!context.isSet("to"))
        return usage("Give the new place: corridor journal move --to postgresql://… or a path.");
    const QString from = Journal::defaultPath(context.environment());
    const auto copied = Journal::copy(from, context.value("to"));
    if (!copied)
        return copied.error();
    context.print(QString("Copied %1 lines; the chain holds. Set CORRIDOR_JOURNAL to the new place for everybody; the old journal stays at %2.")
                      .arg(copied->lines).arg(redacted(from)));
    return QJsonObject { { "lines", copied->lines }, { "head", copied->head } };
}

Answer run(Context& context)
{
    const QString word = context.arguments().value(0, "list");
    if (word == "move")
        return move(context);
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    if (!journal)
        return journal.error();
    if (word == "list")
        return list(context, *journal);
    if (word == "verify")
        return verify(context, *journal);
    if (word == "export")
        return exportRuns(context, *journal);
    return usage(QString("`corridor journal %1` is nothing: give list, verify, export or move.").arg(word));
}

} // namespace

extern const Command journalCommand { "journal", "list|verify|export|move", "What was done, by whom and how it ended; checks that nobody has changed it.",
    options, run };

} // namespace corridor
