// SPDX-License-Identifier: MIT
#include "deploy_race.h"

#include "folders.h"
#include "measure.h"
#include "support/test_server.h"
#include "witness.h"

#include <QDir>
#include <QTextStream>
#include <functional>

namespace corridor {

namespace {

// Who runs, and the command for a deed ("migrate deploy") on a database.
struct Runner {
    QString name;
    std::function<Command(const QStringList& deed, const QString& url)> command;
    bool hasStatus = true, hasDev = true;
    Timing deploy {}, status {}, nothing {}, one {}, resolve {}, dev {}, reset {};
    QString database() const { return "race_" + QString(name).replace(u' ', u'_'); }
};

// With `oracle`, dev has a schema to compare with, and asks the project's own Prisma for the SQL.
Runner corridorRunner(const QString& program, const QString& folder, const std::optional<Oracle>& oracle)
{
    const QStringList prisma = oracle ? oracle->environment() : QStringList();
    return { "corridor",
        [=](const QStringList& deed, const QString& url) {
            return Command { program, deed, folder,
                prisma + QStringList { "DATABASE_URL=" + url, "HOME=" + folder, "XDG_RUNTIME_DIR=" + folder, "XDG_CACHE_HOME=" + folder,
                             "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=" } };
        } };
}

Runner psqlRunner(const QString& program, const QString& folder)
{
    return { "psql",
        [=](const QStringList&, const QString& url) {
            return Command { program, { "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "feed.sql", url },
                folder, {} };
        },
        false };
}

Runner prismaRunner(const Oracle& oracle, Oracle::Version version, const QString& folder)
{
    const QString name = version == Oracle::Version::Prisma6 ? "prisma 6" : "prisma 7";
    const bool ownSchema = version == Oracle::Version::Prisma7; // the oracle gives Prisma 6 a schema of its own
    return { name, [=](const QStringList& deed, const QString& url) { return oracle.command(version, folder, url, deed); }, true, ownSchema };
}

QString emptyDatabase(const TestServer& server, const QString& name)
{
    const Witness postgres(server.url("postgres").toUtf8());
    postgres.execute("DROP DATABASE IF EXISTS " + name.toUtf8());
    postgres.execute("CREATE DATABASE " + name.toUtf8());
    return server.url(name);
}

const QString extra = "20990101000000_extra";

// A failed row of one more migration, for resolve.
QByteArray failedRow()
{
    return "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (gen_random_uuid()::text, repeat('0', 64), '" + extra.toUtf8() + "')";
}

// What comes after the first deploy, on the same database: one more migration, a resolved failure, dev, reset.
void runRest(Runner& runner, const QString& url, const QString& folder)
{
    runner.status.add(runner.command({ "migrate", "status" }, url));
    runner.nothing.add(runner.command({ "migrate", "deploy" }, url));
    Witness(url.toUtf8()).execute(failedRow());
    runner.resolve.add(runner.command({ "migrate", "resolve", "--rolled-back", extra }, url));
    Witness(url.toUtf8()).execute("DELETE FROM _prisma_migrations WHERE migration_name = '" + extra.toUtf8() + '\'');
    writeMigration(folder, extra, "COMMENT ON TABLE table_0 IS 'extra';\n");
    runner.one.add(runner.command({ "migrate", "deploy" }, url));
    if (runner.hasDev)
        runner.dev.add(runner.command({ "migrate", "dev" }, url));
    runner.reset.add(runner.command({ "migrate", "reset", "--force" }, url));
    QDir(folder + "/prisma/migrations/" + extra).removeRecursively();
}

void runRound(QList<Runner>& runners, const TestServer& server, const QString& folder)
{
    for (Runner& runner : runners) {
        const QString url = emptyDatabase(server, runner.database());
        runner.deploy.add(runner.command({ "migrate", "deploy" }, url));
        if (runner.hasStatus)
            runRest(runner, url, folder);
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
    QList<Runner> runners { corridorRunner(options.corridor, folder.path(), oracle),
        psqlRunner(server.server().binaries.folder + "/psql", folder.path()) };
    if (oracle && oracle->adopt(folder.path()) && writeSchema(folder.path(), options.migrations))
        runners += { prismaRunner(*oracle, Oracle::Version::Prisma7, folder.path()),
            prismaRunner(*oracle, Oracle::Version::Prisma6, folder.path()) };
    for (int round = 0; round < options.rounds; ++round)
        runRound(runners, server, folder.path());
    QTextStream(stdout) << (durability == Durability::Full ? "\nOn a durable server\n" : "\nWith fsync off\n");
    print(QStringLiteral("  deploy of %1 migrations").arg(options.migrations), runners, &Runner::deploy);
    print(QStringLiteral("  status, %1 applied").arg(options.migrations), runners, &Runner::status);
    print("  deploy of nothing", runners, &Runner::nothing);
    print("  deploy of one", runners, &Runner::one);
    print("  resolve", runners, &Runner::resolve);
    print("  dev, nothing to do", runners, &Runner::dev);
    print("  reset", runners, &Runner::reset);
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
