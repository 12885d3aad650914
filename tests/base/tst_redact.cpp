// SPDX-License-Identifier: MIT
#include "base/redact.h"

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
        QTest::newRow("parameter") << "?user=a&password=s3cret&sslmode=x" << "?user=a&password=***&sslmode=x";
    }

    void hidesPasswords()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(redacted(text), expected);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
