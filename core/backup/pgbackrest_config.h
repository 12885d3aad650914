// SPDX-License-Identifier: MIT
#pragma once

#include "backup/retention.h"
#include "base/error.h"

#include <QByteArray>
#include <QStringList>

namespace corridor {

// A repository of pgBackRest, in a folder or in S3. No secret is part of it: pgBackRest finds the keys and the cipher's
// passphrase in its environment, PGBACKREST_REPO1_S3_KEY, …_S3_KEY_SECRET and …_CIPHER_PASS.
struct ArchiveRepository {
    QString path; // a folder, or the prefix inside the bucket
    QString bucket, endpoint, region; // of S3; an empty bucket: a folder
    bool encrypted = false; // aes-256-cbc
    bool isS3() const { return !bucket.isEmpty(); }
};

// How one server is archived.
struct ArchiveSetup {
    QString stanza = "main"; // pgBackRest's name for the server
    QString dataFolder, socketFolder; // of the server; the folder of its socket
    int port = 5432;
    QString user = "postgres";
    ArchiveRepository repository;
    int keepDays = 7; // any moment of these days can be come back to
    QString stateFolder; // for logs, locks and the spool
};

// pgbackrest.conf. "archive-setup" where a part is missing, or a value would break out of its line.
Result<QByteArray> pgBackRestConfig(const ArchiveSetup& setup);
// Reads back what pgBackRestConfig() writes, and what people write like it; what is missing keeps its default.
ArchiveSetup archiveSetupFrom(const QByteArray& config);

// The value of archive_command for that configuration.
QString archiveCommand(const QString& program, const QString& configFile, const QString& stanza);

// The variables with secrets that the setup needs.
QStringList secretVariables(const ArchiveSetup& setup);

} // namespace corridor
