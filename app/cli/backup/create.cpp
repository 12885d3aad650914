// SPDX-License-Identifier: MIT
#include "backup/create_backup.h"
#include "backup/words.h"
#include "report/quantity_text.h"
#include "journal/run_record.h"
#include "run_output.h"

#include <QSysInfo>

namespace corridor {

namespace {

Result<BackupRequest> request(const Context& context)
{
    BackupRequest request { .why = context.value("why"),
        .who = currentUser(context.environment()),
        .machine = QSysInfo::machineHostName(),
        .countRows = !context.isSet("no-counts") };
    const QString format = context.isSet("format") ? context.value("format") : "custom";
    if (format != "custom" && format != "directory")
        return fail("usage", "--format is custom or directory.");
    if (format == "directory")
        request.format = DumpFormat::Directory;
    const auto jobs = jobsOption(context);
    CORRIDOR_TRY(jobs);
    request.jobs = *jobs;
    return request;
}

} // namespace

Answer createWord(Context& context)
{
    const auto wanted = request(context);
    if (!wanted)
        return wanted.error();
    const auto connection = context.connection();
    if (!connection)
        return connection.error();
    const BackupStore store = backupStore(context);
    std::optional<Backup> backup;
    const auto done = journaled(context, "backup", *connection, { { "store", store.folder() }, { "why", wanted->why } }, [&]() -> Result<void> {
        auto made = createBackup(store, *connection, *wanted, context.environment(), backupProgress(context), context.token());
        context.progress({});
        CORRIDOR_TRY(made);
        backup = *made;
        return {};
    });
    if (!done)
        return done.error();
    const BackupManifest& manifest = backup->manifest;
    context.print(QString("Backed up %1 in %2: %3, %4.")
            .arg(manifest.database, durationText(manifest.startedAt.msecsTo(manifest.finishedAt)), sizeText(manifest.bytes()), backup->folder));
    if (manifest.tables)
        context.print(QString("%1 counted. `corridor backup verify %2` proves that it comes back.").arg(countText(manifest.tables->size(), "table"), manifest.id));
    return QJsonObject { { "backup", toJson(*backup) } };
}

} // namespace corridor
