// SPDX-License-Identifier: MIT
#include "report/json_document.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace corridor;

class TestJsonDocument : public QObject {
    Q_OBJECT
private slots:
    void envelopeComesFirst()
    {
        const QByteArray text = jsonDocument("status", { { "alpha", 1 }, { "upToDate", true } });
        QCOMPARE(text,
            QByteArray("{\n    \"corridor\": 1,\n    \"command\": \"status\",\n    \"ok\": true,\n"
                       "    \"alpha\": 1,\n    \"upToDate\": true,\n    \"error\": null\n}\n"));
    }

    void errorMakesItNotOk()
    {
        const Error error { .code = "P3009", .message = "say \"no\"\n", .line = 4 };
        const auto json = QJsonDocument::fromJson(jsonDocument("deploy", {}, error)).object();
        QCOMPARE(json["ok"], QJsonValue(false));
        QCOMPARE(json["error"].toObject(), error.toJson());
    }

    void valuesSurvive_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("null") << QJsonValue();
        QTest::newRow("text") << QJsonValue("a]b\n\"[ü🐘");
        QTest::newRow("large integer") << QJsonValue(qint64(9007199254740993));
        QTest::newRow("empty array") << QJsonValue(QJsonArray());
        QTest::newRow("empty object") << QJsonValue(QJsonObject());
        QTest::newRow("nested") << QJsonValue(QJsonArray { 1, QJsonObject { { "a", QJsonArray { "[]" } } } });
    }

    void valuesSurvive()
    {
        QFETCH(QJsonValue, value);
        QJsonParseError problem;
        const auto json = QJsonDocument::fromJson(jsonDocument("x", { { "value \"", value } }), &problem).object();
        QCOMPARE(problem.errorString(), QJsonParseError().errorString());
        QCOMPARE(json["value \""], value);
    }

    void fieldsCannotForgeTheEnvelope()
    {
        const auto text = jsonDocument("x", { { "ok", false }, { "corridor", 9 } });
        QCOMPARE(text.count("\"ok\""), 1);
        QCOMPARE(QJsonDocument::fromJson(text)["corridor"].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestJsonDocument)
#include "tst_json_document.moc"
