// SPDX-License-Identifier: MIT
// Of every migration of every folder of real ones: the generated way back restores the schema, and the migration can
// be applied again.
#include "project/project.h"
#include "support/shared_folder.h"
#include "support/test_server.h"
#include "wayback/trial.h"

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

struct Outcome {
    QString name;
    int tried = 0, restored = 0, losing = 0;
    QStringList failures; // migration: why
    QString stopped; // the migration that the server refuses
    qint64 ms = 0;
};

Outcome measure(const Corpus& corpus, const ConnectionOptions& server)
{
    Outcome outcome { .name = corpus.name };
    QElapsedTimer timer;
    timer.start();
    auto ladder = Ladder::open(server);
    if (!ladder)
        qFatal("%s", qPrintable(ladder.error().toText()));
    TrialOptions options;
    options.seed = qEnvironmentVariableIsSet("CORRIDOR_SEED");
    for (const Migration& migration : corpus.migrations) {
        if (!migration.script)
            continue;
        const auto trial = tryWayBack(*ladder, migration, options);
        if (!trial && trial.error().code == "migration-fails") {
            outcome.stopped = migration.name + ": " + trial.error().message;
            break;
        }
        ++outcome.tried;
        const bool restored = trial && trial->proof.verdict != Proof::Verdict::NotProved;
        outcome.restored += restored;
        outcome.losing += restored && trial->proof.verdict == Proof::Verdict::LosesData;
        if (!restored) {
            outcome.failures.append(migration.name + ": " + (trial ? trial->proof.why : trial.error().toText()));
            fprintf(stderr, "%s/%s\n", qPrintable(corpus.name), qPrintable(outcome.failures.last()));
        }
        if (const auto climbed = ladder->climb(migration); !climbed) {
            outcome.stopped = migration.name + ": " + climbed.error().message;
            break;
        }
    }
    outcome.ms = timer.elapsed();
    fprintf(stderr, "%s: %d of %d, %d lose, %lld ms; %s\n", qPrintable(corpus.name), outcome.restored, outcome.tried, outcome.losing, outcome.ms, qPrintable(outcome.stopped));
    return outcome;
}

} // namespace

class TestCorporaBack : public QObject {
    Q_OBJECT
private slots:
    void restoresTheSchemaBefore()
    {
        QList<Corpus> waiting = corpora();
        if (waiting.isEmpty())
            QSKIP("The folders of real migrations are not here (CORRIDOR_SHARED).");
        const int major
            = qEnvironmentVariableIntValue("CORRIDOR_MAJOR") ? qEnvironmentVariableIntValue("CORRIDOR_MAJOR") : 15;
        if (!TestServer::has(major))
            QSKIP("That PostgreSQL is not here.");
        const QString only = qEnvironmentVariable("CORRIDOR_ONLY");
        if (!only.isEmpty())
            waiting.removeIf([&](const Corpus& corpus) { return !corpus.name.contains(only); });
        const ConnectionOptions server = TestServer::shared(major).connection("postgres");
        QList<Outcome> outcomes;
        std::mutex mutex;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < workerCount; ++i)
                workers.emplace_back([&] {
                    for (;;) {
                        Corpus corpus;
                        {
                            const std::lock_guard lock(mutex);
                            if (waiting.isEmpty())
                                return;
                            corpus = waiting.takeFirst();
                        }
                        const Outcome outcome = measure(corpus, server);
                        const std::lock_guard lock(mutex);
                        outcomes.append(outcome);
                    }
                });
        }
        int tried = 0, restored = 0;
        for (const Outcome& outcome : outcomes) {
            tried += outcome.tried;
            restored += outcome.restored;
            qInfo("%s: %d of %d restore, %d of them lose data, %lld ms", qPrintable(outcome.name), outcome.restored,
                outcome.tried, outcome.losing, outcome.ms);
            for (const QString& failure : outcome.failures)
                qInfo("    %s", qPrintable(failure));
            if (!outcome.stopped.isEmpty())
                qInfo("    stopped at %s", qPrintable(outcome.stopped));
        }
        qInfo("%d of %d restore", restored, tried);
        QVERIFY(restored * 100 >= tried * 98);
    }
};

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // Qt Test's own end of patience is five minutes
    QCoreApplication application(argc, argv);
    TestCorporaBack test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_corpora_back.moc"
