// SPDX-License-Identifier: MIT
#include "backup/client_error.h"

#include <QStringList>

namespace corridor {

namespace {

struct Meaning {
    const char* text; // what the program writes; its messages are asked for in English
    const char* code;
    const char* message;
    const char* hint;
};

// The first that matches counts, so what names a cause stands before what names its consequence.
const Meaning meanings[] = {
    { "server version mismatch", "client-older", "The client programs are older than the server.",
        "Install PostgreSQL's client programs of the server's version." },
    { "unsupported version (", "client-older", "The archive was made by a newer pg_dump than this pg_restore.",
        "Install PostgreSQL's client programs of the version that made the backup." },
    { "No space left on device", "disk-full", "The disk is full.",
        "Free some space, or keep the backups on another disk; then try again." },
    { "could not extend file", "disk-full", "The server's disk is full.", "Free some space on the server." },
    { "terminating connection", "server-gone", "The server ended the connection.",
        "Look at the server's log for the reason, then try again." },
    { "server closed the connection", "server-gone", "The server went away.",
        "Look at the server's log for the reason, then try again." },
    { "connection to server was lost", "server-gone", "The server went away.",
        "Look at the server's log for the reason, then try again." },
    { "no connection to the server", "server-gone", "The server went away.",
        "Look at the server's log for the reason, then try again." },
    { "password authentication failed", "P1000", "The server refused the password.",
        "Look at the profile's user and password." },
    { "FATAL:  database", "P1003", "The database does not exist.", "Look at the name of the database." },
    { "connection to server at", "P1001", "The server cannot be reached.",
        "Look at host and port, and at the server." },
    { "connection to server on socket", "P1001", "The server cannot be reached.",
        "Look at host and port, and at the server." },
    { "end of file", "archive-truncated", "The backup's file ends too early.", "Use another backup." },
    { "could not uncompress data", "archive-truncated", "The backup's file is damaged.", "Use another backup." },
    { "could not find block ID", "archive-truncated", "The backup's file is damaged.", "Use another backup." },
    { "found unexpected block ID", "archive-truncated", "The backup's file is damaged.", "Use another backup." },
    { "input file does not appear to be a valid", "archive-invalid", "The file is not one of pg_dump's archives.",
        "Name a file that was made by pg_dump -Fc or -Fd." },
    { "did not find magic string", "archive-invalid", "The file is not one of pg_dump's archives.",
        "Name a file that was made by pg_dump -Fc or -Fd." },
    { "due to statement timeout", "backup-locked", "Another session holds a table exclusively.", // how pg_dump waits
        "Look who blocks in the monitor, or try again later." },
    { "due to lock timeout", "backup-locked", "Another session holds a table exclusively.",
        "Look who blocks in the monitor, or try again later." },
    { "violates foreign key constraint", "restore-orphans", "Rows would point at rows that are not there.",
        "Restore the tables that they point at together with them." },
    { "permission denied", "backup-rights", "The role may not read or write all that this needs.",
        "Use a role that owns the objects, or is a member of pg_read_all_data for a backup." },
    { "already exists", "object-exists", "Something that is to be restored is there already.",
        "Look at the detail: restore into a new database, or drop it first." },
    { "does not exist", "object-missing", "Something that is needed is not there.",
        "Look at the detail: make it first, or restore the whole database into a new one." },
};

// "pg_dump: error: …" and the lines that belong to it: its detail, hint and query.
QString firstError(const QString& errors)
{
    const QStringList lines = errors.split('\n', Qt::SkipEmptyParts);
    QStringList kept;
    for (const QString& line : lines) {
        const bool starts = line.contains("error:", Qt::CaseInsensitive) || line.contains("FATAL:");
        if (starts && !kept.isEmpty())
            break;
        if (starts || !kept.isEmpty())
            kept << line;
        if (kept.size() == 6)
            break;
    }
    return kept.isEmpty() ? lines.value(lines.size() - 1) : kept.join('\n');
}

} // namespace

Error sessionError(const Error& error, const CancelToken& token)
{
    if (token.isCancelled())
        return Error { .code = "cancelled", .message = "The work was cancelled." };
    const std::pair<const char*, const char*> meaningOf[]
        = { { "42501", "permission denied" }, { "57P01", "terminating connection" }, { "55P03", "due to lock timeout" },
              { "53100", "could not extend file" } };
    for (const auto& [sqlstate, text] : meaningOf) {
        if (error.sqlstate == QLatin1StringView(sqlstate)) {
            Error named = clientError({}, text, error.code);
            named.detail = error.message + (error.detail.isEmpty() ? QString() : '\n' + error.detail);
            named.sqlstate = error.sqlstate;
            return named;
        }
    }
    if (error.code == "P1017")
        return clientError({}, "server closed the connection", error.code);
    return error;
}

Error clientError(const QString& program, const QString& errors, const QString& otherwise)
{
    for (const Meaning& meaning : meanings) {
        if (errors.contains(QLatin1StringView(meaning.text)))
            return Error {
                .code = meaning.code, .message = meaning.message, .detail = firstError(errors), .hint = meaning.hint
            };
    }
    return Error { .code = otherwise, .message = program + " failed.", .detail = firstError(errors) };
}

} // namespace corridor
