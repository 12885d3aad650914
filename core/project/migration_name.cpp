// SPDX-License-Identifier: MIT
#include "project/project.h"
#include "project/slug.h"

#include <QDateTime>

namespace corridor {

QString migrationName(const QString& title, const QDateTime& now)
{
    constexpr int longestTitle = 200; // Prisma's limit, in bytes; a slug is ASCII
    const QString stamp = now.toUTC().toString("yyyyMMddHHmmss");
    const QString words = slug(title).left(longestTitle);
    return words.isEmpty() ? stamp : stamp + '_' + words;
}

} // namespace corridor
