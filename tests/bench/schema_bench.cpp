// SPDX-License-Identifier: MIT
// Prints how long a snapshot of a large schema takes beside `pg_dump -s`, and diffs of two such. Judges nothing.
#include "catalog/diff.h"
#include "support/test_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTextStream>

using namespace corridor;

namespace {

constexpr int rounds = 5;

QByteArray largeSchema(int tables)
{
    QByteArray sql;
    for (int i = 0; i < tables; ++i) {
        const QByteArray n = QByteArray::number(i);
        sql += "CREATE TABLE table_" + n + " (id bigserial PRIMARY KEY, name text NOT NULL, amount numeric(12,2) DEFAULT 0,"
            " created_at timestamptz NOT NULL DEFAULT now(), kind integer CHECK (kind > 0), parent_id bigint"
            + (i > 0 ? " REFERENCES table_" + QByteArray::number(i - 1) + " (id)" : QByteArray()) + ", doc jsonb);\n";
        for (const char* columns : { "name", "kind, name", "created_at DESC", "parent_id" })
            sql += QByteArray("CREATE INDEX ON table_") + n + " (" + columns + ");\n";
    }
    return sql;
}

// The median of some rounds, in milliseconds.
double measured(const std::function<void()>& work)
{
    QList<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void say(const QString& what, double milliseconds)
{
    QTextStream(stdout) << what.leftJustified(60) << QString::number(milliseconds, 'f', 1).rightJustified(9) << " ms\n";
}

void dump(const TestServer& server, const ConnectionOptions& database)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(server.server().binaries.folder + "/pg_dump", { "-s", "-d", server.url(database) });
    process.waitForFinished(-1);
    if (process.exitCode() != 0)
        qFatal("%s", process.readAllStandardError().constData());
}

Snapshot read(const ConnectionOptions& database)
{
    auto session = Session::open(database);
    return readSnapshot(*session).value();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int tables = argc > 1 ? QByteArray(argv[1]).toInt() : 2000;
    TestServer server;
    const auto started = server.start(TestServer::has(17) ? 17 : 15, Durability::None, { "max_locks_per_transaction = 1024" });
    if (!started)
        qFatal("%s", qPrintable(started.error().toText()));
    const ConnectionOptions database = server.freshDatabase();
    const Snapshot empty = read(database);
    const auto filled = runSql(database, largeSchema(tables) + "ANALYZE;");
    if (!filled)
        qFatal("%s", qPrintable(filled.error().toText()));
    const Snapshot full = read(database);
    const auto changed = runSql(database, "ALTER TABLE table_7 ADD extra text, ALTER amount TYPE numeric(14,2), DROP doc; CREATE TABLE more (a integer)");
    if (!changed)
        qFatal("%s", qPrintable(changed.error().toText()));
    Snapshot other = read(database);
    other.source.clear();
    QTextStream(stdout) << tables << " tables, " << full.objects.size() << " objects, median of " << rounds << '\n';
    say("pg_dump -s", measured([&] { dump(server, database); }));
    say("snapshot", measured([&] { (void)read(database); }));
    say("fingerprint", measured([&] { (void)full.fingerprint(); }));
    say("diff of a schema with itself", measured([&] { (void)diff(full, full); }));
    say("diff with a few changes", measured([&] { (void)diff(full, other); }));
    say("diff with a few changes, in one database", measured([&] { Snapshot same = other; same.source = full.source; (void)diff(full, same); }));
    say("likely renames", measured([&] { (void)renameCandidates(full, other); }));
    say("diff from nothing to everything", measured([&] { (void)diff(empty, full); }));
    say("the same with its script", measured([&] { (void)render(diff(empty, full)).value(); }));
    say("diff from everything to nothing", measured([&] { (void)diff(full, empty); }));
    return 0;
}
