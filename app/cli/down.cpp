// SPDX-License-Identifier: MIT
// corridor down: the way back of a migration, shown or written.
#include "rehearsal_server.h"

#include "project/partial_way_back.h"
#include "wayback/trial.h"

#include <QDir>
#include <QJsonArray>
#include <QSaveFile>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "generate", "Writes down.sql." }, { "all", "Of every migration." },
        { "keep-data", "What becomes of rows that the way back drops: none, side-table or rename.", "HOW", "none" },
        { "concurrently", "Takes locks that let others work; such a script is no single transaction." },
        { "after", "The way back of a migration that stopped after its first N statements, to down.after-N.sql.", "N" },
        { "force", "Writes over a down.sql that is there." }, serverOption() };
}

struct Wish {
    QStringList names; // in the folder's order
    TrialOptions trial;
    bool force = false;
    int after = 0; // statements that took effect; 0: all of them
};

Result<Wish> wishOf(const Context& context, const Project& project)
{
    const auto keep = keepDataFromWord(context.value("keep-data"));
    if (!keep)
        return fail("usage", "--keep-data takes none, side-table or rename.");
    Wish wish { .force = context.isSet("force") };
    wish.trial.wayBack.schema = scratchSchema(project);
    wish.trial.wayBack.keepData = *keep;
    wish.trial.wayBack.concurrently = context.isSet("concurrently");
    bool isNumber = true;
    if (context.isSet("after"))
        wish.after = context.value("after").toInt(&isNumber);
    if (!isNumber || wish.after < 0 || (wish.after > 0 && context.isSet("all")))
        return fail("usage", "--after takes a whole number from 1, and one migration.");
    const auto names = chosenMigrations(context, project);
    CORRIDOR_TRY(names);
    wish.names = *names;
    return wish;
}

QString downPath(const Migration& migration, int after = 0)
{
    return after > 0 ? partialWayBackPath(migration, after) : migration.path + "/down.sql";
}

// Its first statements alone.
Migration firstStatements(Migration migration, int count)
{
    const Script script = parseScript(prismaText(migration.script.value_or(QByteArray())));
    if (count < script.statements.size())
        migration.script = script.text.first(script.statements[count].begin);
    migration.down.reset();
    return migration;
}

Result<void> write(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return fail("down-unwritable", QString("%1 cannot be written: %2").arg(path, file.errorString()));
}

Error exists(const Migration& migration)
{
    return { .code = "down-exists",
        .message = QString("`%1` has a down.sql already.").arg(migration.name),
        .hint = "--force writes over it.",
        .state = "nothing was written",
        .migration = migration.name };
}

QJsonObject toJson(const Migration& migration, const Trial& trial, int after)
{
    return { { "name", migration.name }, { "file", downPath(migration, after) }, { "lossless", trial.way.lossless() },
        { "losses", QJsonArray::fromStringList(trial.way.losses) },
        { "discards", QJsonArray::fromStringList(trial.way.discards) },
        { "conditions", QJsonArray::fromStringList(trial.way.conditions) },
        { "kept", QJsonArray::fromStringList(trial.way.kept) }, { "verdict", verdictWord(trial.proof.verdict) },
        { "why", trial.proof.why } };
}

void tell(const Context& context, const Migration& migration, const Trial& trial)
{
    context.print(QString("%1: %2").arg(migration.name, verdictWord(trial.proof.verdict)));
    for (const QString& loss : trial.way.losses)
        context.print("    does not come back: " + loss);
    for (const QString& discard : trial.way.discards)
        context.print("    discards " + discard);
    for (const QString& condition : trial.way.conditions)
        context.print("    runs only if " + condition);
    if (trial.proof.verdict == Proof::Verdict::NotProved)
        context.print("    " + trial.proof.why);
}

Result<QJsonObject> generate(const Context& context, Ladder& ladder, const Migration& migration, const Wish& wish)
{
    if (migration.down && !wish.force)
        return std::unexpected(exists(migration));
    const auto trial = tryWayBack(ladder, migration, wish.trial, context.token());
    CORRIDOR_TRY(trial);
    CORRIDOR_TRY(write(downPath(migration, wish.after), scriptText(*trial)));
    tell(context, migration, *trial);
    return toJson(migration, *trial, wish.after);
}

QJsonObject failure(const Migration& migration, const Error& error)
{
    return { { "name", migration.name }, { "error", error.toJson() } };
}

Answer answerOf(const QJsonArray& list, const std::optional<Error>& first, bool all)
{
    Answer answer;
    if (!all && list.size() == 1)
        answer.json = list.first().toObject();
    answer.json["migrations"] = list;
    if (first) {
        answer.error = first;
        answer.exitCode = ExitFailed;
    }
    return answer;
}

Answer generateAll(Context& context, const Project& project, const Wish& wish)
{
    auto ladder = rehearsalLadder(context, project);
    if (!ladder)
        return ladder.error();
    QJsonArray list;
    std::optional<Error> first;
    QStringList waiting = wish.names;
    const bool all = context.isSet("all");
    for (const Migration& migration : project.migrations) {
        if (waiting.isEmpty())
            break;
        if (waiting.removeOne(migration.name) && !(all && migration.down && !wish.force)) {
            const auto made = generate(
                context, *ladder, wish.after > 0 ? firstStatements(migration, wish.after) : migration, wish);
            list << (made ? *made : failure(migration, made.error()));
            if (!made && !first)
                first = made.error();
        }
        if (waiting.isEmpty())
            break;
        if (const auto climbed = climbPast(context, *ladder, migration); !climbed)
            return answerOf(list, climbed.error(), true);
    }
    return answerOf(list, first, all);
}

Answer show(Context& context, const Project& project, const QStringList& names)
{
    QJsonArray list;
    for (const QString& name : names) {
        const Migration* migration = project.find(name);
        if (!migration->down)
            return Error { .code = "down-missing",
                .message = QString("`%1` has no down.sql.").arg(name),
                .hint = QString("`corridor down %1 --generate` writes one.").arg(name),
                .migration = name };
        context.print(QString::fromUtf8(*migration->down));
        list << QJsonObject { { "name", name }, { "file", downPath(*migration) },
            { "script", QString::fromUtf8(*migration->down) } };
    }
    return list.size() == 1 ? Answer(list.first().toObject()) : Answer(QJsonObject { { "migrations", list } });
}

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto wish = wishOf(context, *project);
    if (!wish)
        return wish.error();
    return context.isSet("generate") ? generateAll(context, *project, *wish) : show(context, *project, wish->names);
}

} // namespace

extern const Command downCommand { "down", "NAME|--all [--generate] [--keep-data none|side-table|rename] [--force]",
    "Shows the way back of a migration, or writes and proves it.", options, run };

} // namespace corridor
