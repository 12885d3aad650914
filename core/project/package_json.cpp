// SPDX-License-Identifier: MIT
#include "project/package_json.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace corridor {
namespace {

std::optional<QJsonObject> readJsonObject(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

// "^6.19.0" and ">=6.19.0 <7" are 6.19.0; "latest", "workspace:*" and "catalog:" are no version.
QString lowestVersion(const QString& range)
{
    qsizetype start = 0;
    while (start < range.size() && !range[start].isDigit())
        ++start;
    qsizetype end = start;
    while (end < range.size() && !range[end].isSpace())
        ++end;
    const QString operators = range.left(start).trimmed();
    const bool understood = operators.isEmpty() || QString("^~>=v").contains(operators.back());
    return understood ? range.sliced(start, end - start) : QString();
}

QString rangeOf(const QJsonObject& package, const QString& dependency)
{
    for (const char* section : { "devDependencies", "dependencies", "optionalDependencies", "peerDependencies" }) {
        const QString range = package[QLatin1StringView(section)].toObject()[dependency].toString();
        if (!range.isEmpty())
            return lowestVersion(range);
    }
    return {};
}

} // namespace

std::optional<PackageJson> readPackageJson(const QString& folder)
{
    const auto package = readJsonObject(folder + "/package.json");
    if (!package)
        return std::nullopt;
    const QJsonObject prisma = (*package)["prisma"].toObject();
    QString range = rangeOf(*package, "prisma");
    if (range.isEmpty())
        range = rangeOf(*package, "@prisma/client");
    return PackageJson { prisma["schema"].toString(), prisma["seed"].toString(), range };
}

QString installedPrismaVersion(const QString& folder)
{
    QDir directory(folder);
    do {
        const auto package = readJsonObject(directory.filePath("node_modules/prisma/package.json"));
        if (package)
            return (*package)["version"].toString();
    } while (directory.cdUp());
    return {};
}

} // namespace corridor
