// SPDX-License-Identifier: MIT
// The program itself, as an editor starts it.
#include "lsp/message_stream.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

using namespace corridor;

class TestLspProcess : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_process.start(CORRIDOR_BIN_DIR "/corridor", { "lsp" });
        QVERIFY(m_process.waitForStarted());
    }

    void cleanup()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void aSession()
    {
        send({ { "id", 1 }, { "method", "initialize" }, { "params", QJsonObject() } });
        QCOMPARE(receive()["result"]["serverInfo"]["name"].toString(), "corridor");
        send({ { "method", "initialized" }, { "params", QJsonObject() } });
        const QJsonObject document { { "uri", "file:///nowhere/x.sql" }, { "version", 1 }, { "text", "DROP TABLE t;" } };
        send({ { "method", "textDocument/didOpen" }, { "params", QJsonObject { { "textDocument", document } } } });
        const QJsonValue published = receive();
        QCOMPARE(published["method"].toString(), "textDocument/publishDiagnostics");
        QVERIFY(!published["params"]["diagnostics"].toArray().isEmpty());
        send({ { "id", 2 }, { "method", "shutdown" } });
        QCOMPARE(receive()["id"].toInt(), 2);
        send({ { "method", "exit" } });
        QVERIFY(m_process.waitForFinished());
        QCOMPARE(m_process.exitCode(), 0);
    }

    void exitWithoutShutdownIsAFailure()
    {
        send({ { "method", "exit" } });
        QVERIFY(m_process.waitForFinished());
        QCOMPARE(m_process.exitCode(), 1);
    }

    void endsWhenTheEditorIsGone()
    {
        m_process.closeWriteChannel();
        QVERIFY(m_process.waitForFinished());
        QCOMPARE(m_process.exitStatus(), QProcess::NormalExit);
    }

private:
    void send(QJsonObject message)
    {
        message["jsonrpc"] = "2.0";
        m_process.write(MessageStream::framed(message));
    }

    QJsonValue receive()
    {
        for (;;) {
            if (const auto message = m_stream.next())
                return *message;
            if (!m_process.waitForReadyRead(10'000))
                return {};
            m_stream.append(m_process.readAllStandardOutput());
        }
    }

    QProcess m_process;
    MessageStream m_stream;
};

QTEST_GUILESS_MAIN(TestLspProcess)
#include "tst_lsp_process.moc"
