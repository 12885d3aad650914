// SPDX-License-Identifier: MIT
// corridor db seed
#include "seed.h"

#include <QDir>
#include <QProcess>

namespace corridor {

namespace {

// Blanks cut, unless a backslash stands before them: as the library does that Prisma uses.
QStringList cutWords(const QString& command)
{
    QStringList words;
    for (const QString& piece : command.trimmed().split(' ', Qt::SkipEmptyParts)) {
        if (!words.isEmpty() && words.last().endsWith('\\'))
            words.last() = words.last().chopped(1) + ' ' + piece;
        else
            words << piece;
    }
    return words;
}

QProcessEnvironment environmentOf(const PrismaCall& call)
{
    QProcessEnvironment environment;
    for (const auto& [name, value] : call.environment().asKeyValueRange())
        environment.insert(name, value);
    const QString programs = QDir(call.project().root).filePath("node_modules/.bin");
    environment.insert("PATH", programs + ':' + environment.value("PATH"));
    return environment;
}

// Without a shell; "" where it ended well, else Prisma's sentence.
QString carryOut(const PrismaCall& call, const QString& command)
{
    QStringList words = cutWords(command);
    QProcess child;
    child.setProcessEnvironment(environmentOf(call));
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.setInputChannelMode(QProcess::ForwardedInputChannel);
    child.start(words.takeFirst(), words);
    if (!child.waitForStarted())
        return QString("Command failed with ENOENT: %1").arg(command);
    child.waitForFinished(-1);
    if (child.exitStatus() != QProcess::NormalExit)
        return QString("Command was killed: %1").arg(command);
    return child.exitCode() == 0 ? QString()
                                 : QString("Command failed with exit code %1: %2").arg(child.exitCode()).arg(command);
}

void explainSeeding(const PrismaCall& call)
{
    call.out("⚠️ No seed command configured\n\n"
             "To seed your database, add a seed property to the migrations section in your Prisma config file.\n\n"
             "Example\n\n  // prisma.config.ts\n  export default defineConfig({\n    migrations: {\n"
             "      seed: 'tsx ./prisma/seed.ts',\n    },\n    datasource: {\n      url: '[your database URL]',\n    "
             "},\n  })\n");
}

int run(PrismaCall& call)
{
    if (call.project().seedCommand.isEmpty()) {
        explainSeeding(call);
        return 0;
    }
    return runSeed(call, call.extraWords());
}

} // namespace

int runSeed(const PrismaCall& call, const QStringList& extra)
{
    const QString command = (QStringList { call.project().seedCommand } + extra).join(' ');
    call.out(QString("Running seed command `%1` ...").arg(command));
    if (const QString problem = carryOut(call, command); !problem.isEmpty()) {
        call.err("\nAn error occurred while running the seed command:\nError: " + problem);
        return 1;
    }
    call.out("\n🌱  The seed command has been executed.");
    return 0;
}

const PrismaCall::Spec dbSeed { "db seed", { "--schema", "--config" }, { "--telemetry-information" }, run, false };

} // namespace corridor
