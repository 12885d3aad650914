// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "engine/engine.h"

#include <QHash>

namespace corridor {

// One call of a Prisma command: its words, the project, and Prisma's ways of printing. Texts follow the Prisma major
// that the project has installed (7 where none is).
class PrismaCall {
public:
    struct Spec {
        const char* name;             // "migrate deploy"
        QStringList values;           // options that take one
        QStringList flags;
        int (*run)(PrismaCall&);
        bool needsDatabase = true;    // prints which one, and fails where none is named
    };

    PrismaCall(const Spec& spec, QStringList words, Environment environment);
    int run(const QStringList& globals);

    bool isSet(const QString& option) const { return m_options.contains(option); }
    QString value(const QString& option) const { return m_options.value(option); }
    // All words as they were given, after the command's name.
    const QStringList& words() const { return m_given; }
    // The URL of the connection, its env("…") looked up.
    QString urlText() const;
    // Reads the folder again, after something was written to it.
    Result<void> readAgain();
    // The words after `--`.
    const QStringList& extraWords() const { return m_extra; }
    const Project& project() const { return m_project; }
    const ConnectionOptions& connection() const { return m_connection; }
    const std::optional<Error>& connectionProblem() const { return m_connectionProblem; }
    const Environment& environment() const { return m_project.environment; }
    const CancelToken& token() const { return m_token; }
    int major() const { return m_version / 1000; }
    // From 7.9 a rolled-back migration counts as not applied.
    bool countsRolledBackAsPending() const { return m_version >= 7009; }

    void out(const QString& line = {}) const;
    void err(const QString& line = {}) const;
    // As Prisma <= 7.3 runs scripts, with its lock.
    EngineOptions engineOptions() const;
    // "Error: P3018\n\n<message>\n\n", as engine errors are printed; exit code 1.
    int engineError(const Error& error) const;
    // The same for what stopped a run that applying() watched: P3018 in Prisma's own words.
    int runError(const RunReport& report);
    // "Error: P1001: <message>", as errors of the connection check are printed.
    int connectionError(const Error& error) const;
    // Where Prisma would have said something else than what happened: a line each on standard error.
    void tellDifferences(const RunReport& report) const;
    // Datasource "db": PostgreSQL database "x", schema "public" at "h:p", and what stands before it.
    void printHead() const;
    void printConfig() const;
    void printFound() const;
    // The tree of folders that deploy and reset print.
    void printTree(const QStringList& names) const;
    // Opens the database; creates it and says so where it is missing and `create`.
    Result<Session> open(bool create, bool* created = nullptr) const;
    // Prints "Applying migration `x`" as they start, and collects their names.
    Observer applying(QStringList& names);
    bool isInteractive() const;

private:
    std::optional<QString> parse();
    Result<void> load(const QStringList& globals);

    const Spec& m_spec;
    QStringList m_words;
    QStringList m_given, m_extra;
    QString m_folder, m_url;
    QHash<QString, QString> m_options;
    Environment m_environment;
    Project m_project;
    ConnectionOptions m_connection;
    std::optional<Error> m_connectionProblem;
    CancelToken m_token;
    ServerMessage m_refusal; // the server's, of the script that stopped the run
    bool m_brokeBlock = false; // it was refused inside a transaction of the script's own
    int m_version = 7010; // major * 1000 + minor
};

extern const PrismaCall::Spec migrateDeploy, migrateStatus, migrateResolve, migrateReset, migrateDev, migrateDiff, dbExecute, dbSeed;

} // namespace corridor
