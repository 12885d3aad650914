// SPDX-License-Identifier: MIT
#include "random_schema.h"
#include "schema_tools.h"

using namespace corridor;

// diff(a, b) applied to a gives b, for pairs made by chance. The seed of a failure is the row's name; set
// CORRIDOR_TEST_SEED to run one pair alone, CORRIDOR_TEST_LONG=1 for two thousand.
class DiffRandomTest : public QObject {
    Q_OBJECT

    static bool isLong() { return qEnvironmentVariableIntValue("CORRIDOR_TEST_LONG"); }
    static int pairs() { return isLong() ? 2000 : 120; }

    // Two databases for each major, emptied for every pair: making new ones would take most of the time.
    struct Pair {
        ConnectionOptions from, to;
    };
    QHash<int, Pair> m_pairs;

    const Pair& databases(TestServer& server, int major)
    {
        if (!m_pairs.contains(major)) {
            (void)runSql(server.connection("postgres"), "create role reader");
            m_pairs.insert(major, { server.freshDatabase(), server.freshDatabase() });
        }
        return m_pairs[major];
    }

    static void load(const ConnectionOptions& database, const QString& sql)
    {
        const auto loaded = runSql(database, "drop schema public cascade; create schema public;" + sql.toUtf8());
        if (!loaded)
            qFatal("%s\n%s", qPrintable(loaded.error().toText()), qPrintable(sql));
    }

private slots:
    void leadsFromOneToTheOther_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<uint>("seed");
        const int only = qEnvironmentVariableIntValue("CORRIDOR_TEST_SEED");
        for (int seed = only ? only : 1; seed <= (only ? only : pairs()); ++seed)
            for (const int major : { seed % 2 ? 17 : 15 })
                if (TestServer::has(major))
                    QTest::addRow("%d on %d", seed, major) << major << uint(seed);
    }
    void leadsFromOneToTheOther()
    {
        QFETCH(int, major);
        QFETCH(uint, seed);
        TestServer& server = TestServer::shared(major);
        const auto [from, to] = databases(server, major);
        RandomSchema schema(seed);
        load(from, schema.sql());
        schema.mutate(1 + int(seed % 25));
        load(to, schema.sql());
        const Snapshot before = snapshotOf(from);
        const Snapshot wanted = snapshotOf(to);

        for (const bool safe : { false, true }) {
            const Snapshot& goal = safe ? before : wanted; // there by the plain forms, back by the safe ones
            const QString problem = bringTo(from, goal, { .notValid = safe, .fillRequired = safe });
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
            QCOMPARE(difference(goal, snapshotOf(from)), QString());
            if (!safe && (isLong() || seed % 6 == 0)) // pg_dump takes longer than all the rest
                QCOMPARE(difference(withoutColumnOrder(dumpOf(server, to)), withoutColumnOrder(dumpOf(server, from))),
                    QString());
        }
    }
};

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // two thousand pairs take longer than Qt Test's own patience
    const QCoreApplication application(argc, argv);
    DiffRandomTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_diff_random.moc"
