// SPDX-License-Identifier: MIT
#include "schema_tools.h"
#include "support/shared_folder.h"

#include <QDir>

using namespace corridor;

// Snapshot -> script -> fresh database -> snapshot is equal, and so is pg_dump of both.
class SchemaRoundTripTest : public QObject {
    Q_OBJECT

    static QString corpora() { return sharedFolder("corpora/expected"); }

    static void addFiles()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<QString>("file");
        for (const int major : { 15, 17 }) {
            if (!TestServer::has(major))
                continue;
            QTest::addRow("everything on %d", major) << major << CORRIDOR_SOURCE_DIR "/tests/catalog/data/everything.sql";
            for (const QString& name : QDir(corpora()).entryList({ "*.schema.sql" }))
                QTest::addRow("%s on %d", qPrintable(name), major) << major << corpora() + '/' + name;
        }
    }

    // Those that need an extension which this server lacks are skipped, with its name.
    static void load(TestServer& server, const ConnectionOptions& database, const QString& file)
    {
        (void)runSql(server.connection("postgres"), "create role reader");
        const auto loaded = runSql(database, fileContents(file));
        const bool lacksExtension = !loaded
            && (loaded.error().sqlstate == "0A000" || loaded.error().message.endsWith("must be preloaded"));
        if (lacksExtension)
            QSKIP(qPrintable(loaded.error().message));
        QVERIFY2(loaded.has_value(), qPrintable(loaded ? QString() : loaded.error().toText()));
    }

private slots:
    void comesBackFromItsScript_data() { addFiles(); }
    void comesBackFromItsScript()
    {
        QFETCH(int, major);
        QFETCH(QString, file);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions original = server.freshDatabase();
        load(server, original, file);
        if (QTest::currentTestFailed() || QTest::currentTestResolved())
            return;
        const Snapshot wanted = snapshotOf(original);
        QVERIFY(wanted.objects.size() > 20);
        const ConnectionOptions copy = server.freshDatabase();
        const QString problem = bringTo(copy, wanted);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        const Snapshot made = snapshotOf(copy);
        QCOMPARE(difference(wanted, made), QString());
        QCOMPARE(made.fingerprint(), wanted.fingerprint());
        QCOMPARE(difference(dumpOf(server, original), dumpOf(server, copy)), QString());
        QVERIFY(diff(made, wanted).isEmpty());
    }

    // What is written to a file and read back leads to the same script.
    void jsonKeepsWhatTheScriptNeeds_data() { TestServer::addMajors(); }
    void jsonKeepsWhatTheScriptNeeds()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions original = server.freshDatabase();
        load(server, original, CORRIDOR_SOURCE_DIR "/tests/catalog/data/everything.sql");
        const Snapshot wanted = snapshotOf(original);
        const auto read = Snapshot::fromJson(wanted.toJson());
        QVERIFY(read.has_value());
        const Snapshot empty = snapshotOf(server.freshDatabase());
        QCOMPARE(render(diff(empty, *read)).value(), render(diff(empty, wanted)).value());
    }

    // All of it can be taken away again, in an order that PostgreSQL accepts.
    void vanishesByItsScript_data() { addFiles(); }
    void vanishesByItsScript()
    {
        QFETCH(int, major);
        QFETCH(QString, file);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions database = server.freshDatabase();
        const Snapshot nothing = snapshotOf(database);
        load(server, database, file);
        if (QTest::currentTestFailed() || QTest::currentTestResolved())
            return;
        const QString problem = bringTo(database, nothing);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(difference(nothing, snapshotOf(database)), QString());
    }

    void theCallersTransactionStays()
    {
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
        auto session = Session::open(TestServer::shared(17).freshDatabase());
        QVERIFY(session->execute("set search_path = public; begin; create table mine (a integer)").has_value());
        const auto snapshot = readSnapshot(*session);
        QVERIFY(snapshot.has_value());
        QVERIFY(snapshot->contains("table public.mine"));
        QCOMPARE(session->transactionStatus(), PQTRANS_INTRANS);
        QCOMPARE(session->execute("show search_path")->text(0, 0), "public");
        QVERIFY(session->execute("select * from mine").has_value());
    }
};

QTEST_GUILESS_MAIN(SchemaRoundTripTest)
#include "tst_schema_round_trip.moc"
