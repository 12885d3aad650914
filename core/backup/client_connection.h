// SPDX-License-Identifier: MIT
#pragma once

#include "backup/child_process.h"
#include "postgres/connection.h"

namespace corridor {

// How to tell pg_dump, pg_restore or psql where to connect: a keyword string for the argument after -d, without
// secrets, and the password in PGPASSWORD.
// Error: "client-key-password", since libpq takes a key's password from nowhere but the connection string.
struct ClientConnection {
    QString argument;
    QList<std::pair<QString, QString>> environment;
};
Result<ClientConnection> clientConnection(const ConnectionOptions& options);

} // namespace corridor
