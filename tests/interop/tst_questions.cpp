// SPDX-License-Identifier: MIT
#include "contest.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace corridor;
using Tool = Contest::Tool;

// The questions that `migrate reset` and `migrate dev` ask a person: what the screen shows at the end, and how it ends.
class TestQuestions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void asks_data();
    void asks();

private:
    bool writeProject(const QByteArray& models) const;
    Outcome askAtTerminal(Tool tool, const QStringList& arguments, const QList<Reply>& replies);

    std::optional<Oracle> m_oracle;
    TestServer m_server;
    std::unique_ptr<Contest> m_contest;
    int m_count = 0;
};

static const QString first = "20240101000000_a";
static const QByteArray table = "CREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n    \"name\" TEXT,\n"
                                "    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n";
static const QByteArray model = "model A {\n  id Int @id\n  name String?\n}\n";
static const QByteArray another = "model B {\n  id Int @id\n}\n";
static const QByteArray smaller = "model A {\n  id Int @id\n}\n";

void TestQuestions::initTestCase()
{
    START_CONTEST(m_oracle, m_server, m_contest);
}

void TestQuestions::asks_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("models");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<int>("exitCode");
    const QStringList reset { "migrate", "reset" }, dev { "migrate", "dev" };
    const QStringList named { "migrate", "dev", "--name", "smaller" };
    const QString sure = "Are you sure you want to reset", name = "Enter a name",
                  lose = "Are you sure you want to create";
    QTest::newRow("reset, no") << reset << model << sure << QByteArray("n") << 130;
    QTest::newRow("reset, Enter") << reset << model << sure << QByteArray("\r") << 130;
    QTest::newRow("reset, Ctrl-C") << reset << model << sure << QByteArray("\x03") << 130;
    QTest::newRow("reset, yes") << reset << model << sure << QByteArray("y") << 0;
    QTest::newRow("dev, name") << dev << model + another << name << QByteArray("Add B!\r") << 0;
    QTest::newRow("dev, mistyped name") << dev << model + another << name
                                        << QByteArray("Ax\x7f"
                                                      "dd\r")
                                        << 0;
    QTest::newRow("dev, Ctrl-C") << dev << model + another << name << QByteArray("\x03") << 130;
    QTest::newRow("dev, loss, no") << named << smaller << lose << QByteArray("n") << 130;
    QTest::newRow("dev, loss, yes") << named << smaller << lose << QByteArray("y") << 0;
    QTest::newRow("dev, loss, create only, yes")
        << named + QStringList { "--create-only" } << smaller << lose << QByteArray("y") << 0;
}

bool TestQuestions::writeProject(const QByteArray& models) const
{
    QDir(m_contest->folder() + "/prisma/migrations").removeRecursively();
    QFile schema(m_contest->folder() + "/prisma/schema.prisma");
    const QByteArray text = "datasource db {\n  provider = \"postgresql\"\n}\n" + models;
    return m_contest->write(first, table) && m_contest->write({}, "provider = \"postgresql\"\n", "migration_lock.toml")
        && schema.open(QIODevice::WriteOnly) && schema.write(text) == text.size();
}

static QString withoutTimes(QString text)
{
    static const QRegularExpression time(R"(\b20[2-9]\d{11}(?=_|\s))");
    return text.replace(time, "TIME");
}

Outcome TestQuestions::askAtTerminal(Tool tool, const QStringList& arguments, const QList<Reply>& replies)
{
    Outcome outcome = m_contest->askAtTerminal(tool, arguments, replies);
    outcome.out = withoutTimes(outcome.out);
    return outcome;
}

void TestQuestions::asks()
{
    QFETCH(QStringList, command);
    QFETCH(QByteArray, models);
    QFETCH(QString, question);
    QFETCH(QByteArray, keys);
    QFETCH(int, exitCode);
    QVERIFY(m_contest->begin(QStringLiteral("terminal%1").arg(++m_count)));
    QVERIFY(writeProject(models));
    for (const Tool owner : { Tool::Corridor, Tool::Prisma7 }) {
        QCOMPARE(m_contest->ask(Tool::Corridor, owner, { "migrate", "deploy" }).exitCode, 0);
        QVERIFY(m_contest->witness(owner).execute("INSERT INTO \"A\" VALUES (1, 'x')"));
    }
    const QList<Reply> replies { { question, keys } };
    const Outcome theirs = askAtTerminal(Tool::Prisma7, command, replies);
    if (theirs.exitCode != exitCode && !theirs.out.contains(question))
        QSKIP(qPrintable("Prisma does not ask here: " + theirs.out));
    QVERIFY(writeProject(models)); // without what dev wrote
    const Outcome ours = askAtTerminal(Tool::Corridor, command, replies);
    QCOMPARE(ours.out, theirs.out);
    QCOMPARE(theirs.exitCode, exitCode);
    QCOMPARE(ours.exitCode, exitCode);
}

QTEST_GUILESS_MAIN(TestQuestions)
#include "tst_questions.moc"
