// SPDX-License-Identifier: MIT
#include "project/project.h"
#include "schema_tools.h"
#include "support/shared_folder.h"

#include <QDir>

using namespace corridor;

// Every state that the migrations of a real project went through, from the one before it: by what diff() writes, in a
// database that never saw the migrations.
class NeighboursTest : public QObject {
    Q_OBJECT

    static bool isLong() { return qEnvironmentVariableIntValue("CORRIDOR_TEST_LONG"); }

    // Hundreds of states, each with all of a large schema, take minutes: CORRIDOR_TEST_LONG=1 asks for them.
    static bool isLarge(const QString& folder) { return QDir(folder + "/migrations").entryList(QDir::Dirs).size() > 150; }

    // Statements that cannot run in the transaction of a whole script run one by one.
    static Result<QueryResult> apply(Session& session, const QByteArray& script)
    {
        auto done = session.execute(script);
        if (done || done.error().sqlstate != "25001")
            return done;
        for (const QByteArray& statement : script.split(';'))
            if (!statement.trimmed().isEmpty())
                if (done = session.execute(statement); !done)
                    return done;
        return done;
    }

    // The states of one project in one database, in order; what cannot run here ends them.
    static QList<Snapshot> statesOf(const ConnectionOptions& database, const QList<Migration>& migrations)
    {
        auto session = Session::open(database);
        QList<Snapshot> states;
        for (const Migration& migration : migrations) {
            const auto done = apply(*session, migration.script.value_or(QByteArray()));
            if (!done) {
                qInfo("%s: %s", qPrintable(migration.name), qPrintable(done.error().message));
                break;
            }
            (void)session->execute("RESET ALL");
            states.append(readSnapshot(*session).value());
        }
        return states;
    }

private slots:
    void followEachOther_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<QString>("folder");
        const QDir corpora(sharedFolder("corpora/prisma"));
        if (!corpora.exists())
            QSKIP("The migrations of real projects are not here: set CORRIDOR_SHARED.");
        const QStringList names = corpora.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (qsizetype i = 0; i < names.size(); ++i)
            for (const int major : { 15, 17 })
                if (TestServer::has(major) && (isLong() || ((major == 15) == (i % 2 == 0) && !isLarge(corpora.filePath(names[i])))))
                    QTest::addRow("%s on %d", qPrintable(names[i]), major) << major << corpora.filePath(names[i]);
    }
    void followEachOther()
    {
        QFETCH(int, major);
        QFETCH(QString, folder);
        TestServer& server = TestServer::shared(major);
        (void)runSql(server.connection("postgres"), "create role reader");
        const ConnectionOptions original = server.freshDatabase(), follower = server.freshDatabase();
        const QList<Snapshot> states = statesOf(original, readMigrations(folder + "/migrations"));
        if (states.isEmpty())
            QSKIP("Its first migration does not run on this server.");
        auto session = Session::open(follower);
        Snapshot now = readSnapshot(*session).value();
        QStringList problems;
        for (qsizetype i = 0; i < states.size(); ++i) {
            const auto script = render(diff(now, states[i]));
            const auto done = script ? session->execute(script->toUtf8()) : std::unexpected(script.error());
            if (!done)
                problems.append(QString("%1: %2\n%3").arg(i).arg(done.error().toText(), script ? script->left(3000) : QString()));
            now = readSnapshot(*session).value();
            if (const QString left = difference(states[i], now); !left.isEmpty())
                problems.append(QString("state %1: %2").arg(i).arg(left));
            if (!problems.isEmpty())
                break;
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
        QCOMPARE(difference(withoutColumnOrder(dumpOf(server, original)), withoutColumnOrder(dumpOf(server, follower))), QString());
    }
};

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    const QCoreApplication application(argc, argv);
    NeighboursTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_neighbours.moc"
