// SPDX-License-Identifier: MIT
#include "schema_options.h"

#include "profile/profile_store.h"

#include <QJsonArray>
#include <QSaveFile>

namespace corridor {

namespace {

QString sign(const Change& change)
{
    switch (change.action) {
    case Change::Action::Create: return "+";
    case Change::Action::Drop: return "-";
    default: return "~";
    }
}

Result<ConnectionOptions> connectionOfProfile(const Context& context, const QString& name)
{
    const auto store = ProfileStore::open(ProfileStore::defaultPath(context.environment()));
    CORRIDOR_TRY(store);
    const auto profile = store->find(name);
    CORRIDOR_TRY(profile);
    return context.profileConnection(*profile);
}

} // namespace

QList<QCommandLineOption> schemaOptions()
{
    return { { "schema", "Only this schema; may be given again.", "NAME" },
        { "scratch-server", "Builds what has to be built on this server, in databases of its own, instead of the sandbox.", "URL" } };
}

Result<SchemaReadOptions> schemaReadOptions(const Context& context)
{
    SchemaReadOptions options;
    options.environment = context.environment();
    options.snapshot.schemas = context.values("schema");
    options.profile = [&context](const QString& name) { return connectionOfProfile(context, name); };
    if (!context.isSet("scratch-server"))
        return options;
    const auto server = parseConnection(context.value("scratch-server"), context.environment());
    CORRIDOR_TRY(server);
    options.scratchServer = *server;
    return options;
}

QString changeLine(const Change& change)
{
    QString line = sign(change) + ' ' + change.summary().section(' ', 1);
    if (change.rebuild)
        line += " (made anew)";
    for (const QString& loss : change.losses)
        line += "\n    loses " + loss;
    if (!change.unsupported.isEmpty())
        line += "\n    no SQL for it: " + change.unsupported;
    return line;
}

void printChanges(const Context& context, const QList<Change>& changes)
{
    for (const Change& change : changes)
        context.print(changeLine(change));
}

QJsonArray toJson(const QList<Change>& changes)
{
    QJsonArray array;
    for (const Change& change : changes)
        array.append(change.toJson());
    return array;
}

Result<void> writeFile(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return fail("file-not-written", QString("Cannot write %1: %2").arg(path, file.errorString()),
        "Check the folder's permissions and free space.");
}

} // namespace corridor
