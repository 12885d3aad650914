// SPDX-License-Identifier: MIT
#include "backup/client_programs.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

ClientPrograms version(const QString& text)
{
    return { .folder = "/pg/" + text, .version = text, .major = text.section('.', 0, 0).toInt() };
}

} // namespace

class TestClientPrograms : public QObject {
    Q_OBJECT
private slots:
    void choosesByTheServer_data()
    {
        QTest::addColumn<int>("server");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the same") << 15 << "15.4";
        QTest::newRow("the nearest newer") << 14 << "15.4";
        QTest::newRow("between") << 16 << "17.2";
        QTest::newRow("the newest") << 17 << "17.2";
    }

    void choosesByTheServer()
    {
        QFETCH(int, server);
        const auto chosen = chooseClientPrograms({ version("17.2"), version("15.4") }, server);
        QVERIFY(chosen);
        QTEST(chosen->version, "expected");
    }

    void saysWhatIsMissing()
    {
        const auto older = chooseClientPrograms({ version("15.4"), version("13.1") }, 17);
        QVERIFY(!older);
        QCOMPARE(older.error().code, QString("client-older"));
        QVERIFY(older.error().message.contains("15.4"));
        QVERIFY(older.error().hint.contains("postgresql-client-17"));
        QCOMPARE(chooseClientPrograms({}, 15).error().code, QString("client-missing"));
    }

    void findsProgramsByTheirFolder()
    {
        QTemporaryDir folder;
        makeProgram(folder.filePath("pg_dump"), "echo 'pg_dump (PostgreSQL) 16.3 (Debian 16.3-1)'");
        makeProgram(folder.filePath("pg_restore"), "");
        QVERIFY(findClientPrograms({ { "CORRIDOR_POSTGRES_CLIENT", folder.path() } }).isEmpty()); // no psql
        makeProgram(folder.filePath("psql"), "");
        const QList<ClientPrograms> expected { { folder.path(), "16.3", 16 } };
        QCOMPARE(findClientPrograms({ { "CORRIDOR_POSTGRES_CLIENT", folder.path() } }), expected);
        QVERIFY(findClientPrograms({ { "PATH", "/nowhere:" + folder.path() } }).contains(expected.first()));
    }

private:
    static void makeProgram(const QString& path, const QByteArray& script)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("#!/bin/sh\n" + script + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

QTEST_GUILESS_MAIN(TestClientPrograms)
#include "tst_client_programs.moc"
