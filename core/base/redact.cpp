// SPDX-License-Identifier: MIT
#include "base/redact.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace corridor {

QString redacted(const QString& text)
{
    // The password ends at the last @ before a slash or blank: people forget to encode an @ in it.
    static const QRegularExpression url("(postgres(?:ql)?://[^\\s:/@]*:)[^\\s/]*@");
    static const QRegularExpression pair("((?:ssl)?password\\s*=\\s*)('(?:[^'\\\\]|\\\\.)*'|[^\\s&]+)",
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression role("(\\bpassword\\s+E?)'(?:[^'\\\\]|\\\\.|'')*'", // ALTER ROLE a PASSWORD 'b'
        QRegularExpression::CaseInsensitiveOption);
    QString result = text;
    return result.replace(url, "\\1***@").replace(pair, "\\1***").replace(role, "\\1'***'");
}

namespace {

bool namesPassword(const QString& key)
{
    return key.compare("password", Qt::CaseInsensitive) == 0 || key.compare("sslpassword", Qt::CaseInsensitive) == 0;
}

QJsonArray redactedArray(QJsonArray array)
{
    for (qsizetype at = 0; at < array.size(); ++at)
        array[at] = redactedJson(array.at(at));
    return array;
}

QJsonObject redactedObject(QJsonObject object)
{
    for (auto member = object.begin(); member != object.end(); ++member)
        member.value() = namesPassword(member.key()) ? QJsonValue("***") : redactedJson(member.value());
    return object;
}

} // namespace

QJsonValue redactedJson(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String: return redacted(value.toString());
    case QJsonValue::Array: return redactedArray(value.toArray());
    case QJsonValue::Object: return redactedObject(value.toObject());
    default: return value;
    }
}

} // namespace corridor
