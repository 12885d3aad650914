// SPDX-License-Identifier: MIT
#include "backup/archive_words.h"
#include "backup/words.h"
#include "run_output.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

namespace corridor {

namespace {

QString homeFolder(const Context& context, const char* variable, const char* otherwise)
{
    const QString set = context.environment().value(variable);
    return (set.isEmpty() ? context.environment().value("HOME") + otherwise : set) + "/corridor";
}

Result<ArchiveSetup> setupOf(Context& context, Session& server)
{
    ArchiveSetup setup;
    QFile written(archiveConfigPath(context));
    if (written.open(QIODevice::ReadOnly))
        setup = archiveSetupFrom(written.readAll());
    CORRIDOR_TRY(fillFromServer(setup, server, context.token()));
    if (context.isSet("stanza"))
        setup.stanza = context.value("stanza");
    ArchiveRepository& repository = setup.repository;
    const std::pair<const char*, QString*> texts[] { { "repo", &repository.path }, { "s3-bucket", &repository.bucket },
        { "s3-endpoint", &repository.endpoint }, { "s3-region", &repository.region } };
    for (const auto& [option, value] : texts)
        if (context.isSet(option))
            *value = context.value(option);
    repository.encrypted = repository.encrypted || context.isSet("encrypt");
    if (repository.path.isEmpty())
        repository.path = repository.isS3() ? QString("/corridor")
                                            : homeFolder(context, "XDG_DATA_HOME", "/.local/share") + "/archive";
    if (setup.stateFolder.isEmpty())
        setup.stateFolder = homeFolder(context, "XDG_STATE_HOME", "/.local/state") + "/pgbackrest";
    if (const auto keep = periodFromText(context.value("keep")); context.isSet("keep") && keep)
        setup.keepDays = qMax(1, int(std::chrono::duration_cast<std::chrono::hours>(*keep).count() / 24));
    return setup;
}

Result<void> writeConfig(const QString& path, const QByteArray& text, const ArchiveSetup& setup)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(text) != text.size()
        || !file.commit())
        return fail("archive-setup", path + " could not be written: " + file.errorString() + '.');
    for (const char* folder : { "/log", "/lock", "/spool" })
        QDir().mkpath(setup.stateFolder + folder);
    return {};
}

QJsonObject toJson(const ArchiveCheck& check)
{
    return { { "what", check.what }, { "ok", check.ok }, { "is", check.is },
        { "toDo", check.toDo.isEmpty() ? QJsonValue() : QJsonValue(check.toDo) },
        { "needsRestart", check.needsRestart } };
}

bool tell(const Context& context, const QList<ArchiveCheck>& checks, QJsonArray& json)
{
    bool ok = true, restart = false;
    for (const ArchiveCheck& check : checks) {
        context.print(QString("%1 %2: %3").arg(check.ok ? "ok     " : "missing", check.what, check.is));
        if (!check.ok)
            context.print("        " + check.toDo);
        ok = ok && check.ok;
        restart = restart || check.needsRestart;
        json << toJson(check);
    }
    if (restart)
        context.print("The server must be restarted afterwards; for the others SELECT pg_reload_conf() is enough.");
    return ok;
}

QStringList missingSecrets(const Context& context, const ArchiveSetup& setup)
{
    QStringList names = secretVariables(setup);
    names.removeIf([&](const QString& name) { return !context.environment().value(name).isEmpty(); });
    return names;
}

} // namespace

QString archiveConfigPath(const Context& context)
{
    return context.isSet("archive-config") ? QFileInfo(context.value("archive-config")).absoluteFilePath()
                                           : homeFolder(context, "XDG_CONFIG_HOME", "/.config") + "/pgbackrest.conf";
}

PgBackRest pgBackRest(const Context& context)
{
    const QString path = archiveConfigPath(context);
    QFile file(path);
    const QString written = file.open(QIODevice::ReadOnly) ? archiveSetupFrom(file.readAll()).stanza : QString("main");
    return { findPgBackRest(context.environment()), path, context.isSet("stanza") ? context.value("stanza") : written };
}

Answer setupWord(Context& context)
{
    auto server = context.connect();
    if (!server)
        return server.error();
    const auto setup = setupOf(context, *server);
    if (!setup)
        return setup.error();
    const auto config = pgBackRestConfig(*setup);
    if (!config)
        return config.error();
    const QString path = archiveConfigPath(context), program = findPgBackRest(context.environment());
    if (context.isSet("write"))
        if (const auto written = writeConfig(path, *config, *setup); !written)
            return written.error();
    context.print((context.isSet("write") ? "Wrote " : "# --write writes ") + path
        + (context.isSet("write") ? QString() : '\n' + QString::fromUtf8(*config)));
    const auto checks = checkArchiving(*server, program, path, setup->stanza, context.token());
    if (!checks)
        return checks.error();
    QJsonArray list;
    bool ok = tell(context, *checks, list);
    const QStringList secrets = missingSecrets(context, *setup);
    for (const QString& name : secrets)
        context.print(QString("missing %1 in the environment, here and of the server").arg(name));
    QJsonObject json { { "config", path }, { "text", QString::fromUtf8(*config) },
        { "written", context.isSet("write") }, { "checks", list },
        { "missingSecrets", QJsonArray::fromStringList(secrets) } };
    ok = ok && secrets.isEmpty();
    if (ok) {
        const PgBackRest archive(program, path, setup->stanza);
        const auto made
            = archive.createStanza(context.token()).and_then([&] { return archive.check(context.token()); });
        if (!made)
            return made.error();
        context.print("The WAL arrives in the repository. Next: corridor backup base full");
    }
    json["ready"] = ok;
    return { json, ok ? ExitOk : ExitClosed };
}

} // namespace corridor
