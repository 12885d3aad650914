// SPDX-License-Identifier: MIT
// corridor diff: what leads from one schema to another, as a list or as a script.
#include "schema_options.h"

#include <QJsonArray>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return schemaOptions()
        + QList<QCommandLineOption> { { "from", "Where it starts: a URL, profile:NAME, a migrations folder, a file of `corridor snapshot`, "
                                                "a dump, schema.prisma, or empty.", "SOURCE" },
              { "to", "Where it leads; without it the database of --url, --profile or the project.", "SOURCE" },
              { "script", "Prints the SQL." }, { { "o", "output" }, "Writes the SQL to this file.", "FILE" },
              { "safe", "Safe forms: indexes CONCURRENTLY, constraints NOT VALID and then validated." },
              { "rename", "Agrees that one object became another, as in \"column public.t.a=column public.t.b\"; may be given again.", "A=B" },
              { "exit-code", "Exits with 2 where there are differences." } };
}

Result<SchemaSource> sourceOf(Context& context, const char* option)
{
    if (context.isSet(option))
        return parseSchemaSource(context.value(option));
    return fail("usage", QString("Give --%1.").arg(option));
}

// --to may be left out: then it is the database that other commands would work on.
Result<SchemaRead> readSide(Context& context, const char* option, SchemaReadOptions& options)
{
    if (!context.isSet(option) && qstrcmp(option, "to") == 0) {
        auto session = context.connect();
        CORRIDOR_TRY(session);
        auto snapshot = readSnapshot(*session, options.snapshot, context.token());
        CORRIDOR_TRY(snapshot);
        return SchemaRead { std::move(*snapshot), {} };
    }
    const auto source = sourceOf(context, option);
    CORRIDOR_TRY(source);
    return readSchema(*source, options, context.token());
}

bool isBuilt(const SchemaSource& source)
{
    return source.kind != SchemaSource::Kind::Database && source.kind != SchemaSource::Kind::Profile
        && source.kind != SchemaSource::Kind::Snapshot;
}

struct Sides {
    SchemaRead from, to;
};

// What has to be built is built by the major version of the other side, so that both speak alike.
Result<Sides> readSides(Context& context, SchemaReadOptions options)
{
    const auto first = sourceOf(context, "from");
    CORRIDOR_TRY(first);
    Sides sides;
    const bool fromLater = isBuilt(*first);
    for (const char* option : { fromLater ? "to" : "from", fromLater ? "from" : "to" }) {
        auto read = readSide(context, option, options);
        CORRIDOR_TRY(read);
        if (read->snapshot.serverVersion)
            options.major = read->snapshot.serverVersion / 10000;
        (qstrcmp(option, "from") == 0 ? sides.from : sides.to) = std::move(*read);
    }
    return sides;
}

Result<QList<Rename>> renamesOf(const Context& context)
{
    QList<Rename> renames;
    for (const QString& text : context.values("rename")) {
        const qsizetype equals = text.indexOf('=');
        if (equals < 0)
            return fail("usage", QString("--rename %1 has no =.").arg(text));
        renames.append({ text.first(equals).trimmed(), text.sliced(equals + 1).trimmed() });
    }
    return renames;
}

QJsonArray toJson(const QList<Rename>& renames)
{
    QJsonArray array;
    for (const Rename& rename : renames)
        array.append(QJsonObject { { "before", rename.before }, { "after", rename.after } });
    return array;
}

void printList(const Context& context, const QList<Change>& changes, const QList<Rename>& likely)
{
    if (changes.isEmpty())
        context.print("No difference detected.");
    printChanges(context, changes);
    for (const Rename& rename : likely)
        context.print(QString("? may be a rename: --rename \"%1=%2\"").arg(rename.before, rename.after));
}

Answer run(Context& context)
{
    const auto read = schemaReadOptions(context);
    const auto renames = renamesOf(context);
    if (!read || !renames)
        return read ? renames.error() : read.error();
    const auto sides = readSides(context, *read);
    if (!sides)
        return sides.error();
    for (const QString& note : sides->from.notes + sides->to.notes)
        context.warn("note: " + note);
    const bool safe = context.isSet("safe");
    const QList<Change> changes
        = diff(sides->from.snapshot, sides->to.snapshot, { .renames = *renames, .concurrently = safe, .notValid = safe });
    const QList<Rename> likely = renames->isEmpty() ? renameCandidates(sides->from.snapshot, sides->to.snapshot) : QList<Rename>();
    const auto script = render(changes);
    const bool asScript = context.isSet("script") || context.isSet("output");
    if (asScript && !script)
        return script.error();
    if (context.isSet("output"))
        if (auto done = writeFile(context.value("output"), script->toUtf8()); !done)
            return done.error();
    if (context.isSet("script"))
        context.print(changes.isEmpty() ? QString("-- This is an empty migration.") : script->trimmed());
    else if (!context.isSet("output"))
        printList(context, changes, likely);
    QJsonObject json { { "identical", changes.isEmpty() }, { "changes", corridor::toJson(changes) },
        { "likelyRenames", toJson(likely) }, { "script", script ? QJsonValue(*script) : QJsonValue() },
        { "fromFingerprint", QString::fromLatin1(sides->from.snapshot.fingerprint()) },
        { "toFingerprint", QString::fromLatin1(sides->to.snapshot.fingerprint()) } };
    if (!script)
        json["scriptError"] = script.error().toJson();
    return { json, context.isSet("exit-code") && !changes.isEmpty() ? ExitDifferences : ExitOk };
}

} // namespace

extern const Command diffCommand { "diff", "--from SOURCE --to SOURCE [--script | --exit-code]",
    "Says what leads from one schema to another, as a list or as SQL.", options, run };

} // namespace corridor
