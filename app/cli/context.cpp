// SPDX-License-Identifier: MIT
#include "context.h"

#include <QDir>
#include <QTextStream>
#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

void writeLine(FILE* file, const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    fflush(file);
}

} // namespace

Context::Context(const QCommandLineParser& parser, QStringList arguments, Environment environment, CancelToken token)
    : m_parser(parser)
    , m_arguments(std::move(arguments))
    , m_environment(std::move(environment))
    , m_token(std::move(token))
{
}

bool Context::json() const { return m_parser.isSet("json"); }
bool Context::isSet(const char* option) const { return m_parser.isSet(QLatin1String(option)); }
QString Context::value(const char* option) const { return m_parser.value(QLatin1String(option)); }

Result<Project> Context::project()
{
    if (!m_project)
        m_project = readProject(isSet("project") ? value("project") : QDir::currentPath(), m_environment);
    return *m_project;
}

Result<ConnectionOptions> Context::connection()
{
    if (isSet("url"))
        return parseConnection(value("url"), m_environment);
    const auto found = project();
    if (found && !found->url.isEmpty())
        return parseConnection(found->url, found->environment);
    if (const QString url = m_environment.value("DATABASE_URL"); !url.isEmpty())
        return parseConnection(url, m_environment);
    CORRIDOR_TRY(found);
    return fail("connection-missing", "No database was named, and the project names none.",
        "Give --url URL or --profile NAME, or set DATABASE_URL.");
}

Result<Session> Context::connect()
{
    const auto options = connection();
    CORRIDOR_TRY(options);
    for (const QString& note : options->notes)
        warn(note);
    return Session::open(*options, m_token);
}

void Context::print(const QString& line) const
{
    if (!json())
        writeLine(stdout, line);
}

void Context::warn(const QString& line) const { writeLine(stderr, line); }

bool Context::isInteractive() const { return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !m_environment.contains("CI"); }

QString Context::ask(const QString& question) const
{
    fputs((question + ' ').toUtf8().constData(), stderr);
    QTextStream input(stdin);
    return input.readLine();
}

} // namespace corridor
