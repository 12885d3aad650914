// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

const TargetIdentity production { "db.example.org", "5432", "shop" };

RunRecord deployOf(const TargetIdentity& target, const QDateTime& at = QDateTime::currentDateTimeUtc())
{
    RunRecord record = newRunRecord({});
    record.startedAt = at;
    record.project = "/srv/shop";
    record.profile = "live";
    record.environment = "production";
    record.action = "deploy";
    record.target = target;
    record.role = "deployer";
    record.serverVersion = "15.4";
    record.plan = { { "action", "deploy" }, { "migrations", QJsonValue(2) } };
    return record;
}

Tick tickOf(const QString& item, bool ticked = true)
{
    return { .target = production.key(),
        .item = item,
        .ticked = ticked,
        .who = "alice",
        .at = QDateTime::fromString("2025-01-08T12:00:00.250Z", Qt::ISODateWithMs),
        .note = QString::fromUtf8("größer"),
        .scripts = { { "20250101_a", "aa" }, { "20250102_b", "bb" } } };
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder.emplace();
        m_path = m_folder->filePath("new/folder/journal.sqlite");
    }

    void pathComesFromTheEnvironment()
    {
        QCOMPARE(Journal::defaultPath({ { "CORRIDOR_JOURNAL", "/x/y.sqlite" } }), QString("/x/y.sqlite"));
        QVERIFY(Journal::defaultPath({}).endsWith("/corridor/journal.sqlite"));
    }

    void fileIsPrivate()
    {
        QVERIFY(Journal::open(m_path));
        for (const QFileInfo& file : QFileInfo(m_path).dir().entryInfoList(QDir::Files))
            QVERIFY(
                !(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void runSurvives()
    {
        auto journal = Journal::open(m_path);
        QVERIFY(journal);
        RunRecord expected = deployOf(production, QDateTime::fromString("2025-01-08T12:00:00.250Z", Qt::ISODateWithMs));
        expected.id = journal->begin(expected).value_or("");
        QVERIFY(!expected.id.isEmpty());
        expected.steps = { { "20250101_a", 0, 1, "done", 12, 3 }, { "20250101_a", 1, 7, "failed", 40, -1 } };
        QVERIFY(journal->addSteps(expected.id, { expected.steps[0] }));
        QVERIFY(journal->addSteps(expected.id, { expected.steps[1] }));
        const Error error { .code = "P3018", .message = "failed", .line = 7 };
        expected.finishedAt = expected.startedAt.addMSecs(52);
        expected.outcome = "failed";
        expected.error = error.toJson();
        QVERIFY(journal->finish(expected.id, "failed", error, *expected.finishedAt));

        const auto read = Journal::open(m_path)->run(expected.id);
        QVERIFY(read);
        QVERIFY(*read == expected);
    }

    void runThatDiedStaysOpen()
    {
        auto journal = Journal::open(m_path);
        const QString id = journal->begin(deployOf(production)).value_or("");
        const auto read = journal->run(id);
        QVERIFY(read);
        QVERIFY(!read->isFinished());
        QVERIFY(read->outcome.isEmpty());
        QVERIFY(!read->error);
    }

    void aRunEndsOnce()
    {
        auto journal = Journal::open(m_path);
        const QString id = journal->begin(deployOf(production)).value_or("");
        QVERIFY(journal->finish(id, "done"));
        QCOMPARE(journal->finish(id, "failed").error().code, QString("run-finished"));
        QCOMPARE(journal->addSteps(id, { {} }).error().code, QString("run-finished"));
        QCOMPARE(journal->finish("nobody", "done").error().code, QString("run-unknown"));
        QCOMPARE(journal->run("nobody").error().code, QString("run-unknown"));
    }

    void runsAreFilteredNewestFirst()
    {
        auto journal = Journal::open(m_path);
        const TargetIdentity staging { "db.example.org", "5432", "shop_staging" };
        const QDateTime start = QDateTime::fromString("2025-01-08T12:00:00.000Z", Qt::ISODateWithMs);
        QStringList ids;
        for (int i = 0; i < 6; ++i)
            ids << journal->begin(deployOf(i % 2 ? staging : production, start.addSecs(i))).value_or("");
        const auto idsOf = [&](const RunFilter& filter) {
            QStringList found;
            for (const RunRecord& run : journal->runs(filter).value_or(QList<RunRecord>()))
                found << run.id;
            return found;
        };
        QCOMPARE(idsOf({}), QStringList(ids.rbegin(), ids.rend()));
        QCOMPARE(idsOf({ .limit = 2 }), QStringList({ ids[5], ids[4] }));
        QCOMPARE(idsOf({ .target = staging }), QStringList({ ids[5], ids[3], ids[1] }));
        QCOMPARE(idsOf({ .project = "/elsewhere" }), QStringList());
    }

    void ticksAreKeptWithTheirPast()
    {
        auto journal = Journal::open(m_path);
        const QList<Tick> expected { tickOf("backup"), tickOf("backup", false), tickOf("staging") };
        for (const Tick& tick : expected)
            QVERIFY(journal->add(tick));
        QVERIFY(journal->add({ .target = "elsewhere", .item = "backup" }));
        const auto read = journal->ticks(production.key());
        QVERIFY(read);
        QCOMPARE(read->size(), 3);
        QVERIFY(*read == expected);
    }

    void proofsHoldForTheirScripts()
    {
        auto journal = Journal::open(m_path);
        const ProofRecord first { .migration = "1_a", .upChecksum = "u", .downChecksum = "d", .verdict = "not-proved", .why = "no" };
        QVERIFY(journal->add(first));
        ProofRecord second = first;
        second.verdict = "proved";
        QVERIFY(journal->add(second));
        QCOMPARE(journal->proof("u", "d").value()->verdict, "proved");
        QVERIFY(!journal->proof("u", "other").value());
        QVERIFY(journal->verify()->ok());
    }

    void passwordsNeverEnter()
    {
        const QString secret = "s3cret";
        const QString url = "postgresql://a:" + secret + "@h/db";
        {
            auto journal = Journal::open(m_path);
            RunRecord record = deployOf({ url, "password=" + secret, url });
            record.plan = { { "url", url }, { "steps", QJsonObject { { "password", secret } } } };
            for (QString* text : { &record.who, &record.machine, &record.profile, &record.environment, &record.action,
                     &record.role, &record.serverVersion, &record.project })
                *text = "at " + url;
            const QString id = journal->begin(record).value_or("");
            QVERIFY(journal->addSteps(id, { { url, 0, 1, url, 1, 1 } }));
            QVERIFY(journal->finish(id, url, Error { .code = "P1000", .message = url, .detail = url, .hint = url }));
            QVERIFY(journal->add({ .target = url, .item = url, .who = url, .note = url }));
        }
        QByteArray stored;
        const auto files = QFileInfo(m_path).dir().entryInfoList(QDir::Files);
        for (const QFileInfo& info : files) {
            QFile file(info.filePath());
            QVERIFY(file.open(QFile::ReadOnly));
            stored += file.readAll();
        }
        QVERIFY(stored.contains("postgresql://a:***@h/db"));
        QVERIFY(!stored.contains(secret.toUtf8()));
    }

    void problemsAreNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QTest::newRow("a folder") << "." << "journal-unwritable";
        QTest::newRow("under a file") << "damaged/journal" << "journal-unwritable";
        QTest::newRow("not a database") << "damaged" << "journal-damaged";
    }

    void problemsAreNamed()
    {
        QFETCH(QString, path);
        QFile damaged(m_folder->filePath("damaged"));
        QVERIFY(damaged.open(QFile::WriteOnly));
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        const auto journal = Journal::open(m_folder->filePath(path));
        QVERIFY(!journal);
        QTEST(journal.error().code, "code");
        QVERIFY(!journal.error().hint.isEmpty());
    }

    void userUnderSudoIsNamed()
    {
        const QString user = currentUser({});
        QVERIFY(!user.isEmpty());
        QCOMPARE(currentUser({ { "SUDO_USER", "alice" } }), "alice (as " + user + ')');
    }

private:
    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
