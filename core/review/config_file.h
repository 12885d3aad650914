// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>

namespace corridor {

// The corridor.toml that counts for a folder.
struct ConfigFile {
    QString path; // empty where there is none
    QByteArray text;
};

// That of `folder` or of the nearest folder above it, up to the root of its git repository. "lint-config" where it
// cannot be read.
Result<ConfigFile> nearestConfigFile(const QString& folder);

} // namespace corridor
