// SPDX-License-Identifier: MIT
#include "health/health.h"
#include "health/health_server.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

using namespace corridor;

class TestHealth : public QObject {
    Q_OBJECT
private slots:
    void theWorstHasTheWord_data()
    {
        QTest::addColumn<Health>("health");
        QTest::addColumn<QString>("word");
        QTest::newRow("ready") << Health { .applied = 3 } << "ready";
        QTest::newRow("pending") << Health { .pending = 1 } << "pending";
        QTest::newRow("drifted") << Health { .pending = 1, .drifted = 1 } << "drifted";
        QTest::newRow("failed") << Health { .pending = 1, .failed = 1, .drifted = 1 } << "failed";
        QTest::newRow("unreachable") << Health { .error = Error { .code = "P1001" } } << "unreachable";
    }

    void theWorstHasTheWord()
    {
        QFETCH(Health, health);
        QTEST(health.word(), "word");
        QCOMPARE(health.isReady(), health.word() == "ready");
    }

    void metricsAreAsPrometheusReadsThem()
    {
        const QByteArray text = prometheusMetrics({ .applied = 3, .pending = 1 }, "shop \"a\\b\"");
        QVERIFY2(text.contains("corridor_migrations{database=\"shop \\\"a\\\\b\\\"\",state=\"pending\"} 1\n"), text.constData());
        QVERIFY(text.contains("# TYPE corridor_up gauge\n"));
        QVERIFY(prometheusMetrics({ .error = Error() }, "shop").contains("corridor_up{database=\"shop\"} 0\n"));
        QVERIFY(!prometheusMetrics({ .error = Error() }, "shop").contains("corridor_migrations"));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("a port is the loopback's") << "9187" << "127.0.0.1" << 9187;
        QTest::newRow("everybody") << "0.0.0.0:80" << "0.0.0.0" << 80;
        QTest::newRow("IPv6") << "[::1]:9187" << "::1" << 9187;
        QTest::newRow("no host") << ":9187" << "127.0.0.1" << 9187;
        QTest::newRow("no port") << "127.0.0.1:" << "" << -1;
        QTest::newRow("a name") << "example.org:80" << "" << -1;
        QTest::newRow("too large") << "70000" << "" << -1;
    }

    void addresses()
    {
        QFETCH(QString, text);
        const auto address = parseListenAddress(text);
        QTEST(address ? address->host : QString(), "host");
        QTEST(address ? int(address->port) : -1, "port");
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("get") << QByteArray("GET /a?x=1 HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("200 OK") << QByteArray("/a");
        QTest::newRow("head") << QByteArray("HEAD /a HTTP/1.1\r\n\r\n") << QByteArray("200 OK") << QByteArray();
        QTest::newRow("post") << QByteArray("POST /a HTTP/1.1\r\n\r\n") << QByteArray("405 Method Not Allowed") << QByteArray("only GET and HEAD\n");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QByteArray("400 Bad Request") << QByteArray("no HTTP\n");
        QTest::newRow("endless") << QByteArray(9000, 'x') << QByteArray("400 Bad Request") << QByteArray("too long\n");
    }

    void answers()
    {
        QFETCH(QByteArray, request);
        HealthServer server([](const QByteArray& path) { return HttpAnswer { 200, "text/plain", path }; });
        QVERIFY(server.listen(*parseListenAddress("0")));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.write(request.first(request.size() / 2)); // in two pieces
        client.flush();
        QTest::qWait(10);
        client.write(request.sliced(request.size() / 2));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = client.readAll();
        QFETCH(QByteArray, status);
        QVERIFY2(answer.startsWith("HTTP/1.1 " + status + "\r\n"), answer.constData());
        QTEST(answer.sliced(answer.indexOf("\r\n\r\n") + 4), "body");
    }

    void aPortThatIsTakenIsTold()
    {
        HealthServer first([](const QByteArray&) { return HttpAnswer(); }), second([](const QByteArray&) { return HttpAnswer(); });
        QVERIFY(first.listen(*parseListenAddress("0")));
        const auto taken = second.listen({ "127.0.0.1", first.port() });
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, QString("health-not-served"));
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
