// SPDX-License-Identifier: MIT
#include "lint/finding.h"

#include <algorithm>

namespace corridor {

QString severityWord(Severity severity)
{
    static constexpr const char* words[] = { "note", "warning", "error" };
    return QLatin1StringView(words[static_cast<size_t>(severity)]);
}

std::optional<Severity> severityFromWord(const QString& word)
{
    for (const Severity severity : { Severity::Note, Severity::Warning, Severity::Error }) {
        if (word == severityWord(severity))
            return severity;
    }
    return std::nullopt;
}

QByteArray applied(const Fix& fix, QByteArray script)
{
    QList<TextEdit> edits = fix.edits;
    std::ranges::sort(edits, std::ranges::greater(), &TextEdit::begin);
    for (const TextEdit& edit : std::as_const(edits))
        script.replace(edit.begin, edit.end - edit.begin, edit.replacement);
    return script;
}

} // namespace corridor
