// SPDX-License-Identifier: MIT
#include "backup/pgbackrest_config.h"

#include <algorithm>

namespace corridor {

namespace {

using Entry = std::pair<QString, QString>;

bool isOneLine(const QString& value)
{
    return std::ranges::none_of(value, [](QChar c) { return c == '\n' || c == '\r' || c.isNull(); });
}

QList<Entry> repositoryEntries(const ArchiveRepository& repository)
{
    QList<Entry> entries { { "repo1-path", repository.path } };
    if (repository.isS3())
        entries << Entry { "repo1-type", "s3" } << Entry { "repo1-s3-bucket", repository.bucket }
                << Entry { "repo1-s3-endpoint", repository.endpoint } << Entry { "repo1-s3-region", repository.region }
                << Entry { "repo1-s3-uri-style", "path" };
    if (repository.encrypted)
        entries << Entry { "repo1-cipher-type", "aes-256-cbc" };
    return entries;
}

QList<Entry> globalEntries(const ArchiveSetup& setup)
{
    return repositoryEntries(setup.repository)
        << Entry { "repo1-retention-full-type", "time" }
        << Entry { "repo1-retention-full", QString::number(setup.keepDays) } << Entry { "repo1-bundle", "y" }
        << Entry { "repo1-block", "y" } << Entry { "start-fast", "y" } << Entry { "process-max", "2" }
        << Entry { "log-path", setup.stateFolder + "/log" } << Entry { "lock-path", setup.stateFolder + "/lock" }
        << Entry { "spool-path", setup.stateFolder + "/spool" };
}

QList<Entry> stanzaEntries(const ArchiveSetup& setup)
{
    QList<Entry> entries { { "pg1-path", setup.dataFolder }, { "pg1-port", QString::number(setup.port) } };
    if (!setup.socketFolder.isEmpty())
        entries << Entry { "pg1-socket-path", setup.socketFolder };
    return entries << Entry { "pg1-user", setup.user };
}

QByteArray lines(const QList<Entry>& entries)
{
    QByteArray text;
    for (const auto& [key, value] : entries)
        text += (key + '=' + value + '\n').toUtf8();
    return text;
}

QStringList missing(const ArchiveSetup& setup)
{
    QStringList missing;
    const std::pair<const char*, QString> needed[] { { "the data folder", setup.dataFolder },
        { "the repository's path", setup.repository.path }, { "the stanza's name", setup.stanza },
        { "a folder for logs and locks", setup.stateFolder } };
    for (const auto& [what, value] : needed)
        if (value.isEmpty())
            missing << what;
    if (setup.repository.isS3() && (setup.repository.endpoint.isEmpty() || setup.repository.region.isEmpty()))
        missing << "the bucket's endpoint and region";
    return missing;
}

// Inside single quotes of a shell.
QString quoted(QString text)
{
    return '\'' + text.replace('\'', "'\\''") + '\'';
}

} // namespace

Result<QByteArray> pgBackRestConfig(const ArchiveSetup& setup)
{
    if (const QStringList parts = missing(setup); !parts.isEmpty())
        return fail("archive-setup", QString("The setup lacks %1.").arg(parts.join(", ")));
    const QList<Entry> global = globalEntries(setup), stanza = stanzaEntries(setup);
    for (const auto& [key, value] : global + stanza)
        if (!isOneLine(value))
            return fail("archive-setup", QString("The value of %1 has more than one line.").arg(key));
    const QString variables = secretVariables(setup).join(", ");
    return (variables.isEmpty() ? QByteArray()
                                : "# Secrets are not kept here: " + variables.toUtf8() + " in the environment.\n")
        + "[global]\n" + lines(global) + "\n[" + setup.stanza.toUtf8() + "]\n" + lines(stanza);
}

ArchiveSetup archiveSetupFrom(const QByteArray& config)
{
    ArchiveSetup setup;
    const QHash<QString, QString*> texts { { "repo1-path", &setup.repository.path },
        { "repo1-s3-bucket", &setup.repository.bucket }, { "repo1-s3-endpoint", &setup.repository.endpoint },
        { "repo1-s3-region", &setup.repository.region }, { "pg1-path", &setup.dataFolder },
        { "pg1-socket-path", &setup.socketFolder }, { "pg1-user", &setup.user } };
    for (const QString& raw : QString::fromUtf8(config).split('\n')) {
        const QString line = raw.trimmed(), key = line.section('=', 0, 0).trimmed(),
                      value = line.section('=', 1).trimmed();
        if (line.startsWith('[') && line.endsWith(']') && !line.startsWith("[global"))
            setup.stanza = line.sliced(1).chopped(1);
        if (QString* const text = texts.value(key))
            *text = value;
        if (key == "pg1-port")
            setup.port = value.toInt();
        if (key == "repo1-retention-full")
            setup.keepDays = value.toInt();
        if (key == "repo1-cipher-type")
            setup.repository.encrypted = value != "none";
        if (key == "lock-path" && value.endsWith("/lock"))
            setup.stateFolder = value.chopped(5);
    }
    return setup;
}

QString archiveCommand(const QString& program, const QString& configFile, const QString& stanza)
{
    return QString("%1 --config=%2 --stanza=%3 archive-push \"%p\"")
        .arg(quoted(program), quoted(configFile), quoted(stanza));
}

QStringList secretVariables(const ArchiveSetup& setup)
{
    QStringList names;
    if (setup.repository.isS3())
        names << "PGBACKREST_REPO1_S3_KEY" << "PGBACKREST_REPO1_S3_KEY_SECRET";
    if (setup.repository.encrypted)
        names << "PGBACKREST_REPO1_CIPHER_PASS";
    return names;
}

} // namespace corridor
