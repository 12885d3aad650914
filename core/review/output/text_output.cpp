// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include "base/redact.h"
#include "lint/rule.h"
#include "report/text_width.h"

namespace corridor {

static TextStyle styleOf(Severity severity)
{
    return severity == Severity::Error ? TextStyle::Bad : severity == Severity::Warning ? TextStyle::Warning : TextStyle::Accent;
}

// A part of a long line around what matters: at most this many characters before it and of it.
static constexpr int shownBefore = 60;
static constexpr int shownAfter = 80;

static QString sourceLines(const Finding& finding, const Script& script, const Terminal& terminal)
{
    const QString whole = QString::fromUtf8(script.lines.lineText(finding.line));
    const QString shownLine = redacted(whole);
    if (shownLine != whole && !isSecret(finding)) // another statement's secret: its line without a caret
        return QString("  %1 | %2\n").arg(QString::number(finding.line), elided(singleLine(shownLine), shownBefore + shownAfter));
    const QString line = isSecret(finding) ? QString::fromUcs4(whole.toStdU32String().substr(0, static_cast<size_t>(finding.column - 1)).c_str()) + u'…' : whole;
    // Characters of the index are code points, so the cut is made on those.
    const QList<uint> points = line.toUcs4();
    const auto part = [&](qsizetype from, qsizetype to) {
        from = qBound<qsizetype>(0, from, points.size());
        to = qBound<qsizetype>(from, to, points.size());
        return singleLine(QString::fromUcs4(reinterpret_cast<const char32_t*>(points.constData() + from), to - from));
    };
    const qsizetype begin = finding.column - 1;
    const qsizetype end = finding.endLine == finding.line ? finding.endColumn - 1 : points.size();
    const qsizetype shown = std::min(end, begin + shownAfter);
    const QString before = (begin > shownBefore ? QString(u'…') : QString()) + part(begin > shownBefore ? begin - shownBefore : 0, begin);
    const QString marked = part(begin, shown);
    const QString after = part(shown, begin + shownAfter);
    const QString cut = points.size() > begin + shownAfter ? QString(u'…') : QString();
    const QString number = QString::number(finding.line);
    const QString carets(std::max(1, textWidth(marked)), '^');
    return QString("  %1 | %2\n").arg(number, before + marked + after + cut)
        + QString("  %1 | %2%3\n").arg(QString(), static_cast<int>(number.size()))
              .arg(QString(textWidth(before), ' '), terminal.styled(carets, styleOf(finding.severity)));
}

static QString place(const Finding& finding)
{
    if (finding.file.isEmpty())
        return QStringLiteral("migrations");
    const QString file = singleLine(finding.file);
    return finding.line > 0 ? QString("%1:%2:%3").arg(file, QString::number(finding.line), QString::number(finding.column)) : file;
}

static QString entry(const Finding& finding, const Review& review, const Terminal& terminal)
{
    QString text = QString("%1: %2: %3 %4\n")
                       .arg(place(finding), terminal.styled(severityWord(finding.severity), styleOf(finding.severity)),
                           terminal.styled(singleLine(finding.message), TextStyle::Strong),
                           terminal.styled('[' + singleLine(finding.rule) + ']', TextStyle::Faint));
    const auto script = review.scripts.constFind(finding.file);
    const bool placed = script != review.scripts.constEnd() && finding.line > 0 && finding.line <= script->lines.lineCount();
    if (placed && finding.end > finding.begin)
        text += sourceLines(finding, *script, terminal);
    if (const Rule* rule = findRule(finding.rule))
        text += terminal.styled("  safe:", TextStyle::Good) + ' ' + QString::fromUtf8(rule->safe) + '\n';
    if (finding.fix)
        text += QString("  fix: %1 (corridor lint --fix)\n").arg(singleLine(finding.fix->title));
    return text;
}

QByteArray textOutput(const Review& review, const Terminal& terminal)
{
    QString text;
    for (const Finding& finding : review.findings)
        text += entry(finding, review, terminal);
    return (text + review.summary() + ".\n").toUtf8();
}

} // namespace corridor
