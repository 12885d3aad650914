// SPDX-License-Identifier: MIT
#include "history/diagnosis.h"

#include <QTest>
#include <QTimeZone>

using namespace corridor;

namespace {

Migration onDisk(const QString& name, const QByteArray& script = "SELECT 1;")
{
    return Migration { .name = name, .script = script, .checksum = prismaChecksum(script) };
}

// "a+" applied, "a!" failed, "a-" rolled back before it finished, "a~" rolled back after; an = stands for another checksum.
HistoryRow row(const QString& word, int minute)
{
    const QDateTime started(QDate(2026, 1, 1), QTime(0, minute), QTimeZone::UTC);
    HistoryRow result { .id = QString::number(minute), .checksum = prismaChecksum(word.endsWith('=') ? "edited" : "SELECT 1;"),
        .migrationName = word.first(1), .startedAt = started };
    if (word.at(1) == '+' || word.at(1) == '~')
        result.finishedAt = started.addSecs(1);
    if (word.at(1) == '-' || word.at(1) == '~')
        result.rolledBackAt = started.addSecs(2);
    return result;
}

QString words(const Diagnosis& diagnosis)
{
    QStringList list;
    for (const MigrationStatus& status : diagnosis.migrations)
        list << status.name + ':' + stateWord(status.state);
    return list.join(' ');
}

} // namespace

class TestDiagnosis : public QObject {
    Q_OBJECT
private slots:
    void states_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("upToDate");
        QTest::newRow("nothing at all") << "" << "" << "" << true;
        QTest::newRow("fresh database") << "a b" << "" << "a:pending b:pending" << false;
        QTest::newRow("all applied") << "a b" << "a+ b+" << "a:applied b:applied" << true;
        QTest::newRow("one pending") << "a b" << "a+" << "a:applied b:pending" << false;
        QTest::newRow("failed") << "a b" << "a+ b!" << "a:applied b:failed" << false;
        QTest::newRow("failed, resolved as rolled back") << "a b" << "a+ b-" << "a:applied b:rolled-back" << false;
        QTest::newRow("rolled back by down.sql") << "a b" << "a+ b~" << "a:applied b:rolled-back" << false;
        QTest::newRow("failed, then applied") << "a b" << "a+ b- b+" << "a:applied b:applied" << true;
        QTest::newRow("rolled back, then failed again") << "a b" << "a+ b- b!" << "a:applied b:failed" << false;
        QTest::newRow("edited") << "a b" << "a+= b+" << "a:edited b:applied" << false;
        QTest::newRow("an edit between two tries is none") << "a" << "a-= a+" << "a:applied" << true;
        QTest::newRow("missing") << "b" << "a+ b+" << "a:missing b:applied" << false;
        QTest::newRow("missing at the end") << "a" << "a+ b+" << "a:applied b:missing" << false;
        QTest::newRow("missing and failed") << "a" << "a+ b!" << "a:applied b:failed" << false;
        QTest::newRow("missing but rolled back") << "a" << "a+ b-" << "a:applied b:missing" << true;
        QTest::newRow("out of order") << "a b c" << "a+ c+" << "a:applied b:out-of-order c:applied" << false;
        QTest::newRow("rolled back in the middle") << "a b c" << "a+ b~ c+" << "a:applied b:rolled-back c:applied" << false;
    }

    void states()
    {
        QFETCH(QString, folder);
        QFETCH(QString, rows);
        QFETCH(QString, expected);
        QFETCH(bool, upToDate);
        QList<Migration> migrations;
        for (const QString& name : folder.split(' ', Qt::SkipEmptyParts))
            migrations << onDisk(name);
        QList<HistoryRow> past;
        for (const QString& word : rows.split(' ', Qt::SkipEmptyParts))
            past << row(word, int(past.size()));
        const Diagnosis diagnosis = diagnose(migrations, past);
        QCOMPARE(words(diagnosis), expected);
        QCOMPARE(diagnosis.isUpToDate(), upToDate);
    }

    void lineEndingsAreNoEdit()
    {
        const HistoryRow applied = row("a+", 0);
        HistoryRow unix = applied;
        unix.checksum = prismaChecksum("SELECT 1;\nSELECT 2;\n");
        const Diagnosis diagnosis = diagnose({ onDisk("a", "SELECT 1;\r\nSELECT 2;\r\n") }, { unix });
        QCOMPARE(words(diagnosis), "a:applied");
    }

    void wholePastIsKept()
    {
        const Diagnosis diagnosis = diagnose({ onDisk("a") }, { row("a-", 0), row("a-", 1), row("a+", 2) });
        QCOMPARE(diagnosis.find("a")->rows.size(), 3);
        QCOMPARE(diagnosis.find("a")->current()->id, "2");
        QVERIFY(!diagnosis.find("b"));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
