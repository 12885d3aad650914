// SPDX-License-Identifier: MIT
// corridor health: pending, failed and drifted in one word, once or over HTTP.
#include "health/health.h"

#include "context.h"
#include "health/health_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSocketNotifier>

namespace corridor {

namespace {

constexpr int keepMs = 1000; // however often it is asked, the database is looked at once a second

QList<QCommandLineOption> options()
{
    return { { "serve", "Answers /healthz, /readyz and /metrics (Prometheus) on PORT of the loopback, or on ADDRESS:PORT.", "ADDRESS" } };
}

int exitCode(const Health& health)
{
    if (!health.isReachable())
        return ExitFailed;
    return health.failed ? ExitFailedRows : health.drifted ? ExitDifferent : health.pending ? ExitPending : ExitOk;
}

Answer once(const Context& context, const Health& health)
{
    context.print(QString("%1: %2 applied, %3 pending, %4 failed, %5 drifted").arg(health.word()).arg(health.applied).arg(health.pending).arg(health.failed).arg(health.drifted));
    for (const QString& problem : health.problems)
        context.print("  " + problem);
    Answer answer(health.toJson(), exitCode(health));
    answer.error = health.error;
    return answer;
}

// The newest look, not older than a second.
class Looker {
public:
    Looker(const ConnectionOptions& connection, Context& context)
        : m_connection(connection)
        , m_context(context)
    {
    }

    const Health& health()
    {
        if (!m_health || m_age.elapsed() > keepMs) {
            m_health = look();
            m_age.start();
        }
        return *m_health;
    }

    HttpAnswer answer(const QByteArray& path)
    {
        if (path == "/metrics")
            return { 200, "text/plain; version=0.0.4; charset=utf-8", prometheusMetrics(health(), m_connection.value("dbname")) };
        if (path == "/healthz")
            return json(health().isReachable());
        if (path == "/readyz")
            return json(health().isReady());
        return { 404, "text/plain", "/healthz, /readyz, /metrics\n" };
    }

private:
    // The folder is read anew: a release may change it under a server that stays.
    Health look()
    {
        const auto project = m_context.project();
        const auto now = project ? readProject(project->root, m_context.environment()) : project;
        return now ? readHealth(m_connection, *now) : Health { .error = now.error() };
    }

    HttpAnswer json(bool good)
    {
        return { good ? 200 : 503, "application/json", QJsonDocument(health().toJson()).toJson(QJsonDocument::Compact) + '\n' };
    }

    const ConnectionOptions m_connection;
    Context& m_context;
    std::optional<Health> m_health;
    QElapsedTimer m_age;
};

Answer serve(Context& context, const ConnectionOptions& connection)
{
    const auto address = parseListenAddress(context.value("serve"));
    if (!address)
        return address.error();
    Looker looker(connection, context);
    HealthServer server([&](const QByteArray& path) { return looker.answer(path); });
    if (auto listening = server.listen(*address); !listening)
        return listening.error();
    context.warn(QString("Serving http://%1:%2/healthz, /readyz and /metrics").arg(address->host).arg(server.port()));
    QSocketNotifier cancelled(context.token().descriptor(), QSocketNotifier::Read);
    QObject::connect(&cancelled, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    return QJsonObject { { "served", true } };
}

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto connection = context.connection();
    if (!connection)
        return connection.error();
    return context.isSet("serve") ? serve(context, *connection) : once(context, readHealth(*connection, *project, context.token()));
}

} // namespace

extern const Command healthCommand { "health", "[--serve ADDRESS]", "Says whether anything is pending, failed or drifted; also over HTTP.", options, run };

} // namespace corridor
