// SPDX-License-Identifier: MIT
#include "project/env_file.h"

#include <QRegularExpression>

namespace corridor {

namespace {

QString expanded(const QString& value, const Environment& known)
{
    static const QRegularExpression reference(
        "(?<!\\\\)\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}|(?<!\\\\)\\$([A-Za-z_][A-Za-z0-9_]*)");
    QString result;
    qsizetype last = 0;
    for (auto it = reference.globalMatch(value); it.hasNext();) {
        const auto match = it.next();
        result += value.sliced(last, match.capturedStart() - last) + known.value(match.captured(1) + match.captured(2));
        last = match.capturedEnd();
    }
    return (result + value.sliced(last)).replace("\\$", "$");
}

} // namespace

Environment readEnvFile(const QByteArray& text, const Environment& environment)
{
    static const QRegularExpression line("^\\s*(?:export\\s+)?([\\w.-]+)(?:\\s*=\\s*?|:\\s+?)(\\s*'(?:\\\\'|[^'])*'|"
                                         "\\s*\"(?:\\\\\"|[^\"])*\"|\\s*`(?:\\\\`|[^`])*`|[^#\\r\\n]+)?\\s*(?:#.*)?$",
        QRegularExpression::MultilineOption);
    const QString lines = QString::fromUtf8(text).replace("\r\n", "\n");
    Environment variables;
    Environment known = environment;
    for (auto it = line.globalMatch(lines); it.hasNext();) {
        const auto match = it.next();
        QString value = match.captured(2).trimmed();
        const QChar quote = value.isEmpty() ? QChar() : value.front();
        const bool quoted
            = value.size() >= 2 && (quote == '\'' || quote == '"' || quote == '`') && value.back() == quote;
        if (quoted)
            value = value.sliced(1, value.size() - 2);
        if (quoted && quote == '"')
            value.replace("\\n", "\n").replace("\\r", "\r");
        if (!quoted || quote != '\'')
            value = expanded(value, known);
        variables.insert(match.captured(1), value);
        if (!known.contains(match.captured(1)))
            known.insert(match.captured(1), value);
    }
    return variables;
}

} // namespace corridor
