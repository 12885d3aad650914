// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/connection.h"
#include "sandbox/data_template.h"
#include "sandbox/server_process.h"

namespace corridor {

// Where one private server keeps its things. It listens on no TCP port: whoever can enter `socketFolder` (mode 0700)
// may connect, as the superuser postgres, without a password.
struct PrivateServer {
    ServerBinaries binaries;
    ServerAccount account;
    QString dataFolder;
    QString socketFolder;
    QString logFile;
    int port = 5432; // only part of the socket's name

    // postgresql://postgres@localhost:5432/DATABASE?host=SOCKETFOLDER, which Prisma and libpq read alike.
    QString url(const QString& database) const;
    ConnectionOptions connection(const QString& database) const;
};

// How carefully a private server writes.
enum class Durability {
    None, // fsync, full_page_writes and synchronous_commit off: lost with the machine, several times faster
    Full, // as PostgreSQL comes
};

// A fresh data folder from the template, with settings for a server of one person. `settings` are lines of
// postgresql.conf that come last. The data folder must not exist; the folder above it must.
Result<void> createData(
    const PrivateServer& server, const QString& dataTemplate, Durability durability, const QStringList& settings = {});

// Makes the socket folder (or checks that it is the account's alone: error "sandbox-folder-unsafe"), clears away what a
// killed server has left, and starts the server; returns when it answers.
Result<ProcessIdentity> startServer(
    const PrivateServer& server, ServerLaunch::Life life, const CancelToken& token = CancelToken::never());

// Makes `folder` (not those above it) as a folder of `account` alone. Refuses one that is a link, belongs to
// somebody else or is open to others, since /tmp is everybody's: "sandbox-folder-unsafe".
Result<void> makePrivateFolder(const QString& folder, const ServerAccount& account, int mode = 0700);

// The longest path that fits into the address of a socket beside its name: 107 bytes in all on Linux.
bool fitsSocketAddress(const QString& socketFolder, int port);

} // namespace corridor
