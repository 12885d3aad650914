// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "command.h"
#include "engine/engine.h"
#include "profile/profile.h"

#include <QCommandLineParser>

namespace corridor {

// What a command needs of its call: the parsed words, the project, the connection, and where its text goes.
class Context {
public:
    Context(const QCommandLineParser& parser, QStringList arguments, Environment environment, CancelToken token);

    bool json() const;
    bool isSet(const char* option) const;
    QString value(const char* option) const;
    QStringList values(const char* option) const; // of one that was given several times
    const QStringList& arguments() const { return m_arguments; }
    const Environment& environment() const { return m_environment; }
    const CancelToken& token() const { return m_token; }

    // The project around --project or the working folder; read once.
    Result<Project> project();
    // --url, else the profile, else the project's own url, else DATABASE_URL.
    Result<ConnectionOptions> connection();
    // That of a profile, its password read from the keyring or a variable, or asked for.
    Result<ConnectionOptions> profileConnection(const Profile& profile) const;
    // The profile that --profile names; none without the option.
    Result<std::optional<Profile>> profile() const;
    // A session on it. Notes about parameters without effect go to standard error, once.
    Result<Session> connect();

    // A line for people on standard output; nothing with --json.
    void print(const QString& line = {}) const;
    // A line for people on standard error, with --json too.
    void warn(const QString& line) const;
    // How far something is: a line of the terminal that the next one replaces. An empty one clears it. Nothing where
    // standard error is no terminal, or with --json.
    void progress(const QString& line) const;
    // Whether somebody sits there to be asked: standard input and error are terminals.
    bool isInteractive() const;
    // Asks a question on the terminal; the answer without its newline.
    QString ask(const QString& question) const;
    // A line that was typed already, without waiting for one; unset where there is none.
    std::optional<QString> typedLine() const;
    // The same without echo. "secret-missing" where nobody sits there.
    Result<QString> askSecret(const QString& question) const;

private:
    const QCommandLineParser& m_parser;
    QStringList m_arguments;
    Environment m_environment;
    CancelToken m_token;
    std::optional<Result<Project>> m_project;
};

} // namespace corridor
