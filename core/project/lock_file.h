// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace corridor {

// What migration_lock.toml says, read as Prisma reads it, which is not TOML: the first line that starts with
// `provider`, without `provider = ` and without a quote at either end; "<PROVIDER NOT FOUND>" where there is none.
// So a blank too many, other quotes or a trailing comment make it another provider, for Prisma and for us.
QString parseLockProvider(const QByteArray& text);

// The same of the file in the migrations folder; unset without the file.
std::optional<QString> readLockProvider(const QString& migrationsPath);

} // namespace corridor
