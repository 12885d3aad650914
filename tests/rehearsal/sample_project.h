// SPDX-License-Identifier: MIT
#pragma once

#include "project/project.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace corridor {

// A project of scripts on disk, in a folder that servers of another user may read.
class SampleProject {
public:
    SampleProject()
        : m_folder(QDir::tempPath() + "/cd-XXXXXX")
    {
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
        write("prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n");
        write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    }

    QString path(const QString& name = {}) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& text) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s", qPrintable(file.errorString()));
    }

    void addMigration(const QString& name, const QByteArray& up, const QByteArray& down = {}) const
    {
        write("prisma/migrations/" + name + "/migration.sql", up);
        if (!down.isEmpty())
            write("prisma/migrations/" + name + "/down.sql", down);
    }

    Project read() const
    {
        auto project = readProject(path(), {});
        if (!project)
            qFatal("%s", qPrintable(project.error().toText()));
        return *project;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace corridor
