// SPDX-License-Identifier: MIT
#include "project/lock_file.h"

#include "project/project.h"

#include <QFile>

namespace corridor {

QString parseLockProvider(const QByteArray& text)
{
    constexpr QByteArrayView key = "provider";
    constexpr QByteArrayView assignment = "provider = ";
    for (QByteArray line : text.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        if (!line.startsWith(key))
            continue;
        if (line.startsWith(assignment))
            line.remove(0, assignment.size());
        if (line.startsWith('"'))
            line.remove(0, 1);
        if (line.endsWith('"'))
            line.chop(1);
        return QString::fromUtf8(line);
    }
    return "<PROVIDER NOT FOUND>";
}

std::optional<QString> readLockProvider(const QString& migrationsPath)
{
    QFile file(migrationsPath + "/migration_lock.toml");
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return parseLockProvider(file.readAll());
}

Result<void> checkProvider(const Project& project)
{
    constexpr QLatin1StringView expected("postgresql");
    if (!project.lockProvider || *project.lockProvider == expected)
        return {};
    return fail("P3019",
        QString("The datasource provider `%1` specified in your schema does not match the one specified in the "
                "migration_lock.toml, `%2`. Please remove your current migration directory and start a new migration "
                "history with prisma migrate dev. Read more: https://pris.ly/d/migrate-provider-switch")
            .arg(expected, *project.lockProvider));
}

} // namespace corridor
