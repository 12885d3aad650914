// SPDX-License-Identifier: MIT
#include "history/failure_log.h"

#include <QStringList>
#include <algorithm>

namespace corridor {

namespace {

// The text between two marks; up to the end where the second is missing, null where the first is.
QString between(const QString& text, const QString& begin, const QStringList& ends)
{
    const qsizetype start = text.indexOf(begin);
    if (start < 0)
        return {};
    qsizetype end = text.size();
    for (const QString& mark : ends) {
        if (const qsizetype found = text.indexOf(mark, start + begin.size()); found >= 0)
            end = std::min(end, found);
    }
    return text.sliced(start + begin.size(), end - start - begin.size());
}

QString withoutSeverity(const QString& message)
{
    const qsizetype colon = message.indexOf(": ");
    const QString word = message.left(colon);
    const bool severity = colon > 0 && std::ranges::all_of(word, [](QChar c) { return c.isUpper(); });
    return severity ? message.sliced(colon + 2) : message;
}

} // namespace

std::optional<FailureLog> parseFailureLog(const QString& logs)
{
    const QString sqlstate = between(logs, "Database error code: ", { "\n" }).trimmed();
    const QString report = between(logs, "Database error:\n", { "\n\nPosition:", "\n\nDbError {", "\n\n   0: " });
    if (sqlstate.isEmpty() || report.isEmpty())
        return {};
    FailureLog failure { .sqlstate = sqlstate };
    failure.message = withoutSeverity(between('\n' + report, "\n", { "\nDETAIL: ", "\nHINT: " }).trimmed());
    failure.detail = between(report, "\nDETAIL: ", { "\nHINT: " }).trimmed();
    failure.hint = between(report, "\nHINT: ", {}).trimmed();
    failure.position = between(logs, "position: Some(Original(", { ")" }).toInt();
    return failure;
}

} // namespace corridor
