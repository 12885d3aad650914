// SPDX-License-Identifier: MIT
#include "backup/client_connection.h"

namespace corridor {

namespace {

// PostgreSQL manual 34.1.1.1: quotes and backslashes inside the quotes are escaped by a backslash.
QString keywordText(const ConnectionOptions::Keyword& keyword)
{
    QString value = QString::fromUtf8(keyword.value);
    value.replace('\\', "\\\\").replace('\'', "\\'");
    return QString::fromUtf8(keyword.name) + "='" + value + '\'';
}

} // namespace

Result<ClientConnection> clientConnection(const ConnectionOptions& options)
{
    ClientConnection connection;
    QStringList parts;
    for (const ConnectionOptions::Keyword& keyword : options.keywords) {
        if (keyword.name == "sslpassword")
            return fail("client-key-password", "A password of a client key cannot be handed to pg_dump safely.",
                "Put the connection into a service file (service=NAME), or use a key without a password.");
        if (keyword.name == "password")
            connection.environment.append({ "PGPASSWORD", QString::fromUtf8(keyword.value) });
        else
            parts << keywordText(keyword);
    }
    parts << "fallback_application_name='corridor backup'";
    connection.argument = parts.join(' ');
    return connection;
}

} // namespace corridor
