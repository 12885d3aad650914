// SPDX-License-Identifier: MIT
#pragma once

#include "sandbox/sandbox.h"

namespace corridor {

// A database for a moment: made empty on some server, and dropped with this value, with the sessions on it. Those of
// programs that died are dropped when the next one is made. Moves, does not copy.
class ScratchDatabase {
public:
    // On any server, by a role that may create databases. `server` names any database of it.
    static Result<ScratchDatabase> create(const ConnectionOptions& server, const CancelToken& token = CancelToken::never());
    // As a copy of the database `model` of that server, to which nobody may be connected meanwhile.
    static Result<ScratchDatabase> copyOf(
        const ConnectionOptions& server, const QString& model, const CancelToken& token = CancelToken::never());
    // In the sandbox of that major version, which is started; of the newest where this machine has no such server
    // (`isOtherMajor()` tells).
    static Result<ScratchDatabase> inSandbox(const Environment& environment, std::optional<int> major = {},
        const CancelToken& token = CancelToken::never());

    ScratchDatabase(ScratchDatabase&& other) noexcept;
    ScratchDatabase& operator=(ScratchDatabase&& other) noexcept;
    ~ScratchDatabase();

    const ConnectionOptions& connection() const { return m_connection; }
    bool isOtherMajor() const { return m_otherMajor; }

private:
    ScratchDatabase(ConnectionOptions server, ConnectionOptions connection)
        : m_server(std::move(server))
        , m_connection(std::move(connection))
    {
    }
    void drop();

    ConnectionOptions m_server, m_connection;
    bool m_otherMajor = false;
};

// Scripts name roles that a private server has never heard of. Where `error` complains of a missing one (in English, as
// private servers speak), makes it, without login, and returns true: the script may be tried again from the start.
Result<bool> makeMissingRole(const ConnectionOptions& server, const Error& error);

} // namespace corridor
