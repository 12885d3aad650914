// SPDX-License-Identifier: MIT
#include "rehearsal/report_page.h"

#include "rehearsal/lock_picture.h"
#include "report/html_text.h"
#include "report/quantity_text.h"

namespace corridor {

namespace {

constexpr auto style = R"(
:root { color-scheme: light dark; --line: #8886; --reads: #c9302c; --writes: #d98a00; --other: #5b8db8; --good: #2e7d32; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .2rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; font-size: .88rem } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line) }
td.n, th.n { text-align: right; white-space: nowrap } pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .82rem }
.verdict { font-weight: 600; padding: .1rem .6rem; border: 2px solid; border-radius: .3rem } .passed { color: var(--good) } .attention { color: var(--writes) } .failed { color: var(--reads) }
svg { width: 100%; height: auto; font-size: 12px } svg text { fill: currentColor } svg .number { font-size: 10px; opacity: .7 } svg .tick { stroke: var(--line) }
.reads { fill: var(--reads); background: var(--reads) } .writes { fill: var(--writes); background: var(--writes) } .other { fill: var(--other); background: var(--other) }
.key span { display: inline-block; width: .9rem; height: .9rem; margin: 0 .3rem 0 1rem; vertical-align: -.1rem }
@media print { body { margin: 0; max-width: none } h2, tr { break-after: avoid; break-inside: avoid } :root { color-scheme: light } * { print-color-adjust: exact } }
)";

QString ms(double value) { return value < 10 ? QString::number(value, 'f', 1) + " ms" : durationText(qint64(value)); }

QString paragraph(const QString& text) { return "<p>" + htmlEscaped(text) + "</p>\n"; }

QString listOf(const QStringList& items)
{
    if (items.isEmpty())
        return {};
    QString html = "<ul>\n";
    for (const QString& item : items)
        html += "<li>" + htmlEscaped(item) + "</li>\n";
    return html + "</ul>\n";
}

QString rangeText(const Estimate& estimate)
{
    return estimate.known ? ms(estimate.lowMs) + " – " + ms(estimate.highMs) : "unknown";
}

QString cell(const QString& html, bool isNumber = false) { return (isNumber ? "<td class=\"n\">" : "<td>") + html + "</td>"; }

QString locksHtml(const TracedStatement& statement)
{
    QStringList lines;
    for (const TracedLock& lock : statement.locks) {
        if (lock.kind != "index" && lock.kind != "toast" && lock.mode != LockMode::AccessShare)
            lines << htmlEscaped(lock.relation + ": " + lockWord(lock.mode));
    }
    for (const LockSurprise& surprise : statement.surprises)
        if (std::max(surprise.observed, surprise.predicted) > LockMode::RowExclusive)
            lines << "<em>" + htmlEscaped(surprise.text()) + "</em>";
    return lines.join("<br>");
}

QString workHtml(const TracedStatement& statement)
{
    QStringList lines;
    if (!statement.rewritten.isEmpty())
        lines << "writes anew " + statement.rewritten.join(", ");
    if (!statement.created.isEmpty())
        lines << "makes " + statement.created.join(", ");
    if (!statement.dropped.isEmpty())
        lines << "drops " + statement.dropped.join(", ");
    for (const TracedAccess& access : statement.accesses) {
        if (access.scans > 0)
            lines << QString("reads all of %1 (%2)").arg(access.relation, countText(access.rowsRead, "row"));
        if (access.rowsWritten > 0)
            lines << QString("writes %1 of %2").arg(countText(access.rowsWritten, "row"), access.relation);
    }
    if (statement.tempBytes > 0)
        lines << "temporary files of " + sizeText(statement.tempBytes);
    lines << statement.notices;
    for (QString& line : lines)
        line = htmlEscaped(line);
    return lines.join("<br>");
}

QString row(const TracedStatement& statement, const Estimate& estimate)
{
    return "<tr>" + cell(QString::number(statement.index + 1), true) + cell(QString::number(statement.line), true)
        + cell("<pre>" + htmlEscaped(statement.sql) + "</pre>" + (statement.outcome == "failed" ? "<strong class=\"failed\">failed</strong>" : ""))
        + cell(ms(statement.durationMs), true) + cell(locksHtml(statement)) + cell(workHtml(statement))
        + cell(sizeText(statement.walBytes), true)
        + QString("<td class=\"n\" title=\"%1\">%2</td></tr>\n").arg(htmlEscaped(estimate.basis), rangeText(estimate));
}

QString section(const TracedMigration& migration, const QList<Estimate>& estimates)
{
    QString html = "<section>\n<h2>" + htmlEscaped(migration.name) + "</h2>\n"
        + paragraph(QString("%1 in %2 (%3).").arg(migration.outcome, ms(migration.durationMs), migration.mode));
    const QString picture = lockPicture(migration);
    if (!picture.isEmpty())
        html += "<p class=\"key\">Locks held:<span class=\"reads\"></span>keeps readers and writers out<span class=\"writes\"></span>keeps writers out"
                "<span class=\"other\"></span>neither</p>\n" + picture;
    html += "<table>\n<thead><tr><th class=\"n\">#</th><th class=\"n\">Line</th><th>Statement</th><th class=\"n\">Time</th><th>Locks taken</th>"
            "<th>Work</th><th class=\"n\">WAL</th><th class=\"n\">Production</th></tr></thead>\n<tbody>\n";
    for (qsizetype i = 0; i < migration.statements.size(); ++i)
        html += row(migration.statements[i], estimates.value(i));
    return html + "</tbody></table>\n</section>\n";
}

QString head(const RehearsalReport& report)
{
    const QString verdict = verdictWord(report.verdict);
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n"
           "<title>Rehearsal: " + verdict + "</title>\n<style>" + style + "</style></head>\n<body>\n<h1>Rehearsal</h1>\n"
        + QString("<p><span class=\"verdict %1\">%1</span> %2</p>\n").arg(verdict, isoTimestamp(report.startedAt));
}

QString copyHtml(const RehearsalReport& report)
{
    return "<h2>The copy</h2>\n"
        + paragraph(QString("Of %1, rows: %2; PostgreSQL %3, %4, made in %5.")
                        .arg(report.clone.source, report.clone.rows).arg(report.clone.serverVersion / 10000)
                        .arg(sizeText(report.clone.bytes), durationText(report.clone.durationMs)))
        + listOf(report.clone.notes);
}

QString estimateHtml(const RehearsalReport& report)
{
    const Estimate& total = report.total;
    QString html = "<h2>Production</h2>\n" + paragraph("Duration: " + rangeText(total) + ". " + total.basis)
        + paragraph(QString("Disk space that has to be free: %1, beside %2 of WAL.").arg(sizeText(total.diskBytes), sizeText(total.walBytes)));
    QStringList bases;
    for (qsizetype m = 0; m < report.migrations.size(); ++m)
        for (qsizetype s = 0; s < report.estimates.value(m).size(); ++s)
            if (const Estimate& estimate = report.estimates[m][s]; !report.migrations[m].statements[s].accesses.isEmpty())
                bases << QString("%1, line %2: %3").arg(report.migrations[m].name).arg(report.migrations[m].statements[s].line).arg(estimate.basis);
    return html + listOf(bases);
}

QString proofHtml(const RollbackProof& proof)
{
    return "<h2>Way back</h2>\n" + paragraph(proofWord(proof.verdict) + (proof.why.isEmpty() ? QString(".") : ": " + proof.why))
        + listOf(proof.differences);
}

QString queriesHtml(const QueryReport& queries)
{
    QString html = "<h2>The application's queries</h2>\n";
    if (queries.source.isEmpty())
        return html + paragraph(queries.why);
    html += paragraph(QString("%1 of %2 prepared before and after each script; %3.").arg(countText(queries.count, "query", "queries"), queries.source,
        queries.changes.isEmpty() ? "none changes" : countText(queries.changes.size(), "change")));
    if (queries.changes.isEmpty())
        return html;
    html += "<table><thead><tr><th>After</th><th>Query</th><th class=\"n\">Calls</th><th>Change</th></tr></thead><tbody>\n";
    for (const QueryChange& change : queries.changes)
        html += "<tr>" + cell(htmlEscaped(change.migration)) + cell("<pre>" + htmlEscaped(change.sql) + "</pre>") + cell(QString::number(change.calls), true)
            + cell("<strong>" + changeWord(change.kind) + "</strong> " + htmlEscaped(change.why)) + "</tr>\n";
    return html + "</tbody></table>\n";
}

QString loadHtml(const LoadReport& load)
{
    if (load.source.isEmpty())
        return load.why.isEmpty() ? QString() : "<h2>Under load</h2>\n" + paragraph(load.why);
    QString html = "<h2>Under load</h2>\n"
        + paragraph(QString("%1 of %2, %3 while the scripts ran (%4). The longest wait for them: readers %5, writers %6.")
                        .arg(countText(load.clients, "client"), load.source, countText(load.transactions, "transaction"), ms(load.durationMs), ms(load.readersMs), ms(load.writersMs)));
    if (load.blocked.isEmpty())
        return html;
    html += "<table><thead><tr><th>Statement</th><th>Waited for</th><th class=\"n\">Times</th><th class=\"n\">Longest</th></tr></thead><tbody>\n";
    for (const BlockedStatement& statement : load.blocked)
        html += "<tr>" + cell("<pre>" + htmlEscaped(statement.sql) + "</pre>") + cell(htmlEscaped(statement.waitedFor)) + cell(QString::number(statement.times), true)
            + cell(ms(statement.longestMs), true) + "</tr>\n";
    return html + "</tbody></table>\n";
}

QString checksHtml(const QList<CheckResult>& checks)
{
    if (checks.isEmpty())
        return {};
    QString html = "<h2>Checks</h2>\n<table><thead><tr><th>Check</th><th>Before</th><th>After</th></tr></thead><tbody>\n";
    for (const CheckResult& check : checks)
        html += "<tr>" + cell(htmlEscaped(check.name)) + cell(htmlEscaped(check.before.text())) + cell(htmlEscaped(check.after.text())) + "</tr>\n";
    return html + "</tbody></table>\n";
}

} // namespace

QByteArray reportPage(const RehearsalReport& report)
{
    QString html = head(report) + listOf(report.reasons);
    if (report.error)
        html += "<pre class=\"failed\">" + htmlEscaped(report.error->toText()) + "</pre>\n";
    if (report.migrations.isEmpty())
        html += paragraph("Nothing is pending.");
    html += estimateHtml(report) + proofHtml(report.rollback) + checksHtml(report.checks) + queriesHtml(report.queries) + loadHtml(report.load);
    for (qsizetype i = 0; i < report.migrations.size(); ++i)
        html += section(report.migrations[i], report.estimates.value(i));
    return (html + copyHtml(report) + "</body></html>\n").toUtf8();
}

} // namespace corridor
