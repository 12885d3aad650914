// SPDX-License-Identifier: MIT
// corridor backup: takes backups, checks them, and brings them back.
#include "backup/archive_words.h"
#include "backup/words.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "store", "Where backups are kept.", "DIR" },
        { "why", "create: what it is for; kept in the manifest.", "TEXT" },
        { "format", "create: custom (one file) or directory (several processes).", "FORMAT" },
        { "jobs", "How many processes dump or restore (2).", "N" },
        { "no-counts", "create: does not count rows; verify can compare less then." },
        { "on", "verify: the server to restore on, instead of the sandbox.", "URL" },
        { "into", "restore: the name of the new database; base restore: the new data folder.", "NAME" },
        { "swap", "restore: puts it in the place of the database afterwards, which is kept under a new name." },
        { "table", "restore: only this table, with all that belongs to it; may be given several times.", "TABLE" },
        { "keep-orphans", "restore: lets foreign keys of other tables be NOT VALID." },
        { "no-owner", "restore: owners and privileges are left aside." },
        { "plan", "restore, prune, schedule: shows what will be done, and changes nothing." },
        { "confirm", "restore: the database's name, as a protected profile asks for it.", "DATABASE" },
        { "every", "schedule: how often (6h).", "PERIOD" }, { "keep", "prune, schedule, setup: for how long (7d).", "PERIOD" },
        { "cron", "schedule: a line of crontab instead of a systemd timer." },
        { "write", "schedule: writes the units for this user; setup: writes pgBackRest's configuration." },
        { "archive-config", "setup, base: pgBackRest's configuration.", "FILE" },
        { "stanza", "setup, base: pgBackRest's name for the server (main).", "NAME" },
        { "repo", "setup: the repository's folder, or its prefix in the bucket.", "PATH" },
        { "s3-bucket", "setup: keeps the repository in S3; keys come from PGBACKREST_REPO1_S3_KEY and …_KEY_SECRET.", "NAME" },
        { "s3-endpoint", "setup: the host of S3.", "HOST" }, { "s3-region", "setup: its region.", "NAME" },
        { "encrypt", "setup: encrypts the repository with PGBACKREST_REPO1_CIPHER_PASS." },
        { "to-time", "base restore: the moment, as 2026-01-31T12:30:00Z.", "TIME" },
        { "to-point", "base restore: the restore point.", "NAME" } };
}

Answer run(Context& context)
{
    const std::pair<const char*, Answer (*)(Context&)> words[] { { "create", createWord }, { "list", listWord },
        { "verify", verifyWord }, { "restore", restoreWord }, { "prune", pruneWord }, { "schedule", scheduleWord },
        { "setup", setupWord }, { "base", baseWord }, { "point", pointWord } };
    const QString word = context.arguments().value(0, "list");
    for (const auto& [name, carryOut] : words) {
        if (word == QLatin1String(name))
            return carryOut(context);
    }
    return usage(QString("`corridor backup %1` is nothing: give create, list, verify, restore, prune, schedule, setup, base or point.").arg(word));
}

} // namespace

extern const Command backupCommand { "backup", "create|list|verify|restore|prune|schedule|setup|base|point [ID]",
    "Takes backups, checks that they come back, and brings them back.", options, run };

} // namespace corridor
