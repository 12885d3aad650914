// SPDX-License-Identifier: MIT
// corridor migrate diff: Prisma's sources and outputs. What stands in schema.prisma only Prisma can read: it is asked.
#include "drift_words.h"
#include "prisma_program.h"
#include "schema/read_schema.h"

#include <QSaveFile>
#include <algorithm>

namespace corridor {

namespace {

// One side as it was given: the option's name without its "--from-", and its value.
struct Side {
    QString what;
    QString value;
    int given = 0;
};

Side sideOf(const PrismaCall& call, const QString& prefix)
{
    Side side;
    for (const char* what : { "empty", "migrations", "url", "config-datasource", "schema", "schema-datamodel",
             "schema-datasource", "local-d1" }) {
        if (!call.isSet(prefix + what))
            continue;
        side = { what, call.value(prefix + what), side.given + 1 };
    }
    return side;
}

// Only Prisma reads a data model.
bool isPrismas(const Side& side)
{
    return side.what == "schema" || side.what == "schema-datamodel" || side.what == "local-d1";
}

Result<Snapshot> read(const PrismaCall& call, const Side& side, const SchemaReadOptions& options)
{
    SchemaSource source { .kind = SchemaSource::Kind::Empty };
    if (side.what == "migrations")
        source = { SchemaSource::Kind::Migrations, side.value };
    else if (side.what == "url")
        source = { SchemaSource::Kind::Database, side.value };
    else if (side.what != "empty")
        source = { SchemaSource::Kind::Database, call.urlText() };
    auto read = readSchema(source, options, call.token());
    CORRIDOR_TRY(read);
    return std::move(read->snapshot);
}

int countsOff(const PrismaCall& call, const Side& from, const Side& to)
{
    call.err(QString("Error: \n%1 `--from-...` parameter(s) provided. 1 must be provided.\n%2 `--to-...` parameter(s) "
                     "provided. 1 must be provided.")
            .arg(from.given)
            .arg(to.given));
    return 1;
}

// Prisma's summary, and what it would not have seen.
QString summary(const QList<Change>& changes, const Snapshot& from, const Snapshot& to)
{
    const DriftWords words = driftWords(changes, from, to);
    QString text = words.seen.isEmpty() ? QString() : '\n' + words.seen;
    if (!words.unseen.isEmpty())
        text += "\n[*] Changed what Prisma does not see\n  - " + words.unseen.join("\n  - ") + '\n';
    return text;
}

Result<QString> output(const PrismaCall& call, const QList<Change>& changes, const Snapshot& from, const Snapshot& to)
{
    if (!call.isSet("--script"))
        return changes.isEmpty() ? QString("No difference detected.") : summary(changes, from, to);
    if (changes.isEmpty())
        return QString("-- This is an empty migration.");
    return render(changes);
}

Result<void> deliver(const PrismaCall& call, const QString& text)
{
    if (!call.isSet("--output")) {
        call.out(text);
        return {};
    }
    QSaveFile file(call.value("--output"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        return fail("file-not-written", QString("Cannot write %1: %2").arg(file.fileName(), file.errorString()));
    call.out();
    return {};
}

int compare(const PrismaCall& call, const Side& from, const Side& to)
{
    SchemaReadOptions options { .environment = call.environment() };
    const QString shadow = call.isSet("--shadow-database-url") ? call.value("--shadow-database-url") : QString();
    if (!shadow.isEmpty())
        if (const auto server = parseConnection(shadow, call.environment()))
            options.scratchServer = *server;
    const auto before = read(call, from, options);
    const auto after = before ? read(call, to, options) : before;
    if (!after)
        return call.engineError(after.error());
    const QList<Change> changes = diff(*before, *after);
    const auto text = output(call, changes, *before, *after);
    if (!text)
        return call.engineError(text.error());
    if (const auto delivered = deliver(call, *text); !delivered)
        return call.engineError(delivered.error());
    return call.isSet("--exit-code") && !changes.isEmpty() ? 2 : 0;
}

int run(PrismaCall& call)
{
    const Side from = sideOf(call, "--from-");
    const Side to = sideOf(call, "--to-");
    if (from.given != 1 || to.given != 1)
        return countsOff(call, from, to);
    if (isPrismas(from) || isPrismas(to))
        return handOver(QStringList { "migrate", "diff" } + call.words());
    return compare(call, from, to);
}

} // namespace

const PrismaCall::Spec migrateDiff { "migrate diff",
    { "--config", "--output", "--from-migrations", "--to-migrations", "--from-url", "--to-url", "--from-schema",
        "--to-schema", "--from-schema-datamodel", "--to-schema-datamodel", "--from-schema-datasource",
        "--to-schema-datasource", "--shadow-database-url" },
    { "--from-empty", "--to-empty", "--from-config-datasource", "--to-config-datasource", "--from-local-d1",
        "--to-local-d1", "--script", "--exit-code" },
    run, false };

} // namespace corridor
