// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// A database that is there for a while, on a server whose databases nobody will miss. Dropped at the end of its life,
// with the sessions on it; what a killed program left is dropped by the next one that makes one.
// Errors are Session's.
class ScratchDatabase {
public:
    // `server` leads to any database of the server, by a role that may create databases. With a `model` it begins as
    // a copy of that database, on which nobody else may be connected.
    static Result<ScratchDatabase> create(
        const ConnectionOptions& server, const QString& model = {}, const CancelToken& token = CancelToken::never());
    ScratchDatabase(ScratchDatabase&& other) noexcept;
    ScratchDatabase& operator=(ScratchDatabase&& other) noexcept;
    ~ScratchDatabase();

    const QString& name() const { return m_name; }
    ConnectionOptions connection() const { return m_server.withDatabase(m_name); }

private:
    ScratchDatabase(const ConnectionOptions& server, const QString& name);
    void drop();

    ConnectionOptions m_server;
    QString m_name; // empty when moved away
};

} // namespace corridor
