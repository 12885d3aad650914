// SPDX-License-Identifier: MIT
// Prints, side by side in one run, how long corridor and its peers take. Judges nothing.
#include "deploy_race.h"
#include "lint_race.h"
#include "script_race.h"
#include "window_race.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

using namespace corridor;

static void setUp(QCommandLineParser& parser)
{
    parser.setApplicationDescription("Measures corridor beside psql, Prisma, squawk, sqlitebrowser and Kate.");
    parser.addHelpOption();
    parser.addPositionalArgument("race", "deploy, script, lint, window; all when none is named.", "[deploy] [script] [lint] [window]");
    parser.addOptions({ { "migrations", "How many migrations to deploy (500).", "N", "500" },
        { "rounds", "How often each is measured (3); medians are shown.", "N", "3" },
        { "corridor", "The command to measure.", "FILE", CORRIDOR_BIN_DIR "/corridor" },
        { "squawk", "The native program of npm's squawk-cli.", "FILE" },
        { "workbench", "The window to measure.", "FILE", CORRIDOR_BIN_DIR "/corridor-workbench" } });
}

static void say(const QString& sentence)
{
    if (!sentence.isEmpty())
        QTextStream(stdout) << sentence << '\n';
}

static void race(const QCommandLineParser& parser, const QString& name)
{
    const int rounds = qMax(1, parser.value("rounds").toInt());
    if (name == "window") {
        say(raceWindows(parser.value("workbench"), QCoreApplication::applicationDirPath() + "/first_paint", rounds));
        return;
    }
    if (name == "script") {
        say(raceScripts(parser.value("corridor"), rounds, 100));
        return;
    }
    if (name == "lint") {
        say(raceLint(parser.value("corridor"), parser.value("squawk"), rounds));
        return;
    }
    const auto oracle = Oracle::ready();
    if (!oracle)
        say("Prisma is left out: " + oracle.error());
    const RaceOptions options { parser.value("migrations").toInt(), rounds, parser.value("corridor") };
    say(raceDeploys(options, oracle ? std::optional(*oracle) : std::nullopt));
}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    setUp(parser);
    parser.process(application);
    const QStringList named = parser.positionalArguments();
    for (const QString& name : { QStringLiteral("deploy"), QStringLiteral("script"), QStringLiteral("lint"), QStringLiteral("window") })
        if (named.isEmpty() || named.contains(name))
            race(parser, name);
    return 0;
}
