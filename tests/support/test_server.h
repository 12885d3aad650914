// SPDX-License-Identifier: MIT
#pragma once

#include "base/file_descriptor.h"
#include "postgres/session.h"
#include "sandbox/private_server.h"

#include <QTest>
#include <array>

namespace corridor {

// A private PostgreSQL server of one test program, on a unix socket, with nobody else on it. It is started by start(),
// or by shared() when it is first asked for, and ends with the program, however that ends.
//
//     void initTestCase() { START_TEST_SERVER(m_server, 17); }
//     void works() { auto session = Session::open(m_server.freshDatabase()); … }
//
// or, for all the majors that this machine has:
//
//     void works_data() { TestServer::addMajors(); }
//     void works() { QFETCH(int, major); TestServer& server = TestServer::shared(major); … }
//
// The programs of major N come from the folder named by CORRIDOR_TEST_PGN (with postgres, or bin/postgres, in it),
// else from /usr/lib/postgresql/N/bin.
class TestServer {
public:
    TestServer() = default;
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;
    ~TestServer();

    static std::optional<ServerBinaries> binaries(int major);
    static bool has(int major) { return binaries(major).has_value(); }
    // Adds the column `major` with a row for each of 15 and 17 that is here; skips the test where neither is.
    static void addMajors();
    // The one server of `major` for this program; fails the program where it cannot be started.
    static TestServer& shared(int major);

    // Durability::None lives in memory, Durability::Full on disk, as a server with its defaults would.
    Result<void> start(int major, Durability durability = Durability::None, const QStringList& settings = {});

    // A new empty database.
    ConnectionOptions freshDatabase();
    // An existing one.
    ConnectionOptions connection(const QString& database) const { return m_server.connection(database); }
    QString url(const QString& database) const { return m_server.url(database); }
    QString url(const ConnectionOptions& options) const { return m_server.url(options.value("dbname")); }
    const PrivateServer& server() const { return m_server; }
    bool isRunning() const { return m_process.isAlive(); }

    // For tests of faults. `Kill` is kill -9 of the postmaster. The data stays; start it again with restart().
    bool stop(StopMode mode);
    Result<void> restart();

private:
    Result<void> prepare(Durability durability, const QStringList& settings);

    PrivateServer m_server;
    ProcessIdentity m_process;
    QString m_folder;
    std::array<FileDescriptor, 2> m_locks; // of the folders
    int m_databases = 0;
};

// Runs SQL in one session of its own; the last result.
Result<QueryResult> runSql(const ConnectionOptions& options, const QByteArray& sql);

} // namespace corridor

// Starts `server`, skips where the machine has no such PostgreSQL, fails where it does not start.
#define START_TEST_SERVER(server, major, ...)                                                                          \
    do {                                                                                                               \
        if (!corridor::TestServer::has(major))                                                                         \
            QSKIP("PostgreSQL " #major " is not here: set CORRIDOR_TEST_PG" #major " to its folder.");                 \
        const auto startedServer = (server).start(major __VA_OPT__(, ) __VA_ARGS__);                                   \
        QVERIFY2(startedServer.has_value(), qPrintable(startedServer ? QString() : startedServer.error().toText()));   \
    } while (false)
