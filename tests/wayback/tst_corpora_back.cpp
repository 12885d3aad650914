// SPDX-License-Identifier: MIT
// Of every migration of every folder of real ones: the generated way back restores the schema, and the migration can
// be applied again.
#include "project/project.h"
#include "support/shared_folder.h"
#include "support/test_server.h"
#include "wayback/trial.h"

#include "../catalog/schema_tools.h"

#include <QDir>
#include <QElapsedTimer>
#include <mutex>
#include <thread>

using namespace corridor;

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Corpus {
    QString name;
    QList<Migration> migrations;
};

// A folder of Diesel's: up.sql instead of migration.sql, ordered by version.
QList<Migration> readDiesel(const QString& path)
{
    QList<Migration> migrations;
    for (const QString& name : QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        migrations.append(
            { .name = name, .path = path + '/' + name, .script = readFile(path + '/' + name + "/up.sql") });
    std::ranges::sort(migrations, {}, [](const Migration& m) { return QString(m.name).remove('-'); });
    return migrations;
}

QList<Corpus> corpora()
{
    QList<Corpus> list;
    const QDir prisma(sharedFolder("corpora/prisma"));
    for (const QString& name : prisma.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        list.append({ name, readMigrations(prisma.filePath(name) + "/migrations") });
    const QDir diesel(sharedFolder("corpora/updown"));
    for (const QString& name : diesel.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        list.append({ name, readDiesel(diesel.filePath(name) + "/migrations") });
    if (!list.isEmpty())
        list.append({ "coinsphere", readMigrations(CORRIDOR_SOURCE_DIR "/migrations/coinsphere/prisma/migrations") });
    std::ranges::sort(list, std::greater(), [](const Corpus& corpus) { return corpus.migrations.size(); });
    return list;
}

constexpr int workerCount = 3;
constexpr int goal = 98; // of 100

// With CORRIDOR_TEST_LONG every migration is tried, and pg_dump asked about each; else some of the first of each folder.
bool isLong() { return qEnvironmentVariableIsSet("CORRIDOR_TEST_LONG"); }
int tryEvery() { return isLong() ? 1 : 8; }
qsizetype applyAtMost() { return isLong() ? 10'000 : 120; }
int dumpEvery() { return isLong() ? 1 : 120; }

struct Outcome {
    QString name;
    int tried = 0, restored = 0, losing = 0;
    QStringList failures; // migration: why
    QString stopped;      // the migration that the server refuses, and why
    qint64 ms = 0;
};

// Tries the migrations of one folder.
class Measure {
public:
    Measure(const Corpus& corpus, TestServer& server)
        : m_corpus(corpus)
        , m_server(server)
        , m_outcome { .name = corpus.name }
    {
    }

    Outcome run()
    {
        QElapsedTimer timer;
        timer.start();
        auto ladder = Ladder::open(m_server.connection("postgres"));
        if (!ladder)
            qFatal("%s", qPrintable(ladder.error().toText()));
        for (int i = 0; i < qMin(m_corpus.migrations.size(), applyAtMost()) && m_outcome.stopped.isEmpty(); ++i)
            step(*ladder, m_corpus.migrations[i], i);
        m_outcome.ms = timer.elapsed();
        return m_outcome;
    }

private:
    void step(Ladder& ladder, const Migration& migration, int index)
    {
        if (!migration.script)
            return;
        if (index % tryEvery() == 0)
            tryOne(ladder, migration, index);
        if (const auto climbed = ladder.climb(migration); !climbed)
            m_outcome.stopped = migration.name + ": " + climbed.error().message;
    }

    void tryOne(Ladder& ladder, const Migration& migration, int index)
    {
        const auto trial = tryWayBack(ladder, migration, {});
        if (!trial && trial.error().code == "migration-fails")
            return;
        ++m_outcome.tried;
        QString why = !trial ? trial.error().toText()
            : trial->proof.verdict == Proof::Verdict::NotProved ? trial->proof.why : QString();
        if (why.isEmpty() && index % dumpEvery() == 0)
            why = judgeByDump(ladder, migration, trial->way.script);
        if (!why.isEmpty()) {
            m_outcome.failures.append(migration.name + ": " + why);
            return;
        }
        ++m_outcome.restored;
        m_outcome.losing += trial->proof.verdict == Proof::Verdict::LosesData;
    }

    // What pg_dump says of up, down and up again on a copy; empty where all is as it should be.
    QString judgeByDump(Ladder& ladder, const Migration& migration, const QByteArray& down) const
    {
        const auto copy = ladder.clone();
        auto session = copy ? Session::open(copy->connection()) : std::unexpected(copy.error());
        if (!session)
            return session.error().toText();
        const auto look = [&] { return withoutColumnOrder(dumpOf(m_server, copy->connection())); };
        const ScratchScript up(*migration.script, ladder.major()), back(down, ladder.major());
        const QStringList before = look();
        if (const auto done = applyScript(*session, up); !done)
            return "dump: " + done.error().message;
        const QStringList after = look();
        if (const auto done = applyScript(*session, back); !done)
            return "dump, down: " + done.error().message;
        if (const QString other = difference(before, look()); !other.isEmpty())
            return "dump, down: " + other;
        if (const auto done = applyScript(*session, up); !done)
            return "dump, up again: " + done.error().message;
        const QString other = difference(after, look());
        return other.isEmpty() ? other : "dump, up again: " + other;
    }

    const Corpus& m_corpus;
    TestServer& m_server;
    Outcome m_outcome;
};

void print(const Outcome& outcome)
{
    fprintf(stderr, "%s: %d of %d restore, %d of them lose data, %lld ms\n", qPrintable(outcome.name), outcome.restored,
        outcome.tried, outcome.losing, outcome.ms);
    for (const QString& failure : outcome.failures)
        fprintf(stderr, "    %s\n", qPrintable(failure));
    if (!outcome.stopped.isEmpty())
        fprintf(stderr, "    stops at %s\n", qPrintable(outcome.stopped));
}

QList<Outcome> measureAll(QList<Corpus> waiting, TestServer& server)
{
    QList<Outcome> outcomes;
    std::mutex mutex;
    const auto work = [&] {
        for (std::unique_lock lock(mutex); !waiting.isEmpty();) {
            const Corpus corpus = waiting.takeFirst();
            lock.unlock();
            const Outcome outcome = Measure(corpus, server).run();
            lock.lock();
            print(outcome);
            outcomes.append(outcome);
        }
    };
    std::vector<std::jthread> workers;
    for (int i = 0; i < workerCount; ++i)
        workers.emplace_back(work);
    workers.clear(); // waits
    return outcomes;
}

} // namespace

class TestCorporaBack : public QObject {
    Q_OBJECT
private slots:
    void restoresTheSchemaBefore_data() { TestServer::addMajors(); }
    void restoresTheSchemaBefore()
    {
        QFETCH(int, major);
        QList<Corpus> waiting = corpora();
        const QString only = qEnvironmentVariable("CORRIDOR_TEST_CORPUS");
        waiting.removeIf([&](const Corpus& corpus) { return !corpus.name.contains(only); });
        if (waiting.isEmpty())
            QSKIP("The folders of real migrations are not here (CORRIDOR_SHARED).");
        if (major != 15)
            QSKIP("The folders were measured on PostgreSQL 15.");
        int tried = 0, restored = 0;
        for (const Outcome& outcome : measureAll(waiting, TestServer::shared(major))) {
            tried += outcome.tried;
            restored += outcome.restored;
        }
        qInfo("%d of %d restore", restored, tried);
        QVERIFY(tried > 0);
        QVERIFY(restored * 100 >= tried * goal);
    }
};

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // Qt Test's own end of patience is five minutes
    QCoreApplication application(argc, argv);
    TestCorporaBack test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_corpora_back.moc"
