// SPDX-License-Identifier: MIT
// corridor drift: the database against what its applied migrations make.
#include "schema/drift.h"

#include "schema_options.h"

#include <QJsonArray>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return schemaOptions()
        + QList<QCommandLineOption> { { "adopt", "Prints the SQL that a migration needs for the folder to make what is there." },
              { "revert", "Prints the SQL that brings the database back to its folder." } };
}

QJsonValue orNull(const Result<QString>& script) { return script ? QJsonValue(*script) : QJsonValue(); }

QJsonObject toJson(const Drift& drift, const QList<Change>& changes, const Result<QString>& adopt, const Result<QString>& revert)
{
    return { { "drifted", !changes.isEmpty() }, { "changes", toJson(changes) },
        { "migrations", QJsonArray::fromStringList(drift.applied) },
        { "edited", QJsonArray::fromStringList(drift.edited) }, { "failed", QJsonArray::fromStringList(drift.failed) },
        { "notes", QJsonArray::fromStringList(drift.notes) },
        { "adoptScript", orNull(adopt) }, { "revertScript", orNull(revert) },
        { "expectedFingerprint", QString::fromLatin1(drift.expected.fingerprint()) },
        { "actualFingerprint", QString::fromLatin1(drift.actual.fingerprint()) } };
}

void printList(const Context& context, const Drift& drift, const QList<Change>& changes)
{
    if (changes.isEmpty()) {
        context.print(QString("The database is what its %1 applied migrations make.").arg(drift.applied.size()));
        return;
    }
    context.print("The database differs from what its applied migrations make:");
    printChanges(context, changes);
    context.print("`corridor drift --adopt` prints what a migration would have to say, `corridor drift --revert` what takes it back.");
}

Answer run(Context& context)
{
    if (context.isSet("adopt") && context.isSet("revert"))
        return usage("Give one of --adopt and --revert.");
    const auto options = schemaReadOptions(context);
    const auto project = context.project();
    if (!options || !project)
        return options ? project.error() : options.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto drift = readDrift(*session, *project, *options, context.token());
    if (!drift)
        return drift.error();
    for (const QString& note : drift->notes)
        context.warn("note: " + note);
    const QList<Change> changes = drift->changes();
    const auto adopt = drift->adoptScript(), revert = drift->revertScript();
    const int code = changes.isEmpty() ? ExitOk : ExitDifferent;
    if (!context.isSet("adopt") && !context.isSet("revert")) {
        printList(context, *drift, changes);
        return { toJson(*drift, changes, adopt, revert), code };
    }
    const auto& script = context.isSet("adopt") ? adopt : revert;
    if (!script)
        return script.error();
    context.print(script->trimmed());
    return { toJson(*drift, changes, adopt, revert), code };
}

} // namespace

extern const Command driftCommand { "drift", "[--adopt | --revert]",
    "Compares the database with what its applied migrations make.", options, run };

} // namespace corridor
