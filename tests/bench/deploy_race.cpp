// SPDX-License-Identifier: MIT
#include "deploy_race.h"

#include "folders.h"
#include "measure.h"
#include "support/test_server.h"
#include "witness.h"

#include <QTextStream>
#include <functional>

namespace corridor {

namespace {

// Who runs, and the command for a deed ("deploy", "status") on a database.
struct Runner {
    QString name;
    std::function<Command(const QString& deed, const QString& url)> command;
    bool hasStatus = true;
    Timing deploy {}, status {}, nothing {};
    QString database() const { return "race_" + QString(name).replace(u' ', u'_'); }
};

Runner corridorRunner(const QString& program, const QString& folder)
{
    return { "corridor",
        [=](const QString& deed, const QString& url) {
            return Command { program, { "migrate", deed }, folder,
                { "DATABASE_URL=" + url, "HOME=" + folder, "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=" } };
        } };
}

Runner psqlRunner(const QString& program, const QString& folder)
{
    return { "psql",
        [=](const QString&, const QString& url) {
            return Command { program, { "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "feed.sql", url },
                folder, {} };
        },
        false };
}

Runner prismaRunner(const Oracle& oracle, Oracle::Version version, const QString& folder)
{
    const QString name = version == Oracle::Version::Prisma6 ? "prisma 6" : "prisma 7";
    return { name, [=](const QString& deed, const QString& url) {
                return oracle.command(version, folder, url, { "migrate", deed });
            } };
}

QString emptyDatabase(const TestServer& server, const QString& name)
{
    const Witness postgres(server.url("postgres").toUtf8());
    postgres.execute("DROP DATABASE IF EXISTS " + name.toUtf8());
    postgres.execute("CREATE DATABASE " + name.toUtf8());
    return server.url(name);
}

void runRound(QList<Runner>& runners, const TestServer& server)
{
    for (Runner& runner : runners) {
        const QString url = emptyDatabase(server, runner.database());
        runner.deploy.add(runner.command("deploy", url));
        if (!runner.hasStatus)
            continue;
        runner.status.add(runner.command("status", url));
        runner.nothing.add(runner.command("deploy", url));
    }
}

void print(const QString& what, const QList<Runner>& runners, Timing Runner::* timing)
{
    QList<Entry> results;
    for (const Runner& runner : runners)
        if (runner.hasStatus || timing == &Runner::deploy)
            results += { runner.name, (runner.*timing).seconds };
    printLine(what, results, "s");
}

} // namespace

static QString raceOn(Durability durability, const RaceOptions& options, const std::optional<Oracle>& oracle)
{
    const QTemporaryDir folder;
    if (!writeMigrations(folder.path(), options.migrations) || !writeFeed(folder.path(), options.migrations))
        return "the migrations cannot be written to " + folder.path();
    TestServer server;
    const int major = TestServer::has(17) ? 17 : 15;
    if (const auto started = server.start(major, durability); !started)
        return started.error().toText();
    QList<Runner> runners { corridorRunner(options.corridor, folder.path()),
        psqlRunner(server.server().binaries.folder + "/psql", folder.path()) };
    if (oracle && oracle->adopt(folder.path()))
        runners += { prismaRunner(*oracle, Oracle::Version::Prisma7, folder.path()),
            prismaRunner(*oracle, Oracle::Version::Prisma6, folder.path()) };
    for (int round = 0; round < options.rounds; ++round)
        runRound(runners, server);
    QTextStream(stdout) << (durability == Durability::Full ? "\nOn a durable server\n" : "\nWith fsync off\n");
    print(QStringLiteral("  deploy of %1 migrations").arg(options.migrations), runners, &Runner::deploy);
    print(QStringLiteral("  status, %1 applied").arg(options.migrations), runners, &Runner::status);
    print("  deploy of nothing", runners, &Runner::nothing);
    return {};
}

QString raceDeploys(const RaceOptions& options, const std::optional<Oracle>& oracle)
{
    for (const Durability durability : { Durability::Full, Durability::None })
        if (const QString reason = raceOn(durability, options, oracle); !reason.isEmpty())
            return reason;
    return {};
}

} // namespace corridor
