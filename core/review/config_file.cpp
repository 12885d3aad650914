// SPDX-License-Identifier: MIT
#include "review/config_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace corridor {

Result<ConfigFile> nearestConfigFile(const QString& folder)
{
    QDir dir(QFileInfo(folder).absoluteFilePath());
    do {
        QFile file(dir.filePath("corridor.toml"));
        if (!file.exists())
            continue;
        if (!file.open(QIODevice::ReadOnly))
            return fail("lint-config", QString("%1 cannot be read: %2").arg(file.fileName(), file.errorString()));
        return ConfigFile { file.fileName(), file.readAll() };
    } while (!dir.exists(".git") && dir.cdUp());
    return ConfigFile();
}

} // namespace corridor
