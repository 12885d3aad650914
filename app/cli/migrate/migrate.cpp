// SPDX-License-Identifier: MIT
#include "migrate/migrate.h"

#include "prisma_call.h"

#include <QDir>
#include <QFileInfo>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

const PrismaCall::Spec* findSpec(const QString& name)
{
    for (const PrismaCall::Spec* spec : { &migrateDeploy, &migrateStatus, &migrateResolve, &migrateReset }) {
        if (name == QLatin1String(spec->name))
            return spec;
    }
    return nullptr;
}

// node_modules/.bin/prisma, here or in a folder above, as npm finds it.
QString installedPrisma()
{
    for (QDir folder = QDir::current();; folder.cdUp()) {
        const QFileInfo program(folder.filePath("node_modules/.bin/prisma"));
        if (program.isExecutable())
            return program.absoluteFilePath();
        if (folder.isRoot())
            return {};
    }
}

// What needs schema.prisma is Prisma's own work: its program takes our place.
int handOver(const QString& name, const QStringList& words)
{
    const QString program = installedPrisma();
    const QString command = (QStringList { "prisma", name } + words.first(qMin<qsizetype>(1, words.size()))).join(' ');
    if (program.isEmpty()) {
        fprintf(stderr, "Error: `%s` works on schema.prisma, which is Prisma's own work, and the project has no Prisma.\n"
                        "  next: npm install --save-dev prisma, then try again.\n", command.toUtf8().constData());
        return 1;
    }
    QByteArrayList arguments { program.toUtf8(), name.toUtf8() };
    for (const QString& word : words)
        arguments << word.toUtf8();
    std::vector<char*> argv;
    for (QByteArray& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    fprintf(stderr, "Error: %s could not be started.\n", argv[0]);
    return 1;
}

} // namespace

bool isPrismaCommand(const QString& name) { return name == "migrate" || name == "db"; }

int runPrisma(const QString& name, const QStringList& globals, const QStringList& words, const Environment& environment)
{
    const QString full = name + ' ' + words.value(0);
    if (const PrismaCall::Spec* spec = findSpec(full))
        return PrismaCall(*spec, words.sliced(1), environment).run(globals);
    return handOver(name, words);
}

} // namespace corridor
