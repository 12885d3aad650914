// SPDX-License-Identifier: MIT
// corridor snapshot: the schema of a database as a JSON document, for later comparison.
#include "report/json_document.h"
#include "schema_options.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return schemaOptions() + QList<QCommandLineOption> { { { "o", "output" }, "Writes it to this file.", "FILE" } };
}

Answer written(const Context& context, const Snapshot& snapshot)
{
    const QString path = context.value("output");
    if (auto done = writeFile(path, jsonDocument("snapshot", snapshot.toJson())); !done)
        return done.error();
    const QString fingerprint = QString::fromLatin1(snapshot.fingerprint());
    context.print(QString("Wrote %1 objects to %2 (fingerprint %3).").arg(snapshot.objects.size()).arg(path, fingerprint));
    return QJsonObject { { "path", path }, { "objectCount", int(snapshot.objects.size()) }, { "fingerprint", fingerprint } };
}

Answer run(Context& context)
{
    const auto options = schemaReadOptions(context);
    if (!options)
        return options.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto snapshot = readSnapshot(*session, options->snapshot, context.token());
    if (!snapshot)
        return snapshot.error();
    if (context.isSet("output"))
        return written(context, *snapshot);
    const QJsonObject json = snapshot->toJson();
    context.print(QString::fromUtf8(jsonDocument("snapshot", json)).trimmed());
    return json;
}

} // namespace

extern const Command snapshotCommand { "snapshot", "[--output FILE]",
    "Writes the schema of a database as JSON.", options, run };

} // namespace corridor
