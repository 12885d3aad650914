// SPDX-License-Identifier: MIT
#include "backup/words.h"
#include "report/quantity_text.h"
#include "report/text_table.h"

#include <QJsonArray>
#include <unistd.h>

namespace corridor {

Answer listWord(Context& context)
{
    QList<Error> problems;
    const QList<Backup> backups = backupStore(context).list(&problems);
    TextTable table({ { "id" }, { "taken" }, { "database" }, { "server" }, { "size", TableColumn::Align::Right }, { "verified" }, { "why" } });
    QJsonArray list;
    for (const Backup& backup : backups) {
        const BackupManifest& manifest = backup.manifest;
        table.addRow({ manifest.id, manifest.startedAt.toLocalTime().toString("yyyy-MM-dd HH:mm"), manifest.database,
            QString::number(manifest.serverMajor()), sizeText(manifest.bytes()),
            backup.verifiedAt ? TableCell(backup.verifiedAt->toLocalTime().toString("yyyy-MM-dd HH:mm"), TextStyle::Good) : TableCell("no"),
            manifest.why });
        list << toJson(backup);
    }
    context.print(backups.isEmpty() ? QString("No backups yet.") : table.toText(Terminal::of(STDOUT_FILENO, context.environment())).chopped(1));
    QJsonArray broken;
    for (const Error& problem : problems) {
        context.warn("note: " + problem.message);
        broken << problem.toJson();
    }
    return QJsonObject { { "backups", list }, { "problems", broken } };
}

Answer pruneWord(Context& context)
{
    const auto policy = retentionPolicy(context);
    if (!policy)
        return policy.error();
    const BackupStore store = backupStore(context);
    QList<BackupManifest> removed;
    if (context.isSet("plan")) {
        QList<BackupManifest> all;
        for (const Backup& backup : store.list())
            all << backup.manifest;
        removed = expiredBackups(all, *policy, QDateTime::currentDateTimeUtc());
    } else {
        auto done = store.prune(*policy, QDateTime::currentDateTimeUtc());
        if (!done)
            return done.error();
        removed = *done;
    }
    QJsonArray ids;
    for (const BackupManifest& manifest : removed) {
        context.print((context.isSet("plan") ? "would remove " : "removed ") + manifest.id);
        ids << manifest.id;
    }
    if (removed.isEmpty())
        context.print("No backup is older than it has to be kept.");
    return QJsonObject { { "removed", ids }, { "plan", context.isSet("plan") } };
}

} // namespace corridor
