// SPDX-License-Identifier: MIT
#pragma once

#include "oracle.h"
#include "support/test_server.h"
#include "terminal_process.h"
#include "witness.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

namespace corridor {

// The corridor that takes part: $CORRIDOR_BIN, else the one that was built with the tests.
QString corridorProgram();

// The real Prisma for this test program; else the sentence that says why it is skipped.
std::expected<Oracle, QString> oracleForTest();

// One project on several databases, each in the care of one tool: corridor, Prisma 6 and Prisma 7. A step is done by
// all of them at once, and what they say, how they end and what they leave is compared.
class Contest {
public:
    enum class Tool { Corridor, Prisma6, Prisma7 };
    using Tools = QList<Tool>;
    static Tools prismas() { return { Tool::Prisma6, Tool::Prisma7 }; }
    static QString word(Tool tool);

    Contest(const Oracle& oracle, const TestServer& server, QString corridor);

    // Starts over: an empty project with that Prisma installed, and empty databases named after `name`.
    bool begin(const QString& name, Tool installed = Tool::Prisma7);
    QString folder() const { return m_project->path(); }
    // Writes prisma/migrations/NAME/FILE.
    bool write(const QString& migration, const QByteArray& sql, const QString& file = "migration.sql") const;
    bool remove(const QString& migration) const;
    // Copies a folder of migrations, as it is.
    bool copyMigrations(const QString& from) const;
    bool createDatabases() const { return onEachDatabase("CREATE DATABASE "); }
    bool dropDatabases() const { return onEachDatabase("DROP DATABASE "); }
    bool executeEverywhere(const QByteArray& sql) const;
    QString url(Tool tool) const { return m_urls.value(tool); }
    Witness witness(Tool tool) const { return Witness(m_urls.value(tool).toUtf8()); }

    // `TOOL ARGUMENTS` on a URL of its own.
    Outcome askAt(Tool tool, const QString& url, const QStringList& arguments);
    // `TOOL ARGUMENTS` on the database of `owner`, its output reduced to what the tools have in common.
    Outcome ask(Tool tool, Tool owner, const QStringList& arguments);
    // `TOOL ARGUMENTS` on its own database, by a person at a terminal; what the screen shows is in `out`.
    Outcome askAtTerminal(Tool tool, const QStringList& arguments, const QList<Reply>& replies);
    // Every tool on its own database. Empty, or what differs from corridor.
    QString together(const QStringList& arguments, const Tools& prismas = Contest::prismas());
    // Corridor on the databases of the Prismas, and they on corridor's: empty, or who disagrees with whom.
    QString crosswise(const QStringList& arguments, const Tools& prismas = Contest::prismas());
    // The rows of _prisma_migrations and the table's shape. Empty, or what differs.
    QString sameHistory(const Tools& prismas = Contest::prismas()) const;
    // How the last together() ended for corridor.
    const Outcome& last() const { return m_last; }

private:
    bool onEachDatabase(const QByteArray& command) const;
    Command command(Tool tool, Tool owner, const QStringList& arguments) const { return commandAt(tool, m_urls.value(owner), arguments); }
    Command commandAt(Tool tool, const QString& url, const QStringList& arguments) const;
    Outcome common(const Outcome& outcome) const;

    const Oracle& m_oracle;
    const TestServer& m_server;
    QString m_corridor;
    QString m_name;
    std::unique_ptr<QTemporaryDir> m_project;
    std::unique_ptr<QTemporaryDir> m_home;
    QMap<Tool, QString> m_urls;
    Outcome m_last;
};

} // namespace corridor

// How a test begins in which Prisma takes part: skipped where it cannot; else a server, and a contest on it.
#define START_CONTEST(oracle, server, contest)                                                                         \
    do {                                                                                                               \
        auto readyOracle = corridor::oracleForTest();                                                                  \
        if (!readyOracle)                                                                                              \
            QSKIP(qPrintable(readyOracle.error()));                                                                    \
        (oracle) = *readyOracle;                                                                                       \
        START_TEST_SERVER(server, 17);                                                                                 \
        (contest) = std::make_unique<corridor::Contest>(*(oracle), (server), corridor::corridorProgram());             \
    } while (false)
