// SPDX-License-Identifier: MIT
#include "base/error.h"

#include <QStringList>

namespace corridor {

QJsonObject Error::toJson() const
{
    QJsonObject json { { "code", code }, { "message", message } };
    const std::pair<const char*, const QString*> texts[] = { { "detail", &detail }, { "hint", &hint },
        { "state", &state }, { "sqlstate", &sqlstate }, { "migration", &migration } };
    for (const auto& [key, text] : texts)
        json[QLatin1String(key)] = text->isEmpty() ? QJsonValue() : QJsonValue(*text);
    json["line"] = line > 0 ? QJsonValue(line) : QJsonValue();
    if (column > 0)
        json["column"] = column;
    return json;
}

QString Error::toText() const
{
    QStringList lines { code.isEmpty() ? message : code + ": " + message };
    if (!migration.isEmpty())
        lines << "  where: " + migration + (line > 0 ? ", line " + QString::number(line) : QString());
    if (!sqlstate.isEmpty())
        lines << "  SQLSTATE: " + sqlstate;
    if (!detail.isEmpty())
        lines << "  detail: " + detail;
    if (!state.isEmpty())
        lines << "  database: " + state;
    if (!hint.isEmpty())
        lines << "  next: " + hint;
    return lines.join('\n');
}

} // namespace corridor
