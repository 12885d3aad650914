// SPDX-License-Identifier: MIT
#include "prisma_program.h"

#include "backup/child_process.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

// The URL goes through the environment, never through a file or an argument.
const char* const urlVariable = "CORRIDOR_DATABASE_URL";

bool writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

// Prisma 7 reads the URL from a config file, Prisma 6 from a schema.
QStringList diffWords(const PrismaCall& call, const QString& folder)
{
    const QString schema = call.project().schemaPath;
    if (call.major() >= 7) {
        const QString config = folder + "/prisma.config.mjs";
        writeFile(config, QByteArray("export default { schema: process.env.CORRIDOR_SCHEMA, datasource: { url: process.env.") + urlVariable + " } }\n");
        return { "migrate", "diff", "--from-config-datasource", "--to-schema", schema, "--script", "--config", config };
    }
    const QString source = folder + "/source.prisma";
    writeFile(
        source, QByteArray("datasource db {\n  provider = \"postgresql\"\n  url = env(\"") + urlVariable + "\")\n}\n");
    return { "migrate", "diff", "--from-schema-datasource", source, "--to-schema-datamodel", schema, "--script" };
}

QList<std::pair<QString, QString>> environmentOf(const PrismaCall& call)
{
    QList<std::pair<QString, QString>> environment { { urlVariable, call.urlText() }, { "CORRIDOR_SCHEMA", call.project().schemaPath }, { "NO_COLOR", "1" },
        { "CHECKPOINT_DISABLE", "1" }, { "PRISMA_HIDE_UPDATE_MESSAGE", "1" } };
    for (const auto& [name, value] : call.environment().asKeyValueRange())
        environment.emplaceBack(name, value);
    return environment;
}

std::unexpected<Error> failed(const ChildResult& result)
{
    QString words = result.errors.trimmed();
    if (words.startsWith("Error: "))
        words = words.sliced(7);
    return fail(
        "prisma-failed", words.isEmpty() ? QString("Prisma ended with exit code %1.").arg(result.exitCode) : words);
}

} // namespace

QString installedPrisma(const QString& from)
{
    for (QDir folder(from);; folder.cdUp()) {
        const QFileInfo program(folder.filePath("node_modules/.bin/prisma"));
        if (program.isExecutable())
            return program.absoluteFilePath();
        if (folder.isRoot())
            return {};
    }
}

int handOver(const QStringList& words)
{
    const QString program = installedPrisma(QDir::currentPath());
    if (program.isEmpty()) {
        const QString command = "prisma " + words.first(qMin<qsizetype>(2, words.size())).join(' ');
        fprintf(stderr,
            "Error: `%s` works on schema.prisma, which is Prisma's own work, and the project has no Prisma.\n"
            "  next: npm install --save-dev prisma, then try again.\n",
            command.toUtf8().constData());
        return 1;
    }
    QByteArrayList arguments { program.toUtf8() };
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

Result<QByteArray> schemaChanges(const PrismaCall& call)
{
    const QString program = installedPrisma(call.project().root);
    if (program.isEmpty())
        return fail("prisma-missing",
            QString("Only Prisma can read %1, and it is not installed in %2.")
                .arg(call.project().schemaPath, call.project().root),
            "npm install --save-dev prisma, then try again.");
    const QTemporaryDir folder;
    const auto result
        = runChild({ program, diffWords(call, folder.path()), environmentOf(call), call.project().root }, call.token());
    CORRIDOR_TRY(result);
    if (result->exitCode != 0)
        return failed(*result);
    const QByteArray script = result->output.trimmed();
    return script.isEmpty() || script == "-- This is an empty migration." ? QByteArray() : script + '\n';
}

int generateClient(const PrismaCall& call)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.setWorkingDirectory(call.project().root);
    child.start(installedPrisma(call.project().root), { "generate" });
    return child.waitForStarted() && child.waitForFinished(-1) && child.exitStatus() == QProcess::NormalExit
        ? child.exitCode()
        : 1;
}

} // namespace corridor
