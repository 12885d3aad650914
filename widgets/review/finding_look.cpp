// SPDX-License-Identifier: MIT
#include "finding_look.h"

#include "widgets/editor/code_editor.h"
#include "widgets/style/icon.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

Tone lockTone(const StatementMark& mark)
{
    if (blocksReads(mark.lock) || mark.work == TableWork::Rewrite)
        return Tone::Error;
    return blocksWrites(mark.lock) ? Tone::Warning : Tone::Neutral;
}

// A rewrite is another shape than a lock, and so is what must run by itself.
QLatin1StringView markIcon(const StatementMark& mark)
{
    if (mark.work == TableWork::Rewrite)
        return "replace"_L1;
    if (mark.alone)
        return "external"_L1;
    return mark.work == TableWork::None ? "lock"_L1 : "search"_L1;
}

} // namespace

Tone severityTone(Severity severity)
{
    constexpr Tone tones[] = { Tone::Neutral, Tone::Warning, Tone::Error };
    return tones[int(severity)];
}

QIcon severityIcon(Severity severity)
{
    const QLatin1StringView names[] = { "info"_L1, "warning"_L1, "error"_L1 };
    return icon(names[int(severity)], severityTone(severity));
}

EditorProblem underlineOf(const Finding& finding)
{
    constexpr EditorProblem::Severity severities[]
        = { EditorProblem::Severity::Info, EditorProblem::Severity::Warning, EditorProblem::Severity::Error };
    return { .line = std::max(1, finding.line),
        .column = finding.column,
        .endLine = finding.endLine,
        .endColumn = finding.endColumn,
        .severity = severities[int(finding.severity)],
        .message = finding.message + u"\n"_s + finding.rule };
}

GutterBadge badgeOf(const StatementMark& mark)
{
    const QString lock = mark.lock == LockMode::None
        ? QCoreApplication::translate("corridor::FolderReview", "Runs outside of a transaction") : lockWord(mark.lock);
    return { icon(markIcon(mark), lockTone(mark)), lock + (mark.text.isEmpty() ? QString() : u"\n"_s + mark.text) };
}

} // namespace corridor
