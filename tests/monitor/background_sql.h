// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

#include <thread>

namespace corridor {

// SQL that runs, and most often waits, in a session and a thread of its own; cancelled when this goes out of scope.
class BackgroundSql {
public:
    BackgroundSql(Session&& session, const QByteArray& sql)
        : m_pid(session.backendPid())
        , m_thread([this, sql, running = std::move(session)]() mutable { m_result = running.execute(sql, m_token); })
    {
    }
    ~BackgroundSql() { finish(); }

    int pid() const { return m_pid; }
    void cancel() const { m_token.cancel(); }
    Result<QueryResult> finish()
    {
        m_token.cancel();
        return wait();
    }
    Result<QueryResult> wait()
    {
        if (m_thread.joinable())
            m_thread.join();
        return m_result;
    }

private:
    CancelToken m_token;
    Result<QueryResult> m_result;
    int m_pid;
    std::thread m_thread;
};

} // namespace corridor
