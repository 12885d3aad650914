// SPDX-License-Identifier: MIT
#include "postgres/connect_error.h"

#include "base/redact.h"

#include <QRegularExpression>

namespace corridor {

namespace {

// "FATAL:  28P01: password authentication failed …" -> 28P01. The last host's answer counts.
QString sqlstateOf(const QString& message)
{
    static const QRegularExpression shape(":  ([0-9A-Z]{5}): ");
    QString state;
    for (auto it = shape.globalMatch(message); it.hasNext();)
        state = it.next().captured(1);
    return state;
}

// libpq's lines without the LOCATION that verbosity adds.
QString withoutLocation(const QString& message)
{
    QStringList lines = message.trimmed().split('\n');
    lines.removeIf([](const QString& line) { return line.startsWith("LOCATION:"); });
    return redacted(lines.join('\n'));
}

Error unreachable(const ConnectionOptions& options)
{
    QString place = displayHost(options);
    if (place.startsWith("unix:"))
        place = place.sliced(5) + ':' + options.value("port");
    return Error { .code = "P1001",
        .message = QString("Can't reach database server at `%1`\n\nPlease make sure your database server is running at `%1`.")
                       .arg(place),
        .hint = "Check host, port and firewall; for a socket, that its folder holds the server's socket file." };
}

} // namespace

Error connectError(const ConnectionOptions& options, const QString& message, bool timedOut, bool cancelled)
{
    const QString state = sqlstateOf(message);
    const QString database = options.value("dbname");
    const QString user = options.value("user");
    Error error;
    if (cancelled)
        error = { .code = "cancelled", .message = "Connecting was cancelled." };
    else if (state == "28P01")
        error = { .code = "P1000",
            .message = QString("Authentication failed against database server, the provided database credentials for "
                               "`%1` are not valid.\n\nPlease make sure to provide valid database credentials for the "
                               "database server at the configured address.").arg(user),
            .hint = "Check the user name and the password; in a URL both are percent-encoded." };
    else if (state == "3D000")
        error = { .code = "P1003", .message = QString("Database `%1` does not exist").arg(database),
            .hint = "`corridor deploy` creates it, if the role may; or name another database in the URL." };
    else if (state == "28000")
        error = { .code = "P1010", .message = "User was denied access on the database `(not available)`",
            .hint = "The role does not exist, may not log in, or pg_hba.conf refuses it." };
    else if (!state.isEmpty())
        error = { .code = "connection-failed", .message = "The server refused the connection." };
    else if (message.contains("no password supplied"))
        error = { .code = "P1000", .message = QString("The server asks `%1` for a password, and none was given.").arg(user),
            .hint = "Give it in the URL, by a pass file, or let the profile ask for it." };
    else if (message.contains("SSL", Qt::CaseInsensitive) && !timedOut)
        error = { .code = "P1011", .message = "Error opening a TLS connection: " + withoutLocation(message),
            .hint = "Check sslmode and the certificates that the URL names." };
    else if (message.contains("service file") || message.contains("definition of service"))
        error = { .code = "P1013", .message = "The service of the connection was not found.",
            .hint = "Services stand in ~/.pg_service.conf or the file that PGSERVICEFILE names." };
    else
        error = unreachable(options);
    error.sqlstate = state;
    error.detail = withoutLocation(message);
    if (timedOut && error.detail.isEmpty())
        error.detail = QString("No answer within %1 s (connect_timeout).").arg(options.value("connect_timeout"));
    return error;
}

} // namespace corridor
