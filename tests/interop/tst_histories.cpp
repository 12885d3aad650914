// SPDX-License-Identifier: MIT
#include "random_history.h"
#include "support/shared_folder.h"

#include <QDir>
#include <QTest>

using namespace corridor;
using Tool = Contest::Tool;

// Random histories, by corridor and by the real Prisma. CORRIDOR_HISTORIES=FIRST-LAST names other seeds than 1-12.
class TestHistories : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void agrees_data();
    void agrees();

private:
    bool prismaResets();

    std::optional<Oracle> m_oracle;
    TestServer m_server;
    std::unique_ptr<Contest> m_contest;
    bool m_prismaResets = true;
    int m_commands = 0;
};

void TestHistories::initTestCase()
{
    START_CONTEST(m_oracle, m_server, m_contest);
    m_prismaResets = prismaResets();
    if (!m_prismaResets)
        qInfo("Prisma refuses to reset here: what it would do is done by hand");
}

void TestHistories::cleanupTestCase()
{
    qInfo("%d commands by each program", m_commands);
}

// Prisma asks for a person's consent where it sees certain variables; that is left standing.
bool TestHistories::prismaResets()
{
    if (!m_contest->begin("probe"))
        return false;
    const Outcome outcome = m_contest->ask(Tool::Prisma7, Tool::Prisma7, { "migrate", "reset", "--force" });
    m_contest->dropDatabases();
    return outcome.exitCode == 0;
}

// Every fifth seed begins with the first migrations of a real project.
static QString corpusOf(int seed)
{
    const QDir corpora(sharedFolder("corpora/prisma"));
    const QStringList names = corpora.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (seed % 5 != 0 || names.isEmpty())
        return {};
    const QString folder = corpora.filePath(names[seed / 5 % names.size()]) + "/migrations";
    return QDir(folder).exists() ? QDir::cleanPath(folder) : QString();
}

void TestHistories::agrees_data()
{
    QTest::addColumn<int>("seed");
    const QString range = qEnvironmentVariable("CORRIDOR_HISTORIES", "1-12");
    const int first = range.section(u'-', 0, 0).toInt();
    const int last = qMax(first, range.section(u'-', -1).toInt());
    for (int seed = first; seed <= last; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestHistories::agrees()
{
    QFETCH(int, seed);
    const Tool prisma = seed % 4 == 3 ? Tool::Prisma6 : Tool::Prisma7;
    QVERIFY(m_contest->begin(QStringLiteral("history%1").arg(seed), prisma));
    RandomHistory history(*m_contest,
        { .seed = quint64(seed), .prisma = prisma, .prismaResets = m_prismaResets, .corpus = corpusOf(seed) });
    const QString difference = history.play();
    m_commands += history.commands();
    m_contest->dropDatabases();
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

QTEST_GUILESS_MAIN(TestHistories)
#include "tst_histories.moc"
