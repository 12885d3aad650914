// SPDX-License-Identifier: MIT
#include "sandbox/server_binaries.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestServerBinaries : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    // Programs that only tell their version, which is all that is asked of them here.
    QString makeServer(const QString& name, const QByteArray& version)
    {
        const QString folder = m_folder->filePath(name);
        QDir().mkpath(folder);
        for (const char* program : { "/postgres", "/initdb" }) {
            QFile file(folder + program);
            if (file.open(QIODevice::WriteOnly))
                file.write("#!/bin/sh\necho '" + version + "'\n");
            file.setPermissions(QFile::Permissions(0x7755));
        }
        return folder;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsVersions_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("major");
        QTest::newRow("plain") << QByteArray("postgres (PostgreSQL) 15.20") << "15.20" << 15;
        QTest::newRow("Debian") << QByteArray("postgres (PostgreSQL) 17.4 (Debian 17.4-1)") << "17.4" << 17;
        QTest::newRow("beta") << QByteArray("postgres (PostgreSQL) 18beta2") << "18beta2" << 18;
        QTest::newRow("development") << QByteArray("postgres (PostgreSQL) 19devel") << "19devel" << 19;
        QTest::newRow("something else") << QByteArray("pg 3") << QString() << 0;
    }

    void readsVersions()
    {
        QFETCH(QByteArray, said);
        QFETCH(QString, version);
        QFETCH(int, major);
        const auto server = serverIn(makeServer("a", said));
        QCOMPARE(server.has_value(), major > 0);
        if (server) {
            QCOMPARE(server->version, version);
            QCOMPARE(server->major, major);
        }
    }

    void findsTheNewestInThePath()
    {
        const QString path = makeServer("a", "postgres (PostgreSQL) 98.1") + ':'
            + makeServer("b", "postgres (PostgreSQL) 99.2") + ':' + makeServer("c", "postgres (PostgreSQL) 97.1");
        QCOMPARE(findServer({}, { { "PATH", path } })->version, "99.2");
        QCOMPARE(findServer(97, { { "PATH", path } })->folder, m_folder->filePath("c"));
    }

    void prefersTheVariable()
    {
        makeServer("own/bin", "postgres (PostgreSQL) 9.6");
        const Environment environment { { "CORRIDOR_POSTGRES_BIN", m_folder->filePath("own") },
            { "PATH", makeServer("a", "postgres (PostgreSQL) 99.2") } };
        QCOMPARE(findServer({}, environment)->version, "9.6");
        const auto other = findServer(99, environment);
        QVERIFY(!other);
        QCOMPARE(other.error().code, "sandbox-no-server");
        QVERIFY(other.error().message.contains("CORRIDOR_POSTGRES_BIN"));
    }

    void namesThePackageThatIsMissing()
    {
        const auto server = findServer(96, { { "PATH", "/nowhere" } });
        QVERIFY(!server);
        QCOMPARE(server.error().code, "sandbox-no-server");
        QVERIFY(server.error().hint.contains("postgresql-96"));
    }

    void leavesOutAFolderWithoutInitdb()
    {
        const QString folder = makeServer("a", "postgres (PostgreSQL) 15.20");
        QFile::remove(folder + "/initdb");
        QVERIFY(!serverIn(folder));
        QVERIFY(!serverIn(m_folder->filePath("absent")));
    }
};

QTEST_GUILESS_MAIN(TestServerBinaries)
#include "tst_server_binaries.moc"
