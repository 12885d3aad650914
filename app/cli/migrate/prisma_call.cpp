// SPDX-License-Identifier: MIT
#include "prisma_call.h"

#include "config_runner.h"
#include "engine/prisma_forecast.h"
#include "engine/script_error.h"
#include "postgres/connection.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

const CancelToken* interrupted = nullptr;

extern "C" void onPrismaInterrupt(int)
{
    if (interrupted->isCancelled())
        _exit(130);
    interrupted->cancel();
}

void writeTo(FILE* file, const QString& text)
{
    fputs(text.toUtf8().constData(), file);
    fflush(file);
}

// "7.10.1" -> 7010, "6" -> the last 6; a range that names no number counts as the newest.
std::optional<int> versionNumber(const QString& version)
{
    const QStringList parts = version.split('.');
    bool isNumber = false;
    const int major = parts.value(0).toInt(&isNumber);
    return isNumber ? std::optional(major * 1000 + (parts.size() > 1 ? parts[1].toInt() : 999)) : std::nullopt;
}

QString relativeTo(const QString& root, const QString& path)
{
    return path.isEmpty() ? QString("prisma/schema.prisma") : QDir(root).relativeFilePath(path);
}

} // namespace

PrismaCall::PrismaCall(const Spec& spec, QStringList words, Environment environment)
    : m_spec(spec)
    , m_words(words)
    , m_given(std::move(words))
    , m_environment(std::move(environment))
{
}

void PrismaCall::out(const QString& line) const { writeTo(stdout, line + '\n'); }
void PrismaCall::err(const QString& line) const { writeTo(stderr, line + '\n'); }

// The first word that is off, as Prisma complains of it; extra positional words are ignored, as Prisma does.
std::optional<QString> PrismaCall::parse()
{
    if (const qsizetype end = m_words.indexOf("--"); end >= 0) {
        m_extra = m_words.sliced(end + 1);
        m_words.resize(end);
    }
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        if (!m_words[i].startsWith('-'))
            continue;
        QString name = m_words[i].section('=', 0, 0);
        if (name == "-f")
            name = "--force";
        if (name == "-n")
            name = "--name";
        if (name == "-o")
            name = "--output";
        if (m_spec.flags.contains(name)) {
            m_options[name] = "true";
        } else if (!m_spec.values.contains(name)) {
            return "unknown or unexpected option: " + name;
        } else if (m_words[i].contains('=')) {
            m_options[name] = m_words[i].section('=', 1);
        } else if (i + 1 >= m_words.size() || (m_words[i + 1].startsWith('-') && m_words[i + 1].size() > 1)) {
            return "option requires argument: " + name;
        } else {
            m_options[name] = m_words[++i];
        }
    }
    return std::nullopt;
}

Result<void> PrismaCall::load(const QStringList& globals)
{
    QString folder = QDir::currentPath();
    QString url;
    for (qsizetype i = 0; i + 1 < globals.size(); ++i) {
        if (globals[i] == "--project")
            folder = globals[i + 1];
        if (globals[i] == "--url")
            url = globals[i + 1];
    }
    if (isSet("--url"))
        url = value("--url");
    if (isSet("--schema"))
        folder = QFileInfo(value("--schema")).absolutePath();
    else if (isSet("--config"))
        folder = QFileInfo(value("--config")).absolutePath();
    m_folder = folder;
    CORRIDOR_TRY(readAgain());
    m_version = versionNumber(m_project.prismaVersion).value_or(7010);
    if (const QString wanted = m_environment.value("CORRIDOR_PRISMA_VERSION"); !wanted.isEmpty()) {
        const auto version = versionNumber(wanted);
        if (!version || *version < 5000 || *version >= 8000)
            return fail("usage", QString("--prisma-version wants 5, 6, 7 or a version such as 7.10.1, not %1.").arg(wanted));
        m_version = *version;
    }
    if (url.isEmpty())
        url = m_project.url.isEmpty() ? m_project.environment.value("DATABASE_URL") : m_project.url;
    m_url = url;
    auto connection = parseConnection(url, m_project.environment);
    if (connection)
        m_connection = *connection;
    else
        m_connectionProblem = connection.error();
    return {};
}

Result<void> PrismaCall::readAgain()
{
    const auto project = evaluatesConfig(m_environment)
        ? readProject(m_folder, m_environment, configRunner(m_environment, m_token))
        : readProject(m_folder, m_environment);
    CORRIDOR_TRY(project);
    m_project = *project;
    return {};
}

QString PrismaCall::urlText() const
{
    const bool named = m_url.startsWith("env(");
    const QString name = m_url.sliced(named ? 4 : 0).remove('"').remove('\'').remove(')').trimmed();
    return named ? m_project.environment.value(name) : m_url;
}

int PrismaCall::run(const QStringList& globals)
{
    if (const auto complaint = parse()) {
        err();
        err("! " + *complaint);
        err();
        err(QString("Usage\n\n  $ prisma %1 [options]\n").arg(m_spec.name));
        return 1;
    }
    if (const auto loaded = load(globals); !loaded) {
        err("Error: " + loaded.error().message);
        if (!loaded.error().hint.isEmpty())
            err("corridor: " + loaded.error().hint);
        return 1;
    }
    interrupted = &m_token;
    std::signal(SIGINT, onPrismaInterrupt);
    std::signal(SIGTERM, onPrismaInterrupt);
    if (!m_spec.needsDatabase) {
        printConfig();
        return m_spec.run(*this);
    }
    printHead();
    if (m_connectionProblem)
        return connectionError(*m_connectionProblem);
    return m_spec.run(*this);
}

