// SPDX-License-Identifier: MIT
#include "project/migration_order.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QStandardPaths>
#include <QTest>
#include <algorithm>

using namespace corridor;

namespace {

QStringList sorted(QStringList names, MigrationOrder order)
{
    sortMigrationNames(names, order);
    return names;
}

QStringList oddNames(int count)
{
    static const QStringList parts { "20240101000000", "2024", "10", "2", "_", "-", " ", ".", "a", "B", "Init", "init",
        "žluť", "zlut", "é", "e", "É", "~", "+", "(", "ß", "ss", "日本", "Ω", "я", "ı", "i", "_a1", "_a_1", "'", "#",
        "%", "æ", "ø", "o", "Å", "0_init", ".sql", "x" };
    QRandomGenerator random(20240101);
    QSet<QString> names;
    while (names.size() < count) {
        QString name;
        for (int i = random.bounded(1, 6); i > 0; --i)
            name += parts[random.bounded(parts.size())];
        names.insert(name);
    }
    return names.values();
}

// `names` as Node sorts them, or an empty list where there is no Node.
QStringList sortedByNode(const QStringList& names)
{
    const QString node = QStandardPaths::findExecutable("node");
    if (node.isEmpty())
        return {};
    QProcess process;
    process.start(node,
        { "-e",
            "const a = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
            "console.log(JSON.stringify(a.sort((x, y) => x.localeCompare(y))))" });
    process.write(QJsonDocument(QJsonArray::fromStringList(names)).toJson());
    process.closeWriteChannel();
    process.waitForFinished();
    QStringList result;
    for (const auto& value : QJsonDocument::fromJson(process.readAllStandardOutput()).array())
        result << value.toString();
    return result;
}

} // namespace

class TestMigrationOrder : public QObject {
    Q_OBJECT
private slots:
    void sorts_data()
    {
        QTest::addColumn<QStringList>("byBytes");
        QTest::addColumn<QStringList>("collated");
        // As the real Prisma 7.10 applied them.
        QTest::newRow("seen") << QStringList { ".hidden", "10", "2", "20230101_short", "20240101000000-dash",
            "20240101000000_B", "20240101000000_Init2", "20240101000000_a", "20240101000000_init", "20240101000000a",
            "no_timestamp", "with space", "žluť" }
                              << QStringList { ".hidden", "10", "2", "20230101_short", "20240101000000_a",
                                     "20240101000000_B", "20240101000000_init", "20240101000000_Init2",
                                     "20240101000000-dash", "20240101000000a", "no_timestamp", "with space", "žluť" };
        QTest::newRow("one second, plain names") << QStringList { "20240101000000_a1", "20240101000000_a_1",
            "20240101000000_aa" } << QStringList { "20240101000000_a_1", "20240101000000_a1", "20240101000000_aa" };
        QTest::newRow("one is the beginning of the other")
            << QStringList { "0", "0_init", "20240101000000" } << QStringList { "0", "0_init", "20240101000000" };
        QTest::newRow("beyond the first plane")
            << QStringList { "\uFF01", "\U0001F418" } << QStringList { "\uFF01", "\U0001F418" };
    }

    void sorts()
    {
        QFETCH(QStringList, byBytes);
        QFETCH(QStringList, collated);
        std::ranges::reverse(byBytes);
        QCOMPARE(sorted(byBytes, MigrationOrder::Collated), collated);
        std::ranges::reverse(collated);
        std::ranges::reverse(byBytes);
        QCOMPARE(sorted(collated, MigrationOrder::Bytes), byBytes);
    }

    void findsWhereTheOrdersDiffer()
    {
        QVERIFY(!firstDifferenceOfOrders({ "20240102000000_a", "20240101000000_b" }));
        const auto pair = firstDifferenceOfOrders({ "20240101000000_a_1", "0", "20240101000000_a1" });
        QVERIFY(pair);
        QCOMPARE(*pair, std::pair(QString("20240101000000_a1"), QString("20240101000000_a_1")));
    }

    void sortsOddNamesAsNode()
    {
        const QStringList names = oddNames(800);
        const QStringList expected = sortedByNode(names);
        if (expected.isEmpty())
            QSKIP("There is no node to compare with.");
        QCOMPARE(sorted(names, MigrationOrder::Collated), expected);
    }

    void sortsPlainNamesAsNode()
    {
        QStringList names;
        QRandomGenerator random(7);
        for (int i = 0; i < 400; ++i) {
            QString name = "2024010100000" + QString::number(random.bounded(10));
            for (int length = random.bounded(1, 8); length > 0; --length)
                name += QStringLiteral("_0123456789abcxyz")[random.bounded(17)];
            names << name;
        }
        names.removeDuplicates();
        const QStringList expected = sortedByNode(names);
        if (expected.isEmpty())
            QSKIP("There is no node to compare with.");
        QCOMPARE(sorted(names, MigrationOrder::Collated), expected);
    }
};

QTEST_GUILESS_MAIN(TestMigrationOrder)
#include "tst_migration_order.moc"
