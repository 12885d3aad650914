// SPDX-License-Identifier: MIT
#include "folders.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QUuid>

namespace corridor {

static QByteArray script(int number)
{
    return QStringLiteral(
        "-- CreateTable\nCREATE TABLE \"table_%1\" (\n    \"id\" SERIAL NOT NULL,\n    \"name\" TEXT,\n\n"
        "    CONSTRAINT \"table_%1_pkey\" PRIMARY KEY (\"id\")\n);\n")
        .arg(number)
        .toUtf8();
}

static QString name(int number)
{
    return QStringLiteral("%1_table_%2").arg(20240101000000 + number).arg(number);
}

static bool writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

bool writeMigration(const QString& folder, const QString& migration, const QByteArray& sql)
{
    const QString path = folder + "/prisma/migrations/" + migration;
    return QDir().mkpath(path) && writeFile(path + "/migration.sql", sql);
}

bool writeMigrations(const QString& folder, int count)
{
    for (int number = 0; number < count; ++number) {
        if (!writeMigration(folder, name(number), script(number)))
            return false;
    }
    return writeFile(folder + "/prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
}

bool writeSchema(const QString& folder, int count)
{
    QByteArray text = "datasource db {\n  provider = \"postgresql\"\n}\n";
    for (int number = 0; number < count; ++number)
        text += "\nmodel table_" + QByteArray::number(number) + " {\n  id   Int     @id @default(autoincrement())\n  name String?\n}\n";
    return writeFile(folder + "/prisma/schema.prisma", text);
}

static QString booked(int number)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray text = script(number);
    const QString checksum = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return QStringLiteral(
        "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) "
        "VALUES ('%1', '%2', now(), '%3');\n%4"
        "UPDATE _prisma_migrations SET applied_steps_count = applied_steps_count + 1 WHERE id = '%1';\n"
        "UPDATE _prisma_migrations SET finished_at = now() WHERE id = '%1';\n")
        .arg(id, checksum, name(number), QString::fromUtf8(text));
}

bool writeFeed(const QString& folder, int count)
{
    QString feed
        = "SELECT pg_advisory_lock(72707369);\n"
          "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, "
          "finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, "
          "started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);\n";
    for (int number = 0; number < count; ++number)
        feed += booked(number);
    return writeFile(folder + "/feed.sql", feed.toUtf8());
}

} // namespace corridor
