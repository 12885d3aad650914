// SPDX-License-Identifier: MIT
// corridor sandbox: the private PostgreSQL server of this user.
#include "sandbox/sandbox.h"

#include "context.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "major", "The major version of PostgreSQL (the newest that is here).", "N" } };
}

void printStatus(const Context& context, const SandboxStatus& status)
{
    context.print(status.running ? QString("PostgreSQL %1 runs as process %2.").arg(status.serverVersion).arg(status.pid)
                                 : QString("Not running (PostgreSQL %1).").arg(status.serverVersion));
    context.print("socket: " + status.socketFolder);
    context.print("data:   " + status.dataFolder + (status.inMemory ? " (in memory)" : ""));
    context.print("Beware: " + status.safety() + '.');
}

Result<void> carryOut(const QString& word, Sandbox& sandbox, const QString& database, const CancelToken& token)
{
    if (word == "start" || word == "url") {
        CORRIDOR_TRY(sandbox.start(token));
        return database.isEmpty() ? Result<void>() : sandbox.ensureDatabase(database, token);
    }
    if (word == "stop")
        return sandbox.stop(token);
    if (word == "reset") {
        CORRIDOR_TRY(sandbox.reset(token));
        return sandbox.start(token);
    }
    return {};
}

Answer run(Context& context)
{
    const QString word = context.arguments().value(0, "status");
    if (!QStringList { "start", "stop", "status", "url", "reset" }.contains(word))
        return usage(QString("`corridor sandbox %1` is nothing: give start, stop, status, url or reset.").arg(word));
    const auto major = context.isSet("major") ? std::optional(context.value("major").toInt()) : std::nullopt;
    auto sandbox = Sandbox::locate(context.environment(), major);
    if (!sandbox)
        return sandbox.error();
    const QString database = context.arguments().value(1);
    if (auto done = carryOut(word, *sandbox, database, context.token()); !done)
        return done.error();
    const SandboxStatus status = sandbox->status();
    const QString url = sandbox->url(database.isEmpty() ? "postgres" : database);
    if (word == "url")
        context.print(url);
    else
        printStatus(context, status);
    QJsonObject json = status.toJson();
    json["url"] = url;
    return json;
}

} // namespace

extern const Command sandboxCommand { "sandbox", "start|stop|status|url|reset [DATABASE] [--major N]",
    "The private PostgreSQL server for trying out: no TCP port, no fsync.", options, run };

} // namespace corridor
