// SPDX-License-Identifier: MIT
#include "lsp/message_stream.h"

#include <QTest>

using namespace corridor;

class TestMessageStream : public QObject {
    Q_OBJECT
private slots:
    void messagesSurviveAnyCut()
    {
        const QJsonObject one { { "method", "a" }, { "text", "ü🐘\r\n\r\n" } };
        const QJsonObject two { { "id", 2 } };
        const QByteArray bytes = MessageStream::framed(one) + MessageStream::framed(two);
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            MessageStream stream;
            QList<QJsonObject> read;
            for (const QByteArray& part : { bytes.first(cut), bytes.sliced(cut) }) {
                stream.append(part);
                while (const auto message = stream.next())
                    read << *message;
            }
            QCOMPARE(read, QList<QJsonObject>({ one, two }));
        }
    }

    void otherHeadersAndCapitalsAreFine()
    {
        MessageStream stream;
        stream.append("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-LENGTH: 2\r\n\r\n{}");
        QVERIFY(stream.next());
        QVERIFY(!stream.next());
    }

    void whatIsNoJsonIsAnEmptyObject()
    {
        MessageStream stream;
        stream.append("Content-Length: 5\r\n\r\nhello" + MessageStream::framed({ { "id", 1 } }));
        QCOMPARE(stream.next(), QJsonObject());
        QCOMPARE(stream.next(), QJsonObject({ { "id", 1 } }));
    }
};

QTEST_GUILESS_MAIN(TestMessageStream)
#include "tst_message_stream.moc"
