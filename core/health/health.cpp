// SPDX-License-Identifier: MIT
#include "health/health.h"

#include "engine/engine.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace corridor {

QString Health::word() const
{
    if (error)
        return "unreachable";
    return failed ? "failed" : drifted ? "drifted" : pending ? "pending" : "ready";
}

QJsonObject Health::toJson() const
{
    return { { "health", word() }, { "ready", isReady() }, { "reachable", isReachable() }, { "applied", applied },
        { "pending", pending }, { "failed", failed }, { "drifted", drifted },
        { "problems", QJsonArray::fromStringList(problems) },
        { "lastFinished", lastFinished ? QJsonValue(lastFinished->toString(Qt::ISODateWithMs)) : QJsonValue() },
        { "durationMs", durationMs }, { "reason", error ? QJsonValue(error->message) : QJsonValue() } };
}

Health healthOf(const Diagnosis& diagnosis)
{
    Health health { .applied = diagnosis.count(MigrationState::Applied),
        .pending = int(diagnosis.pending().size()),
        .failed = diagnosis.count(MigrationState::Failed),
        .drifted = diagnosis.count(MigrationState::Edited) + diagnosis.count(MigrationState::Missing) };
    for (const MigrationStatus& migration : diagnosis.migrations) {
        if (migration.state != MigrationState::Applied)
            health.problems << migration.name + ": " + stateWord(migration.state);
        const HistoryRow* row = migration.current();
        if (row && row->finishedAt && (!health.lastFinished || *row->finishedAt > *health.lastFinished))
            health.lastFinished = row->finishedAt->toUTC();
    }
    return health;
}

Health readHealth(const ConnectionOptions& connection, const Project& project, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    const auto look = [&]() -> Result<Health> {
        auto session = Session::open(connection, token);
        CORRIDOR_TRY(session);
        const auto state = inspect(*session, project, token);
        CORRIDOR_TRY(state);
        return healthOf(diagnose(project.migrations, state->rows, state->tableExists));
    };
    auto found = look();
    Health health = found ? *found : Health { .error = found.error() };
    health.durationMs = timer.elapsed();
    return health;
}

namespace {

QByteArray metric(const char* name, const char* help, const QList<std::pair<QByteArray, QByteArray>>& samples)
{
    QByteArray text = QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + " gauge\n";
    for (const auto& [labels, value] : samples)
        text += name + labels + ' ' + value + '\n';
    return text;
}

// In a label's value backslash, quote and newline are escaped.
QByteArray labels(const QString& database, const char* state = nullptr)
{
    QString name = database;
    name.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return "{database=\"" + name.toUtf8() + '"' + (state ? ",state=\"" + QByteArray(state) + '"' : QByteArray()) + '}';
}

} // namespace

QByteArray prometheusMetrics(const Health& health, const QString& database)
{
    const QByteArray plain = labels(database);
    QByteArray text = metric("corridor_up", "Whether the database could be asked.", { { plain, health.isReachable() ? "1" : "0" } })
        + metric("corridor_check_duration_seconds", "How long the look took.", { { plain, QByteArray::number(double(health.durationMs) / 1000) } });
    if (!health.isReachable())
        return text;
    text += metric("corridor_ready", "Whether nothing is pending, failed or drifted.", { { plain, health.isReady() ? "1" : "0" } })
        + metric("corridor_migrations", "Migrations by state.",
            { { labels(database, "applied"), QByteArray::number(health.applied) }, { labels(database, "pending"), QByteArray::number(health.pending) },
                { labels(database, "failed"), QByteArray::number(health.failed) }, { labels(database, "drifted"), QByteArray::number(health.drifted) } });
    if (health.lastFinished)
        text += metric("corridor_last_migration_timestamp_seconds", "When the newest migration finished.",
            { { plain, QByteArray::number(health.lastFinished->toSecsSinceEpoch()) } });
    return text;
}

} // namespace corridor
