// SPDX-License-Identifier: MIT
#include "backup/client_connection.h"

#include <QTest>

using namespace corridor;

class TestClientConnection : public QObject {
    Q_OBJECT
private slots:
    void keepsSecretsOutOfArguments()
    {
        const auto options
            = parseConnection("postgresql://al%20ice:s3cr%27et@db.example.org:6000/my%5Cdb?sslmode=require");
        QVERIFY(options);
        const auto connection = clientConnection(*options);
        QVERIFY(connection);
        QVERIFY(!connection->argument.contains("s3cr"));
        QVERIFY(!connection->argument.contains("password"));
        for (const char* part :
            { "host='db.example.org'", "port='6000'", "user='al ice'", "dbname='my\\\\db'", "sslmode='require'" })
            QVERIFY2(connection->argument.contains(part), part);
        QCOMPARE(connection->environment.size(), 1);
        QCOMPARE(connection->environment.first(), (std::pair<QString, QString>("PGPASSWORD", "s3cr'et")));
    }

    void aKeyPasswordIsRefused()
    {
        ConnectionOptions options;
        options.set("host", "h");
        options.set("sslpassword", "s3cret");
        const auto connection = clientConnection(options);
        QVERIFY(!connection);
        QCOMPARE(connection.error().code, QString("client-key-password"));
        QVERIFY(!connection.error().toText().contains("s3cret"));
    }
};

QTEST_GUILESS_MAIN(TestClientConnection)
#include "tst_client_connection.moc"
