// SPDX-License-Identifier: MIT
#include "project/lock_file.h"
#include "project/project.h"

#include <QTest>

using namespace corridor;

class TestLockFile : public QObject {
    Q_OBJECT
private slots:
    // All seen with the real Prisma.
    void readsTheProvider_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("provider");
        QTest::newRow("as written") << QByteArray("# Please do not edit\nprovider = \"postgresql\"\n") << "postgresql";
        QTest::newRow("CRLF") << QByteArray("provider = \"postgresql\"\r\n") << "postgresql";
        QTest::newRow("alias") << QByteArray("provider = \"postgres\"\n") << "postgres";
        QTest::newRow("single quotes") << QByteArray("provider = 'postgresql'\n") << "'postgresql'";
        QTest::newRow("tight") << QByteArray("provider=\"postgresql\"\n") << "provider=\"postgresql";
        QTest::newRow("comment after") << QByteArray("provider = \"postgresql\" # x\n") << "postgresql\" # x";
        QTest::newRow("empty") << QByteArray() << "<PROVIDER NOT FOUND>";
        QTest::newRow("no such line") << QByteArray("# nothing\n") << "<PROVIDER NOT FOUND>";
        QTest::newRow("indented") << QByteArray("  provider = \"postgresql\"\n") << "<PROVIDER NOT FOUND>";
    }

    void readsTheProvider()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, provider);
        QCOMPARE(parseLockProvider(text), provider);
        Project project;
        project.lockProvider = provider;
        const auto checked = checkProvider(project);
        QCOMPARE(checked.has_value(), provider == "postgresql");
        if (!checked) {
            QCOMPARE(checked.error().code, "P3019");
            QVERIFY(checked.error().message.contains("migration_lock.toml, `" + provider + "`."));
        }
    }

    void passesWithoutAFile() { QVERIFY(checkProvider(Project {}).has_value()); }
};

QTEST_GUILESS_MAIN(TestLockFile)
#include "tst_lock_file.moc"
