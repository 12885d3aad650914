// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace corridor {

// One folder of the migrations folder, as it is on disk now.
struct Migration {
    QString name; // the folder's name, whatever it is: Prisma knows no pattern
    QString path; // absolute path of the folder
    std::optional<QByteArray> script; // bytes of migration.sql; unset when it is missing or unreadable
    std::optional<QByteArray> down; // bytes of down.sql, the way back, where there is one
    QString checksum; // 64 hex digits as Prisma writes them; empty without script
    QString problem; // why `script` is unset, as a sentence

    bool operator==(const Migration&) const = default;
};

// SHA-256 as Prisma computes it: over the text that Node reads, so invalid UTF-8 counts as U+FFFD.
QString prismaChecksum(const QByteArray& script);
// The text that Prisma sends to the server: the bytes, with invalid UTF-8 replaced as Node replaces it.
QByteArray prismaText(const QByteArray& script);
// Whether `recorded` is the checksum of `script` or of `script` with its line endings flipped (CRLF <-> LF).
bool checksumMatches(const QString& recorded, const QByteArray& script);

} // namespace corridor
