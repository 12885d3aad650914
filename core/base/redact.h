// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonValue>
#include <QString>

namespace corridor {

// `text` with the password of every connection URL, every `password=` pair and every SQL PASSWORD 'literal' in it
// replaced by ***, for all that is shown, logged or stored.
QString redacted(const QString& text);

// `value` with every text in it redacted, and the values of members named "password" hidden whatever they are.
QJsonValue redactedJson(const QJsonValue& value);

} // namespace corridor
