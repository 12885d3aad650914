// SPDX-License-Identifier: MIT
// The review as a page for print: each script with its marks, what was found in it, and what was decided by whom. One
// file without anything from elsewhere; plain enough for QTextDocument, which makes the PDF of it.
#include "base/redact.h"
#include "report/html_text.h"
#include "report/quantity_text.h"
#include "review/output/output.h"

namespace corridor {

static constexpr const char* style = "body{font-family:sans-serif;font-size:10pt;color:#1b1e22;background:#ffffff}"
                                     "h1{font-size:18pt}h2{font-size:13pt;margin-top:18pt}"
                                     "table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:1pt 4pt}"
                                     ".code{font-family:monospace;font-size:9pt;white-space:pre-wrap}"
                                     ".number{color:#6b7178;text-align:right}.mark{color:#44494f;font-size:8pt}"
                                     ".error{background:#fbe3e4}.warning{background:#fdf0d5}.note{background:#e7f0fa}"
                                     ".small{color:#55595f;font-size:9pt}";

// `words` between backticks are code.
static QString sentence(const QString& text)
{
    const QStringList parts = text.split('`');
    if (parts.size() % 2 == 0)
        return htmlEscaped(text);
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i)
        html += i % 2 ? "<code>" + htmlEscaped(parts[i]) + "</code>" : htmlEscaped(parts[i]);
    return html;
}

static QString badge(const StatementMark& mark)
{
    QStringList words;
    if (mark.lock != LockMode::None)
        words << lockWord(mark.lock);
    if (mark.work != TableWork::None)
        words << workWord(mark.work);
    if (mark.alone)
        words << "no transaction";
    return htmlEscaped(words.join(", "));
}

static QString entry(const Finding& finding)
{
    const QString word = severityWord(finding.severity);
    QString html = QString("<p class=\"%1\"><b>%1</b> ").arg(word) + sentence(finding.message)
        + " <span class=\"small\">[" + htmlEscaped(finding.rule) + "]</span>";
    if (!finding.why.isEmpty())
        html += "<br><span class=\"small\">" + sentence(finding.why) + "</span>";
    if (finding.fix)
        html += "<br><span class=\"small\">Fix: " + sentence(finding.fix->title) + ".</span>";
    return html + "</p>";
}

// A line, without what a finding says is a secret and without the passwords that are known by their form.
static QString shownLine(const Script& script, int line, const QList<Finding>& findings)
{
    QString text = QString::fromUtf8(script.lines.lineText(line));
    for (const Finding& finding : findings) {
        if (!isSecret(finding) || line < finding.line || line > finding.endLine)
            continue;
        const QByteArray bytes = script.lines.lineText(line);
        const qsizetype kept = line == finding.line ? finding.begin - script.lines.lineBegin(line) : 0;
        text = QString::fromUtf8(bytes.first(std::min(kept, bytes.size()))) + QChar(0x2026);
        break;
    }
    return redacted(text);
}

// The lines of a script, a mark beside those where a statement begins, findings below those that they are about.
static QString listing(const Script& script, const QList<StatementMark>& marks, const QList<Finding>& findings)
{
    QHash<int, QString> beside;
    for (const StatementMark& mark : marks)
        beside[mark.line] = badge(mark);
    QString html = "<table>";
    for (int line = 1; line <= script.lines.lineCount(); ++line) {
        html += QString("<tr><td class=\"number\" width=\"32\">%1</td><td class=\"code\">%2</td><td class=\"mark\" width=\"150\">%3</td></tr>")
                    .arg(QString::number(line), htmlEscaped(shownLine(script, line, findings)), beside.value(line));
        for (const Finding& finding : findings) {
            if (finding.line == line)
                html += "<tr><td></td><td colspan=\"2\">" + entry(finding) + "</td></tr>";
        }
    }
    return html + "</table>";
}

static QString decided(const QList<SignedDecision>& decisions)
{
    if (decisions.isEmpty())
        return {};
    QString html = "<h3>Decisions</h3><table border=\"1\"><tr><th>Line</th><th>Allowed</th><th>Because</th><th>By</th></tr>";
    for (const SignedDecision& item : decisions) {
        html += "<tr>";
        for (const QString& cell : { QString::number(item.decision.line) + (item.decision.wholeFile ? " (whole file)" : ""),
                 item.decision.rules.join(", "), item.decision.reason, item.author })
            html += "<td>" + htmlEscaped(cell) + "</td>";
        html += "</tr>";
    }
    return html + "</table>";
}

static QString section(const Review& review, const QString& file, const QList<Finding>& findings)
{
    const QList<SignedDecision> decisions = review.decisions.value(file);
    const auto script = review.scripts.constFind(file);
    if (script == review.scripts.constEnd() || (findings.isEmpty() && decisions.isEmpty() && review.scripts.size() > 1))
        return {};
    qsizetype worst = -1;
    for (const Finding& finding : findings)
        worst = std::max(worst, static_cast<qsizetype>(finding.severity));
    const QString verdict = worst < 0 ? "nothing found" : "worst: " + severityWord(static_cast<Severity>(worst));
    return "<h2>" + htmlEscaped(file) + " <span class=\"small\">(" + verdict + ")</span></h2>"
        + listing(*script, review.marks.value(file), findings) + decided(decisions);
}

QByteArray htmlOutput(const Review& review)
{
    QHash<QString, QList<Finding>> byFile;
    QString folder;
    for (const Finding& finding : review.findings) {
        if (finding.line > 0 && review.scripts.contains(finding.file))
            byFile[finding.file] << finding;
        else
            folder += entry(finding);
    }
    QString html = QString("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Review of migrations</title><style>%1</style></head><body>")
                       .arg(QLatin1StringView(style));
    html += "<h1>Review of migrations</h1><p>" + htmlEscaped(review.summary()) + ".</p>";
    if (!review.reviewer.isEmpty())
        html += "<p class=\"small\">Printed for " + htmlEscaped(review.reviewer) + ", " + htmlEscaped(isoTimestamp(review.made)) + "</p>";
    if (!folder.isEmpty())
        html += "<h2>The folder</h2>" + folder;
    QStringList files = review.scripts.keys();
    files.sort();
    for (const QString& file : std::as_const(files))
        html += section(review, file, byFile.value(file));
    return (html + "</body></html>\n").toUtf8();
}

} // namespace corridor
