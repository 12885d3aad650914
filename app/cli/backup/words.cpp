// SPDX-License-Identifier: MIT
#include "backup/words.h"

#include "report/quantity_text.h"
#include "status_json.h"

namespace corridor {

namespace {

QString phaseText(const BackupProgress& progress)
{
    switch (progress.phase) {
    case BackupProgress::Phase::Dumping:
        return QString("Dumping: %1 of a database of %2").arg(sizeText(progress.done), sizeText(progress.total));
    case BackupProgress::Phase::Hashing:
        return QString("Checking the files: %1 of %2").arg(sizeText(progress.done), sizeText(progress.total));
    case BackupProgress::Phase::Restoring:
        return progress.total ? QString("Restoring: %1 of %2  %3").arg(progress.done).arg(progress.total).arg(progress.text)
                              : "Restoring " + progress.text;
    case BackupProgress::Phase::Analyzing:
        return "Analyzing";
    case BackupProgress::Phase::Comparing:
        return QString("Comparing the rows: table %1 of %2").arg(progress.done).arg(progress.total);
    }
    return {};
}

} // namespace

BackupStore backupStore(const Context& context)
{
    return BackupStore(context.isSet("store") ? context.value("store") : BackupStore::defaultFolder(context.environment()));
}

Result<Backup> namedBackup(Context& context)
{
    const BackupStore store = backupStore(context);
    const QString id = context.arguments().value(1, "latest");
    if (id != "latest")
        return store.find(id);
    const auto connection = context.connection();
    const QString database = connection ? connection->value("dbname") : QString();
    for (const Backup& backup : store.list()) {
        if (database.isEmpty() || backup.manifest.database == database)
            return backup;
    }
    return fail("backup-unknown", "There is no backup in " + store.folder() + (database.isEmpty() ? "." : " of " + database + '.'),
        "`corridor backup create` makes one.");
}

BackupObserver backupProgress(const Context& context)
{
    return [&context](const BackupProgress& progress) { context.progress(phaseText(progress)); };
}

QJsonObject toJson(const Backup& backup)
{
    QJsonObject json = backup.manifest.toJson();
    json["folder"] = backup.folder;
    json["archive"] = backup.archivePath();
    json["verifiedAt"] = timeJson(backup.verifiedAt);
    return json;
}

Result<RetentionPolicy> retentionPolicy(const Context& context)
{
    RetentionPolicy policy;
    for (const auto& [option, period] : { std::pair("every", &policy.every), std::pair("keep", &policy.keepFor) }) {
        if (!context.isSet(option))
            continue;
        const auto given = periodFromText(context.value(option));
        if (!given)
            return fail("usage", QString("--%1 takes a period such as 6h, 7d or 30m.").arg(option));
        *period = *given;
    }
    return policy;
}

Result<int> jobsOption(const Context& context)
{
    if (!context.isSet("jobs"))
        return 2;
    bool isNumber = false;
    const int jobs = context.value("jobs").toInt(&isNumber);
    if (!isNumber || jobs < 1 || jobs > 64)
        return fail("usage", "--jobs takes a number from 1 to 64.");
    return jobs;
}

} // namespace corridor
