// SPDX-License-Identifier: MIT
#include "evidence/before_deploy.h"

#include "engine/planned_script.h"
#include "journal/run_record.h"
#include "postgres/session.h"
#include "report/quantity_text.h"
#include "review/config_file.h"
#include "review/toml_table.h"

#include <QDateTime>
#include <QSysInfo>

namespace corridor {

namespace {

constexpr qsizetype nameBytes = 63; // MAXFNAMELEN of PostgreSQL is 64

const QStringList policyWords { "nothing", "restore-point", "tables", "database" };

Result<BeforeDeploy> policyIn(const ConfigFile& file, const QString& profile)
{
    BeforeDeploy policy = BeforeDeploy::Nothing;
    try { // the library's only way to say so
        const toml::table root = toml::parse(file.text.toStdString());
        const toml::table* table = root["before-deploy"].as_table();
        if (!table)
            return policy;
        TomlTable reader(*table, "before-deploy", file.path);
        for (const auto& [key, value] : *table) {
            const std::string name(key.str());
            reader.word(name.c_str(), policyWords, [&](const QString& word) {
                if (QString::fromStdString(name) == profile)
                    policy = BeforeDeploy(policyWords.indexOf(word));
            });
        }
        if (const auto error = reader.finish())
            return std::unexpected(*error);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        return std::unexpected(Error { .code = "lint-config",
            .message = QString("%1: %2").arg(file.path, QString::fromUtf8(error.description())),
            .line = int(at.line),
            .column = int(at.column) });
    }
    return policy;
}

// All other tables, as pg_dump takes them.
Result<QStringList> tablesBeside(Session& session, const QStringList& affected, const CancelToken& token)
{
    const auto rows = session.execute("SELECT n.nspname, c.relname, pg_catalog.quote_ident(n.nspname) || '.' || "
                                      "pg_catalog.quote_ident(c.relname) FROM pg_catalog.pg_class c"
                                      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' "
                                      "AND c.relpersistence <> 't' AND c.relname <> '_prisma_migrations'"
                                      " AND n.nspname NOT IN ('pg_catalog', 'information_schema')",
        token);
    CORRIDOR_TRY(rows);
    QStringList others;
    for (int row = 0; row < rows->rows(); ++row) {
        const QualifiedName full { rows->text(row, 0), rows->text(row, 1) };
        if (!affected.contains(full.text()) && !affected.contains(quotedIdentifier(full.name)))
            others << rows->text(row, 2);
    }
    return others;
}

Result<QString> keepBackup(BeforeDeploy policy, const Plan& plan, const ConnectionOptions& target,
    const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    BackupRequest request { .why = "before " + plan.migrations.first().name,
        .who = currentUser(environment),
        .machine = QSysInfo::machineHostName() };
    const auto affected = affectedTables(plan);
    if (policy == BeforeDeploy::Tables && affected) {
        auto session = Session::open(target, token);
        CORRIDOR_TRY(session);
        const auto others = tablesBeside(*session, *affected, token);
        CORRIDOR_TRY(others);
        request.withoutRows = *others;
        request.countRows = false;
        request.why += affected->isEmpty() ? ", structure only" : ", rows of " + affected->join(", ");
    }
    const auto backup = createBackup(
        BackupStore(BackupStore::defaultFolder(environment)), target, request, environment, observer, token);
    CORRIDOR_TRY(backup);
    const qint64 ms = backup->manifest.startedAt.msecsTo(backup->manifest.finishedAt);
    return QString("Backup %1 (%2) in %3").arg(backup->manifest.id, request.why, durationText(ms));
}

} // namespace

QString beforeDeployWord(BeforeDeploy policy)
{
    return policyWords.at(int(policy));
}

Result<BeforeDeploy> beforeDeployPolicy(const QString& projectRoot, const QString& profile)
{
    const auto file = nearestConfigFile(projectRoot);
    CORRIDOR_TRY(file);
    return file->path.isEmpty() ? BeforeDeploy::Nothing : policyIn(*file, profile);
}

std::optional<QStringList> affectedTables(const Plan& plan)
{
    QStringList tables;
    for (const PlannedMigration& migration : plan.migrations) {
        if (!migration.parsed || migration.parsed->streamed)
            return {};
        for (const StatementFacts& facts : migration.parsed->facts)
            for (const RelationFact& fact : facts.relations)
                if (!fact.index && fact.lock >= LockMode::RowExclusive && !tables.contains(fact.relation.text()))
                    tables << fact.relation.text();
    }
    tables.sort();
    return tables;
}

QString restorePointName(const Plan& plan, const QDateTime& now)
{
    const QString first = plan.migrations.isEmpty() ? QString() : plan.migrations.first().name;
    QString name = QString("corridor %1 %2").arg(now.toUTC().toString("yyyyMMdd'T'HHmmss'Z'"), first);
    while (name.toUtf8().size() > nameBytes)
        name.chop(1);
    return name;
}

Result<QString> setRestorePoint(Session& session, const QString& name, const CancelToken& token)
{
    const auto position = session.query({ "SELECT pg_catalog.pg_create_restore_point($1)", { name.toUtf8() } }, token);
    if (position)
        return position->text(0, 0);
    Error error = position.error();
    error.code = "restore-point-refused";
    error.detail = error.message;
    error.message = "The server sets no restore point.";
    error.hint = error.sqlstate == "42501"
        ? "As a superuser: GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO the deploying role."
        : "It needs wal_level replica on a primary: corridor backup setup says what is missing.";
    return std::unexpected(error);
}

Result<QString> keepBeforeDeploy(BeforeDeploy policy, const Plan& plan, const ConnectionOptions& target,
    const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    if (policy == BeforeDeploy::Nothing || plan.isEmpty() || plan.migrations.isEmpty())
        return QString();
    if (policy != BeforeDeploy::RestorePoint)
        return keepBackup(policy, plan, target, environment, observer, token);
    auto session = Session::open(target, token);
    CORRIDOR_TRY(session);
    const QString name = restorePointName(plan, QDateTime::currentDateTimeUtc());
    const auto position = setRestorePoint(*session, name, token);
    CORRIDOR_TRY(position);
    return QString("Restore point \"%1\" at %2").arg(name, *position);
}

Result<QString> keepBeforeDeploy(const QString& projectRoot, const QString& profile, const Plan& plan,
    const ConnectionOptions& target, const Environment& environment, const BackupObserver& observer,
    const CancelToken& token)
{
    if (plan.action != Action::Deploy)
        return QString();
    const auto policy = beforeDeployPolicy(projectRoot, profile);
    CORRIDOR_TRY(policy);
    return keepBeforeDeploy(*policy, plan, target, environment, observer, token);
}

} // namespace corridor
