// SPDX-License-Identifier: MIT
#include "lint/text_report.h"

#include "lint/rule.h"
#include "report/quantity_text.h"

#include <QJsonObject>
#include <QSet>
#include <algorithm>

namespace corridor {

static TextStyle styleOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return TextStyle::Bad;
    case Severity::Warning:
        return TextStyle::Warning;
    case Severity::Note:
        break;
    }
    return TextStyle::Accent;
}

static QString safeForm(const Finding& finding)
{
    const Rule* rule = findRule(finding.rule);
    return rule ? QString::fromUtf8(rule->safe) : QString();
}

// The line, and a caret under the first character; tabs stay, so that the caret stands right.
static QString excerpt(const Finding& finding, const Script& script, const Terminal& terminal)
{
    constexpr qsizetype widest = 160;
    const QString line = QString::fromUtf8(script.lines.lineText(finding.line));
    const qsizetype from = finding.column > widest ? finding.column - widest / 2 : 0;
    QString pad = line.sliced(std::min(from, line.size()), std::max<qsizetype>(0, std::min<qsizetype>(finding.column - 1, line.size()) - from));
    for (QChar& c : pad)
        c = c == '\t' ? c : QChar(' ');
    const QString gutter = QString::number(finding.line);
    return QString("  %1 | %2\n  %3 | %4%5\n")
        .arg(gutter, line.sliced(std::min(from, line.size())).left(widest), QString(gutter.size(), ' '), pad,
            terminal.styled("^", styleOf(finding.severity)));
}

QString findingText(const Finding& finding, const Script* script, const Terminal& terminal)
{
    QString place = finding.file;
    if (finding.line > 0)
        place += QString(":%1:%2").arg(finding.line).arg(finding.column);
    QString text = place.isEmpty() ? QString() : terminal.styled(place, TextStyle::Strong) + ": ";
    text += terminal.styled(severityWord(finding.severity) + ':', styleOf(finding.severity)) + ' ' + finding.message
        + terminal.styled(" [" + finding.rule + ']', TextStyle::Faint) + '\n';
    if (script && finding.line > 0)
        text += excerpt(finding, *script, terminal);
    if (const QString safe = safeForm(finding); !safe.isEmpty())
        text += terminal.styled("  safe: ", TextStyle::Good) + safe + '\n';
    return text;
}

QString summaryText(const QList<Finding>& findings, qsizetype scripts)
{
    if (findings.isEmpty())
        return QString("Nothing found in %1.").arg(countText(scripts, "script"));
    QStringList parts;
    for (const Severity severity : { Severity::Error, Severity::Warning, Severity::Note }) {
        if (const auto count = std::ranges::count(findings, severity, &Finding::severity))
            parts << countText(count, severityWord(severity));
    }
    QSet<QString> files;
    for (const Finding& finding : findings)
        files << finding.file;
    files.remove(QString());
    return QString("%1 in %2 of %3.").arg(parts.join(", ")).arg(files.size()).arg(countText(scripts, "script"));
}

static QJsonObject toJson(const Finding& finding)
{
    return { { "rule", finding.rule }, { "severity", severityWord(finding.severity) }, { "file", finding.file },
        { "migration", finding.migration }, { "line", finding.line }, { "column", finding.column }, { "endLine", finding.endLine },
        { "endColumn", finding.endColumn }, { "message", finding.message }, { "why", finding.why }, { "fix", safeForm(finding) } };
}

QJsonArray findingsToJson(const QList<Finding>& findings)
{
    QJsonArray list;
    for (const Finding& finding : findings)
        list << toJson(finding);
    return list;
}

} // namespace corridor
