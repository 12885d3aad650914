// SPDX-License-Identifier: MIT
#include "backup/swap_database.h"

#include "catalog/identifier.h"
#include "postgres/session.h"

#include <QDateTime>

namespace corridor {

namespace {

constexpr int attempts = 20; // sessions take a moment to end, and applications reconnect at once

class Swap {
public:
    Swap(Session& session, const QString& name, const QString& restored, const CancelToken& token)
        : m_session(session)
        , m_name(name)
        , m_restored(restored)
        , m_token(token)
    {
    }

    Result<SwapReport> run()
    {
        const auto restored = exists(m_restored);
        CORRIDOR_TRY(restored);
        if (!*restored)
            return fail("database-missing", "There is no database \"" + m_restored + "\".");
        const auto live = exists(m_name);
        CORRIDOR_TRY(live);
        if (*live) {
            m_report.keptAs
                = (m_name.left(38) + "_before_" + QDateTime::currentDateTimeUtc().toString("yyyyMMdd_HHmmss"));
            CORRIDOR_TRY(handOver());
        }
        auto done = rename();
        allow(*live ? (done ? m_report.keptAs : m_name) : QString(), true);
        allow(done ? m_name : m_restored, true);
        CORRIDOR_TRY(done);
        return m_report;
    }

private:
    Result<bool> exists(const QString& name)
    {
        const auto found
            = m_session.query({ "SELECT 1 FROM pg_database WHERE datname = $1", { name.toUtf8() } }, m_token);
        CORRIDOR_TRY(found);
        return found->rows() > 0;
    }

    // Owner, privileges, and what ALTER ROLE … IN DATABASE … SET has set.
    Result<void> handOver()
    {
        const auto statements = m_session.query({ R"(
SELECT format('ALTER DATABASE %I OWNER TO %I', $2::text, pg_get_userbyid(datdba)), 1 FROM pg_database WHERE datname = $1
UNION ALL SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $2::text), 2 FROM pg_database
 WHERE datname = $1 AND datacl IS NOT NULL
UNION ALL SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $2::text,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 3
  FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = $1 ORDER BY 2)",
                                                    { m_name.toUtf8(), m_restored.toUtf8() } },
            m_token);
        CORRIDOR_TRY(statements);
        for (int row = 0; row < statements->rows(); ++row)
            CORRIDOR_TRY(m_session.execute(statements->text(row, 0).toUtf8(), m_token));
        return {};
    }

    void allow(const QString& name, bool connections)
    {
        if (!name.isEmpty())
            (void)m_session.execute("ALTER DATABASE " + quoteName(name).toUtf8() + " ALLOW_CONNECTIONS "
                + (connections ? "true" : "false"));
    }

    Result<void> endSessions()
    {
        const auto ended = m_session.query({ "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                             " WHERE datname IN ($1, $2) AND pid <> pg_backend_pid()",
                                               { m_name.toUtf8(), m_restored.toUtf8() } },
            m_token);
        CORRIDOR_TRY(ended);
        m_report.endedSessions += int(ended->integer(0, 0));
        return {};
    }

    QByteArray renameSql() const
    {
        QString sql = "BEGIN;";
        if (!m_report.keptAs.isEmpty())
            sql += "ALTER DATABASE " + quoteName(m_name) + " RENAME TO " + quoteName(m_report.keptAs) + ';';
        return (sql + "ALTER DATABASE " + quoteName(m_restored) + " RENAME TO " + quoteName(m_name) + "; COMMIT")
            .toUtf8();
    }

    Result<void> rename()
    {
        Result<void> last;
        allow(m_report.keptAs.isEmpty() ? QString() : m_name, false);
        allow(m_restored, false);
        for (int attempt = 0; attempt < attempts; ++attempt) {
            CORRIDOR_TRY(endSessions());
            const auto done = m_session.execute(renameSql(), m_token);
            if (done)
                return {};
            (void)m_session.execute("ROLLBACK");
            last = std::unexpected(done.error());
            if (done.error().sqlstate != "55006") // object_in_use
                break;
            (void)m_session.execute("SELECT pg_sleep(0.1)", m_token);
        }
        return last;
    }

    Session& m_session;
    const QString m_name, m_restored;
    const CancelToken& m_token;
    SwapReport m_report;
};

} // namespace

Result<SwapReport> swapDatabase(
    const ConnectionOptions& server, const QString& name, const QString& restored, const CancelToken& token)
{
    auto session = maintenanceSession(server, token);
    CORRIDOR_TRY(session);
    return Swap(*session, name, restored, token).run();
}

Result<Session> maintenanceSession(const ConnectionOptions& server, const CancelToken& token)
{
    auto session = Session::open(server.withDatabase("postgres"), token);
    return session || session.error().code != "P1003" ? std::move(session)
                                                      : Session::open(server.withDatabase("template1"), token);
}

} // namespace corridor
