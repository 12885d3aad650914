// SPDX-License-Identifier: MIT
// Every folder of real migrations gives the result and the schema that it gave when it was measured.
#include "engine/engine.h"
#include "history/history_table.h"
#include "support/shared_folder.h"
#include "support/test_server.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonArray>
#include <QProcess>

using namespace corridor;

namespace {

// A dump without what differs from one run of pg_dump to the next.
QByteArray essence(const QByteArray& dump)
{
    QByteArrayList lines;
    for (const QByteArray& line : dump.split('\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith("--") && !line.startsWith("\\"))
            lines << line;
    }
    return lines.join('\n');
}

QByteArray dumpSchema(const TestServer& server, const ConnectionOptions& database)
{
    QProcess process;
    process.start(server.server().binaries.folder + "/pg_dump",
        { "-s", "-O", "-T", "_prisma_migrations", "-d", server.url(database) });
    process.waitForFinished(60'000);
    return process.readAllStandardOutput();
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCorpora : public QObject {
    Q_OBJECT
private slots:
    void deploys_data()
    {
        const QDir folder(sharedFolder("corpora/prisma"));
        const QStringList names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (names.isEmpty())
            QSKIP("The folders of real migrations are not here (CORRIDOR_SHARED).");
        if (!TestServer::has(15))
            QSKIP("PostgreSQL 15 is not here: set CORRIDOR_TEST_PG15 to its folder.");
        QTest::addColumn<QString>("path");
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }

    void deploys()
    {
        QFETCH(QString, path);
        const QJsonObject expected = QJsonDocument::fromJson(readFile(path + "/METADATA.json")).object()["apply_pg15_stock"].toObject();
        const auto project = readProject(path, {});
        QVERIFY2(project, project ? "" : qPrintable(project.error().toText()));
        QCOMPARE(project->migrations.size(), expected["total"].toInt());

        TestServer& server = TestServer::shared(15);
        const auto database = server.freshDatabase();
        auto session = Session::open(database);
        QVERIFY(session);
        const RunReport report = deploy(*session, *project, {});
        QCOMPARE(report.count("applied"), expected["applied"].toInt());
        const QJsonObject failure = expected["first_failure"].toArray().first().toObject();
        QCOMPARE(report.error ? report.error->migration : QString(), failure["migration"].toString());
        QCOMPARE(report.error ? report.error->sqlstate : QString(), failure["sqlstate"].toString());
        compareSchema(path, server, database, report.ok());
    }

private:
    void compareSchema(const QString& path, const TestServer& server, const ConnectionOptions& database, bool complete)
    {
        const QString name = QDir(path).dirName();
        const QString file = sharedFolder("corpora/expected/") + name + (complete ? ".schema.sql" : ".partial.schema.sql");
        if (!QFile::exists(file))
            return; // measured only with extensions that a bare server lacks
        const QByteArrayList ours = essence(dumpSchema(server, database)).split('\n');
        const QByteArrayList theirs = essence(readFile(file)).split('\n');
        for (qsizetype i = 0; i < qMin(ours.size(), theirs.size()); ++i)
            QCOMPARE(ours[i], theirs[i]);
        QCOMPARE(ours.size(), theirs.size());
    }
};

QTEST_GUILESS_MAIN(TestCorpora)
#include "tst_corpora.moc"
