// SPDX-License-Identifier: MIT
#include "base/redact.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace corridor;

class TestRedact : public QObject {
    Q_OBJECT
private slots:
    void hidesPasswords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("url") << "at postgresql://a:s3cret@h:5432/db now" << "at postgresql://a:***@h:5432/db now";
        QTest::newRow("unencoded @") << "postgres://a:p@ss@h/db" << "postgres://a:***@h/db";
        QTest::newRow("no password") << "postgresql://a@h/db" << "postgresql://a@h/db";
        QTest::newRow("keyword") << "host=h password=s3cret dbname=d" << "host=h password=*** dbname=d";
        QTest::newRow("quoted keyword") << "password = 'it\\'s x' user=u" << "password = *** user=u";
        QTest::newRow("role") << "ALTER ROLE a PASSWORD 'it''s' LOGIN" << "ALTER ROLE a PASSWORD '***' LOGIN";
        QTest::newRow("column") << "ADD COLUMN password TEXT DEFAULT ''" << "ADD COLUMN password TEXT DEFAULT ''";
        QTest::newRow("parameter") << "?user=a&password=s3cret&sslmode=x" << "?user=a&password=***&sslmode=x";
    }

    void hidesPasswords()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(redacted(text), expected);
    }

    void hidesPasswordsInJson()
    {
        const QJsonObject json { { "list", QJsonArray { "postgres://a:s3cret@h/d", 1 } }, { "Password", "s3cret" },
            { "deep", QJsonObject { { "sslpassword", 7 }, { "text", "kept" } } } };
        const QJsonObject expected { { "list", QJsonArray { "postgres://a:***@h/d", 1 } }, { "Password", "***" },
            { "deep", QJsonObject { { "sslpassword", "***" }, { "text", "kept" } } } };
        QCOMPARE(redactedJson(json), QJsonValue(expected));
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
