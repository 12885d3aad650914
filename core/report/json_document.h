// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <optional>

namespace corridor {

// The version of the envelope: raised only when a reader of the old one could misunderstand the new one.
inline constexpr int jsonEnvelopeVersion = 1;

// The one document that a command prints with --json, indented, with a final newline:
//   {"corridor": 1, "command": …, "ok": bool, …fields by name…, "error": null or {…}}
// `ok` says that there is no error. The envelope's own keys win over fields of the same name.
QByteArray jsonDocument(const QString& command, const QJsonObject& fields, const std::optional<Error>& error = {});

} // namespace corridor
