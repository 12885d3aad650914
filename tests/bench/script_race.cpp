// SPDX-License-Identifier: MIT
#include "script_race.h"

#include "measure.h"
#include "sql/facts.h"
#include "sql/modes.h"
#include "support/test_server.h"
#include "witness.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <pg_query.h>

namespace corridor {

namespace {

QByteArray manyStatements(int count)
{
    QByteArray script;
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        if (i % 20 == 0)
            script += "CREATE TABLE t" + number + " (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x');\n";
        else
            script += "INSERT INTO t" + QByteArray::number(i - i % 20) + " (id, name) VALUES (" + number + ", 'row " + number + "');\n";
    }
    return script;
}

bool writeScript(const QString& folder, const QByteArray& text)
{
    QDir().mkpath(folder + "/migrations/1_m");
    QFile file(folder + "/migrations/1_m/migration.sql");
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

Command corridorCommand(const QString& program, const QString& folder, const QString& url)
{
    return { program, { "--project", folder + "/migrations", "--url", url, "deploy" }, folder,
        { "HOME=" + folder, "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=" } };
}

QString emptyDatabase(const TestServer& server, const QByteArray& name)
{
    const Witness postgres(server.url("postgres").toUtf8());
    postgres.execute("DROP DATABASE IF EXISTS " + name);
    postgres.execute("CREATE DATABASE " + name);
    return server.url(QString::fromUtf8(name));
}

void raceRun(const TestServer& server, const QString& corridor, int rounds)
{
    const QTemporaryDir folder;
    writeScript(folder.path(), manyStatements(20'000));
    const QString psql = server.server().binaries.folder + "/psql";
    Timing ours, theirs;
    for (int round = 0; round < rounds; ++round) {
        ours.add(corridorCommand(corridor, folder.path(), emptyDatabase(server, "one_script")));
        theirs.add({ psql, { "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", "migrations/1_m/migration.sql", emptyDatabase(server, "one_psql") }, folder.path(), {} });
    }
    printLine("  one script of 20,000 statements", { { "corridor", ours.seconds }, { "psql -1", theirs.seconds } }, "s");
}

void raceReading(int rounds)
{
    const QByteArray text = manyStatements(20'000);
    QList<double> ours, theirs;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const Script script = parseScript(text);
        for (const Statement& statement : script.statements)
            (void)factsOf(statement, 17);
        ours << double(timer.nsecsElapsed()) / 1e9;
        timer.start();
        pg_query_free_split_result(pg_query_split_with_parser(text.constData()));
        theirs << double(timer.nsecsElapsed()) / 1e9;
    }
    printLine(QString("  reading %1 kB with all facts").arg(text.size() / 1024), { { "corridor", ours }, { "libpg_query alone", theirs } }, "s");
}

// Anonymous memory and all of it, in kB, at its highest.
std::pair<qint64, qint64> peakOf(const Command& command)
{
    QProcess process;
    process.setWorkingDirectory(command.folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& entry : command.environment)
        environment.insert(entry.section('=', 0, 0), entry.section('=', 1));
    process.setProcessEnvironment(environment);
    process.start(command.program, command.arguments);
    process.waitForStarted();
    qint64 own = 0, all = 0;
    while (!process.waitForFinished(20)) {
        QFile status(QString("/proc/%1/status").arg(process.processId()));
        if (!status.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& line : status.readAll().split('\n')) {
            const qint64 value = line.simplified().split(' ').value(1).toLongLong();
            own = line.startsWith("RssAnon:") ? qMax(own, value) : own;
            all = line.startsWith("VmHWM:") ? qMax(all, value) : all;
        }
    }
    QTextStream(stderr) << process.readAllStandardError();
    return { own, all };
}

void measureMemory(const TestServer& server, const QString& corridor, int megabytes)
{
    const QTemporaryDir folder;
    QByteArray text = "CREATE TABLE t (id int, name text);\n";
    for (int i = 0; text.size() < megabytes * 1024 * 1024; ++i)
        text += "INSERT INTO t (id, name) VALUES (" + QByteArray::number(i) + ", '" + QByteArray(400, 'x') + "');\n";
    writeScript(folder.path(), text);
    const auto [own, all] = peakOf(corridorCommand(corridor, folder.path(), emptyDatabase(server, "memory")));
    QTextStream(stdout) << QString("  memory for %1 MB of INSERTs\n    corridor %2 MB of its own, %3 MB with the mapped script\n")
                               .arg(megabytes).arg(own / 1024).arg(all / 1024);
}

} // namespace

QString raceScripts(const QString& corridor, int rounds, int megabytes)
{
    TestServer server;
    if (const auto started = server.start(TestServer::has(17) ? 17 : 15); !started)
        return started.error().toText();
    QTextStream(stdout) << "\nScripts, with fsync off\n";
    raceReading(rounds);
    raceRun(server, corridor, rounds);
    measureMemory(server, corridor, megabytes);
    return {};
}

} // namespace corridor
