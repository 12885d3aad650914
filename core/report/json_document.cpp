// SPDX-License-Identifier: MIT
#include "report/json_document.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corridor {

namespace {

// As the value stands inside an indented document, one level deep: QJsonDocument writes no bare values.
QByteArray memberText(const QJsonValue& value)
{
    const QByteArray wrapped = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Indented);
    return wrapped.mid(wrapped.indexOf('[') + 1).chopped(wrapped.size() - wrapped.lastIndexOf(']')).trimmed();
}

QByteArray member(const QString& name, const QJsonValue& value)
{
    return "    " + memberText(name) + ": " + memberText(value);
}

bool isEnvelopeKey(const QString& key)
{
    return key == "corridor" || key == "command" || key == "ok" || key == "error";
}

} // namespace

QByteArray jsonDocument(const QString& command, const QJsonObject& fields, const std::optional<Error>& error)
{
    // Written by hand because QJsonObject sorts its keys, and people read the top of a document first.
    QByteArrayList members { member("corridor", jsonEnvelopeVersion), member("command", command),
        member("ok", !error.has_value()) };
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (!isEnvelopeKey(field.key()))
            members << member(field.key(), field.value());
    }
    members << member("error", error ? QJsonValue(error->toJson()) : QJsonValue());
    return "{\n" + members.join(",\n") + "\n}\n";
}

} // namespace corridor
