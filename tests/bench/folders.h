// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// Writes `count` migrations, each a CREATE TABLE with a serial key and a text column, to FOLDER/prisma/migrations.
bool writeMigrations(const QString& folder, int count);

bool writeMigration(const QString& folder, const QString& name, const QByteArray& sql);
// Writes FOLDER/prisma/schema.prisma with the models that `count` such migrations make.
bool writeSchema(const QString& folder, int count);

// Writes FOLDER/feed.sql: the same scripts for one psql session, each between the INSERT and the two UPDATEs of
// _prisma_migrations that Prisma sends, every statement committed by itself; before them the table and the lock.
bool writeFeed(const QString& folder, int count);

} // namespace corridor
