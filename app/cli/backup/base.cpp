// SPDX-License-Identifier: MIT
#include "backup/archive_words.h"
#include "evidence/before_deploy.h"
#include "report/quantity_text.h"
#include "report/text_table.h"
#include "run_output.h"

#include <QJsonArray>

namespace corridor {

namespace {

Answer listBases(Context& context)
{
    const auto backups = pgBackRest(context).list(context.token());
    if (!backups)
        return backups.error();
    QJsonArray list;
    TextTable table({ { "Label" }, { "Type" }, { "From" }, { "To" }, { "Database", TableColumn::Align::Right },
        { "In the repository", TableColumn::Align::Right } });
    for (const BaseBackup& backup : *backups) {
        table.addRow({ backup.label, backup.type, isoTimestamp(backup.startedAt), isoTimestamp(backup.stoppedAt),
            sizeText(backup.databaseBytes), sizeText(backup.repositoryBytes) });
        list << QJsonObject { { "label", backup.label }, { "type", backup.type },
            { "startedAt", isoTimestamp(backup.startedAt) }, { "stoppedAt", isoTimestamp(backup.stoppedAt) },
            { "databaseBytes", backup.databaseBytes }, { "repositoryBytes", backup.repositoryBytes } };
    }
    context.print(
        table.isEmpty() ? QString("No base backups yet: corridor backup base full") : table.toText().trimmed());
    return QJsonObject { { "backups", list } };
}

Answer takeBase(Context& context, BaseBackupType type)
{
    if (const auto taken = pgBackRest(context).backup(type, context.token()); !taken)
        return taken.error();
    return listBases(context);
}

Result<RecoveryTarget> targetOf(const Context& context)
{
    RecoveryTarget target { .time = {}, .point = context.value("to-point") };
    if (!context.isSet("to-time"))
        return target;
    target.time = QDateTime::fromString(context.value("to-time"), Qt::ISODateWithMs);
    if (!target.time->isValid() || !target.point.isEmpty())
        return fail("usage", "--to-time takes a time like 2026-01-31T12:30:00Z, and no --to-point beside it.");
    return target;
}

Answer restoreBase(Context& context)
{
    const auto target = targetOf(context);
    if (!target)
        return target.error();
    const QString folder = context.value("into");
    if (folder.isEmpty())
        return usage("--into takes the new data folder; the server that goes on is left alone.");
    if (const auto restored = pgBackRest(context).restore(*target, folder, context.token()); !restored)
        return restored.error();
    context.print(QString("Restored into %1. Next: start a server on it with a port of its own (pg_ctl -D %1 -o '-p "
                          "5433' start), and wait until"
                          " pg_is_in_recovery() is false.")
            .arg(folder));
    return QJsonObject { { "folder", folder },
        { "time", target->time ? QJsonValue(isoTimestamp(*target->time)) : QJsonValue() },
        { "point", target->point.isEmpty() ? QJsonValue() : QJsonValue(target->point) } };
}

} // namespace

Answer baseWord(Context& context)
{
    const QString word = context.arguments().value(1, "list");
    if (word == "list")
        return listBases(context);
    if (word == "full" || word == "incr")
        return takeBase(context, word == "full" ? BaseBackupType::Full : BaseBackupType::Incremental);
    if (word == "restore")
        return restoreBase(context);
    return usage(QString("`corridor backup base %1` is nothing: give full, incr, list or restore.").arg(word));
}

Answer pointWord(Context& context)
{
    const QString name = context.arguments().value(1);
    if (name.isEmpty())
        return usage("A restore point needs a name: corridor backup point NAME");
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto position = setRestorePoint(*session, name, context.token());
    if (!position)
        return position.error();
    context.print(QString("Restore point \"%1\" at %2").arg(name, *position));
    return QJsonObject { { "name", name }, { "position", *position } };
}

} // namespace corridor
