// SPDX-License-Identifier: MIT
#include "context.h"

#include "config_runner.h"
#include "profile/profile_store.h"
#include "profile/secret_store.h"
#include "report/terminal.h"
#include "report/text_width.h"

#include <QDir>
#include <QTextStream>
#include <cstdio>
#include <poll.h>
#include <termios.h>
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
// Commands share code that asks for options which not all of them have; the parser would complain of those.
bool Context::isSet(const char* option) const
{
    const QString name = QLatin1String(option);
    const QStringList given = m_parser.optionNames();
    return given.contains(name) || (given.contains(name.first(1)) && m_parser.isSet(name));
}
QString Context::value(const char* option) const { return m_parser.value(QLatin1String(option)); }
QStringList Context::values(const char* option) const { return m_parser.values(QLatin1String(option)); }

Result<Project> Context::project()
{
    if (!m_project) {
        const QString folder = isSet("project") ? value("project") : QDir::currentPath();
        const bool evaluates = isSet("evaluate-config") || evaluatesConfig(m_environment);
        m_project = evaluates ? readProject(folder, m_environment, configRunner(m_environment, m_token))
                              : readProject(folder, m_environment);
    }
    return *m_project;
}

Result<ConnectionOptions> Context::connection()
{
    if (isSet("url"))
        return parseConnection(value("url"), m_environment);
    const auto named = profile();
    CORRIDOR_TRY(named);
    if (*named)
        return profileConnection(**named);
    const auto found = project();
    if (found && !found->url.isEmpty())
        return parseConnection(found->url, found->environment);
    if (const QString url = m_environment.value("DATABASE_URL"); !url.isEmpty())
        return parseConnection(url, m_environment);
    CORRIDOR_TRY(found);
    return fail("connection-missing", "No database was named, and the project names none.",
        "Give --url URL or --profile NAME, or set DATABASE_URL.");
}

Result<std::optional<Profile>> Context::profile() const
{
    if (!isSet("profile"))
        return std::optional<Profile>();
    const auto store = ProfileStore::open(ProfileStore::defaultPath(m_environment));
    CORRIDOR_TRY(store);
    auto found = store->find(value("profile"));
    CORRIDOR_TRY(found);
    return std::optional(*found);
}

Result<ConnectionOptions> Context::profileConnection(const Profile& profile) const
{
    auto options = parseConnection(profile.url, m_environment);
    CORRIDOR_TRY(options);
    if (profile.secret == SecretSource::None)
        return options;
    const auto secret = profile.secret == SecretSource::Ask
        ? askSecret(QString("Password of profile %1:").arg(profile.name)) : storedSecret(profile, m_environment);
    CORRIDOR_TRY(secret);
    options->set("password", secret->toUtf8());
    return options;
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

void Context::progress(const QString& line) const
{
    if (json() || !isatty(STDERR_FILENO))
        return;
    const int columns = Terminal::of(STDERR_FILENO, m_environment).columns;
    const QString shown = singleLine(line);
    fputs(("\r\x1b[K" + (columns > 0 ? elided(shown, columns - 1) : shown)).toUtf8().constData(), stderr);
    fflush(stderr);
}

bool Context::isInteractive() const { return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !m_environment.contains("CI"); }

QString Context::ask(const QString& question) const
{
    fputs((question + ' ').toUtf8().constData(), stderr);
    QTextStream input(stdin);
    return input.readLine();
}

std::optional<QString> Context::typedLine() const
{
    pollfd input { STDIN_FILENO, POLLIN, 0 };
    if (!isInteractive() || poll(&input, 1, 0) <= 0)
        return {};
    return QTextStream(stdin).readLine();
}

Result<QString> Context::askSecret(const QString& question) const
{
    termios shown;
    if (!isInteractive() || tcgetattr(STDIN_FILENO, &shown) != 0)
        return fail("secret-missing", "A password is asked for, and nobody sits here to give it.",
            "Use a pass file, PGPASSWORD, or env(\"NAME\") for the profile's url.");
    termios hidden = shown;
    hidden.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    const QString secret = ask(question);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return secret;
}

} // namespace corridor
