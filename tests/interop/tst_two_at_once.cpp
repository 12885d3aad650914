// SPDX-License-Identifier: MIT
#include "contest.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

using namespace corridor;
using Tool = Contest::Tool;

// Two programs deploy to one database at once: nothing is applied twice, nobody is caught in a dead lock.
class TestTwoAtOnce : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void deploy_data();
    void deploy();

private:
    bool waitFor(const QByteArray& condition) const;
    Command command(const QString& who) const;

    std::optional<Oracle> m_oracle;
    TestServer m_server;
    std::unique_ptr<Contest> m_contest;
    int m_count = 0;
};

void TestTwoAtOnce::initTestCase()
{
    if (!QFile::exists(corridorProgram()))
        QSKIP(qPrintable("there is no " + corridorProgram()));
    if (auto oracle = oracleForTest())
        m_oracle = *oracle;
    START_TEST_SERVER(m_server, 17);
}

void TestTwoAtOnce::deploy_data()
{
    QTest::addColumn<QString>("earlier");
    QTest::addColumn<QString>("later");
    QTest::addColumn<bool>("concurrently"); // an index is built while the later one waits
    for (const bool concurrently : { false, true }) {
        const char* what = concurrently ? "index build" : "tables";
        for (const auto& [one, other] :
            { std::pair("corridor migrate", "corridor migrate"), std::pair("corridor", "corridor migrate"),
                std::pair("corridor migrate", "prisma"), std::pair("corridor", "prisma"),
                std::pair("prisma", "corridor migrate"), std::pair("prisma", "corridor") })
            QTest::addRow("%s, then %s: %s", one, other, what) << one << other << concurrently;
    }
}

Command TestTwoAtOnce::command(const QString& who) const
{
    const QString url = m_contest->url(Tool::Corridor);
    if (who == "prisma")
        return m_oracle->command(Oracle::Version::Prisma7, m_contest->folder(), url, { "migrate", "deploy" });
    const QStringList words
        = who == "corridor" ? QStringList { "deploy", "--lock-wait", "60" } : QStringList { "migrate", "deploy" };
    return { .program = corridorProgram(),
        .arguments = words,
        .folder = m_contest->folder(),
        .environment = { "DATABASE_URL=" + url, "HOME=" + m_contest->folder(),
            "XDG_STATE_HOME=", "XDG_DATA_HOME=", "XDG_CONFIG_HOME=" } };
}

bool TestTwoAtOnce::waitFor(const QByteArray& condition) const
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 60'000) {
        if (m_contest->witness(Tool::Corridor).rows("SELECT count(*) FROM " + condition) != QStringList { "0" })
            return true;
        QThread::msleep(20);
    }
    return false;
}

void TestTwoAtOnce::deploy()
{
    QFETCH(QString, earlier);
    QFETCH(QString, later);
    QFETCH(bool, concurrently);
    if (!m_oracle && (earlier == "prisma" || later == "prisma"))
        QSKIP("The real Prisma takes part in the long tests: ./check --long -R tst_two_at_once");
    const Oracle none = m_oracle.value_or(Oracle::without());
    m_contest = std::make_unique<Contest>(none, m_server, corridorProgram());
    QVERIFY(m_contest->begin(QStringLiteral("two%1").arg(++m_count)));
    QVERIFY(m_contest->write("1_table", "CREATE TABLE t (i int);"));
    QVERIFY(m_contest->write("2_slow", later == "prisma" ? "SELECT pg_sleep(6);" : "SELECT pg_sleep(2);"));
    QVERIFY(m_contest->write(
        "3_index", concurrently ? "CREATE INDEX CONCURRENTLY t_i ON t (i);" : "CREATE INDEX t_i ON t (i);"));

    ChildProcess one(command(earlier));
    QVERIFY(waitFor("pg_locks WHERE locktype = 'advisory' AND granted AND objid = 72707369"));
    ChildProcess other(command(later));
    const Outcome first = one.finish(), second = other.finish();
    QVERIFY2(first.exitCode == 0, qPrintable(first.out + first.err));
    const bool gaveUp = second.exitCode == 1 && second.err.contains("P1002"); // after 10 s, as it may
    QVERIFY2(second.exitCode == 0 || gaveUp, qPrintable(second.out + second.err));
    if (!gaveUp)
        QVERIFY2(second.out.contains("No pending migrations to apply."), qPrintable(second.out));
    QCOMPARE(m_contest->witness(Tool::Corridor)
                 .rows("SELECT migration_name, finished_at IS NOT NULL FROM _prisma_migrations ORDER BY 1"),
        (QStringList { "1_table | t", "2_slow | t", "3_index | t" }));
    QCOMPARE(m_contest->witness(Tool::Corridor)
                 .rows("SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 't'::regclass"),
        QStringList { "t_i | t" });
}

QTEST_GUILESS_MAIN(TestTwoAtOnce)
#include "tst_two_at_once.moc"
