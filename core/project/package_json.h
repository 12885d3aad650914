// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// What a package.json says about Prisma. Empty where nothing is said.
struct PackageJson {
    QString schema; // "prisma": { "schema": … }, relative to the file
    QString seed; // "prisma": { "seed": … }
    QString prismaRange; // the range of the package `prisma`, else of `@prisma/client`, without its operator: "6.19.0"
};

// Unset where there is no such file, or none that is a JSON object.
std::optional<PackageJson> readPackageJson(const QString& folder);

// The version of the package `prisma` that Node would find from `folder` (node_modules there or above); else empty.
QString installedPrismaVersion(const QString& folder);

} // namespace corridor
