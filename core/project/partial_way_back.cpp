// SPDX-License-Identifier: MIT
#include "project/partial_way_back.h"

#include <QFile>

namespace corridor {

QString partialWayBackName(int statements)
{
    return QString("down.after-%1.sql").arg(statements);
}

QString partialWayBackPath(const Migration& migration, int statements)
{
    return migration.path + '/' + partialWayBackName(statements);
}

std::optional<QByteArray> readPartialWayBack(const Migration& migration, int statements)
{
    if (migration.path.isEmpty() || statements <= 0)
        return {};
    QFile file(partialWayBackPath(migration, statements));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

} // namespace corridor
