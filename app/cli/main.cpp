// SPDX-License-Identifier: MIT
#include "context.h"
#include "migrate/migrate.h"
#include "report/json_document.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace corridor;

namespace {

const CancelToken* interrupted = nullptr;

// The first Ctrl-C asks the server to cancel and reports what became of it; the second leaves at once.
extern "C" void onInterrupt(int)
{
    if (interrupted->isCancelled())
        _exit(ExitCancelled);
    interrupted->cancel();
}

QList<QCommandLineOption> globalOptions()
{
    return { { "project", "The project's folder, or its migrations folder.", "DIR" },
        { "profile", "A named connection (corridor profile).", "NAME" },
        { "url", "A connection URL, libpq keywords, or env(\"NAME\").", "URL" },
        { "json", "One JSON document on standard output." },
        { "evaluate-config", "Lets the project's own Node run a prisma.config file that is more than literals." },
        { { "h", "help" }, "Explains the command." } };
}

// The command is the first word that is no option and no option's value.
qsizetype commandIndex(const QStringList& words)
{
    static const QStringList withValue { "--project", "--profile", "--url", "--prisma-version" };
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (withValue.contains(words[i]))
            ++i;
        else if (!words[i].startsWith('-'))
            return i;
    }
    return -1;
}

void writeJson(const Command& command, const Answer& answer)
{
    const QByteArray text = jsonDocument(command.name, answer.json, answer.error);
    fwrite(text.constData(), 1, size_t(text.size()), stdout);
}

int finish(const Command& command, const Answer& answer, bool json)
{
    if (json)
        writeJson(command, answer);
    else if (answer.error)
        fprintf(stderr, "corridor: %s\n", answer.error->toText().toUtf8().constData());
    return answer.exitCode;
}

QString helpText(const Command& command, const QCommandLineParser& parser)
{
    QString text = QString("corridor %1 %2\n  %3\n\n").arg(command.name, command.arguments, command.summary);
    const QString options = parser.helpText();
    return text + options.sliced(options.indexOf("Options:"));
}

int runCommand(const Command& command, QStringList words, const Environment& environment)
{
    QCommandLineParser parser;
    parser.addOptions(globalOptions());
    if (command.options)
        parser.addOptions(command.options());
    const bool wantsJson = words.contains("--json");
    if (!parser.parse(words))
        return finish(command, usage(parser.errorText()), wantsJson);
    if (parser.isSet("help")) {
        fputs(helpText(command, parser).toUtf8().constData(), stdout);
        return ExitOk;
    }
    const CancelToken token;
    interrupted = &token;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
    Context context(parser, parser.positionalArguments(), environment, token);
    return finish(command, command.run(context), wantsJson);
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName("corridor");
    QCoreApplication::setApplicationVersion(CORRIDOR_VERSION);
    QStringList words = QCoreApplication::arguments();
    const Environment environment = systemEnvironment();

    const qsizetype index = commandIndex(words);
    if (index < 0) {
        const bool version = words.contains("--version");
        return runCommand(*findCommand(version ? "version" : "help"), words.filter(QRegularExpression("^(?!--version$)")), environment);
    }
    const QString name = words.takeAt(index);
    if (isPrismaCommand(name)) // migrate and db have Prisma's grammar, words and exit codes
        return runPrisma(name, words.sliced(0, index), words.sliced(index), environment);
    const Command* command = findCommand(name);
    if (!command) {
        fprintf(stderr, "corridor: there is no command `%s`\n  next: `corridor help` lists the commands.\n", name.toUtf8().constData());
        return ExitUsage;
    }
    return runCommand(*command, words, environment);
}