EngineOptions PrismaCall::engineOptions() const
{
    EngineOptions options = corridor::engineOptions(environment());
    options.runner = Runner::AsPrisma;
    return options;
}

int PrismaCall::engineError(const Error& error) const
{
    if (error.code == "cancelled") {
        err(error.message);
        return 130;
    }
    // Codes of ours and the server's own errors have no number in Prisma.
    const bool hasCode = error.code.startsWith('P') && error.code.size() == 5;
    const bool bare = error.code != "server-error" || error.sqlstate == "42703"; // a missing column has no severity
    if (!hasCode)
        err("Error: " + (bare ? error.message : "ERROR: " + error.message));
    else
        err(QString("Error: %1\n\n%2\n").arg(error.code, error.message));
    if (!hasCode && !error.hint.isEmpty())
        err("corridor: " + error.hint);
    return 1;
}

namespace {

// What the server answers to a NUL byte in a message. libpq sends no such text, so that nobody is asked.
const ServerMessage nulRefusal { .severity = "ERROR", .sqlstate = "08P01", .message = "invalid message format" };

} // namespace

int PrismaCall::runError(const RunReport& report)
{
    Error error = *report.error;
    if (error.code == "script-contains-nul") {
        err("corridor: " + error.message + ' ' + error.hint);
        error.code = "P3018";
        m_refusal = nulRefusal;
    }
    const auto planned = std::ranges::find(report.plan.migrations, error.migration, &PlannedMigration::name);
    if (error.code == "P3018" && !m_refusal.sqlstate.isEmpty() && planned != report.plan.migrations.end())
        error.message = prismaScriptMessage(*planned, m_refusal);
    const int code = engineError(error);
    tellDifferences(report);
    return code;
}

void PrismaCall::tellDifferences(const RunReport& report) const
{
    for (qsizetype i = 0; i < report.migrations.size() && i < report.plan.migrations.size(); ++i) {
        const PlannedMigration& planned = report.plan.migrations[i];
        if (report.migrations[i].outcome != "applied")
            continue;
        const int server = report.plan.target.serverVersion / 10000;
        const PrismaForecast forecast = forecastPrisma(planned.script, server, PrismaRunner::OneMessage);
        if (forecast.outcome == PrismaForecast::Outcome::Misleading)
            err(QString("corridor: %1, line %2: %3").arg(planned.name).arg(forecast.line).arg(forecast.reason));
    }
    if (m_brokeBlock && report.error)
        err(QString("corridor: %1: Prisma would hide this error: the script's own BEGIN was still open, so that it says "
                    "\"current transaction is aborted\" and keeps no logs").arg(report.error->migration));
}

int PrismaCall::connectionError(const Error& error) const
{
    const bool hasCode = error.code.startsWith('P') && error.code.size() == 5;
    err(hasCode ? QString("Error: %1: %2").arg(error.code, error.message) : "Error: " + error.message);
    return 1;
}

void PrismaCall::printHead() const
{
    const QString schema = relativeTo(QDir::currentPath(), m_project.schemaPath);
    printConfig();
    if (major() >= 7)
        err(QString("Prisma schema loaded from %1.").arg(schema));
    else
        out(QString("Prisma schema loaded from %1").arg(schema));
    if (m_connectionProblem) {
        out("Datasource \"db\": PostgreSQL database\n");
        return;
    }
    const QString schemas = m_project.schemas.isEmpty()
        ? QString("schema \"%1\"").arg(m_connection.schema.value_or("public"))
        : QString("schemas \"%1\"").arg(m_project.schemas.join(", "));
    const QString place = prismaPlace(m_connection);
    out(QString("Datasource \"db\": PostgreSQL database \"%1\", %2").arg(m_connection.value("dbname"), schemas)
        + (place.isEmpty() ? QString() : QString(" at \"%1\"").arg(place)));
}

void PrismaCall::printConfig() const
{
    if (major() >= 7 && !m_project.configFile.isEmpty())
        err(QString("Loaded Prisma config from %1.\n").arg(relativeTo(QDir::currentPath(), m_project.configFile)));
}

void PrismaCall::printFound() const
{
    const qsizetype count = m_project.migrations.size();
    out(count == 0 ? QString("No migration found in prisma/migrations")
                   : QString("%1 migration%2 found in prisma/migrations").arg(count).arg(count == 1 ? "" : "s"));
}

void PrismaCall::printTree(const QStringList& names) const
{
    out("The following migration(s) have been applied:\n\nmigrations/");
    for (const QString& name : names)
        out(QString("  └─ %1/\n    └─ migration.sql").arg(name));
}

Result<Session> PrismaCall::open(bool create, bool* wasCreated) const
{
    bool created = false;
    const QString place = prismaPlace(m_connection);
    auto session = create ? openOrCreate(m_connection, &created, m_token) : Session::open(m_connection, m_token);
    if (wasCreated)
        *wasCreated = created;
    if (created)
        out(QString("PostgreSQL database %1 created%2\n").arg(m_connection.value("dbname"), place.isEmpty() ? place : " at " + place));
    return session;
}

Observer PrismaCall::applying(QStringList& names)
{
    return [this, &names](const RunEvent& event) {
        if (event.kind == RunEvent::Kind::MigrationStarted)
            out(QString("Applying migration `%1`").arg(event.migration));
        if (event.kind == RunEvent::Kind::MigrationFinished)
            names << event.migration;
        if (event.kind == RunEvent::Kind::MigrationFailed) {
            m_refusal = event.message;
            m_brokeBlock = event.inBlock;
        }
    };
}

bool PrismaCall::isInteractive() const
{
    return isatty(STDIN_FILENO) && m_environment.value("TERM") != "dumb" && !m_environment.contains("CI");
}

} // namespace corridor
