// SPDX-License-Identifier: MIT
#include "profile/url_secret.h"

#include <QTest>

using namespace corridor;

class TestUrlSecret : public QObject {
    Q_OBJECT
private slots:
    void splits_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("without");
        QTest::addColumn<QString>("password");
        const auto row = [](const char* name, const char* url, const char* without, const char* password) {
            QTest::newRow(name) << url << without << password;
        };
        row("none", "postgresql://ann@h/d", "postgresql://ann@h/d", "");
        row("in the URL", "postgresql://ann:s%40cret@h:1/d?schema=x", "postgresql://ann@h:1/d?schema=x", "s@cret");
        row("with an @ in it", "postgresql://ann:s@cret@h/d", "postgresql://ann@h/d", "s@cret");
        row("with a slash in it", "postgresql://ann:s/cret@h/d", "postgresql://ann@h/d", "s/cret");
        row("with a colon in it", "postgresql://ann:a:b@h/d", "postgresql://ann@h/d", "a:b");
        row("an @ behind the slash", "postgresql://h:5432/a@b", "postgresql://h:5432/a@b", "");
        row("empty", "postgresql://ann:@h/d", "postgresql://ann@h/d", "");
        row("without a user", "postgresql://:pw@h/d", "postgresql://@h/d", "pw");
        row("no database", "postgresql://ann:pw@h", "postgresql://ann@h", "pw");
        row("port, no password", "postgresql://h:5432/d", "postgresql://h:5432/d", "");
        row("a port that is none", "postgresql://ann:pw@h:port/d", "postgresql://ann@h:port/d", "pw");
        row("several hosts", "postgresql://ann:pw@h:1,[::1]:2/d", "postgresql://ann@h:1,[::1]:2/d", "pw");
        row("as a parameter", "postgresql://ann@h/d?password=x+%26&schema=y", "postgresql://ann@h/d?schema=y", "x &");
        row("as the only parameter", "postgresql://ann@h/d?password=x", "postgresql://ann@h/d", "x");
        row("encoded name", "postgresql://ann@h/d?pass%77ord=x", "postgresql://ann@h/d", "x");
        row("keywords", "host=h password='it is' dbname=d", "host=h dbname=d", "it is");
        row("keywords with escapes", "password = 'it\\'s' user=u", "user=u", "it's");
        row("keywords, not quoted", "user=u password=a\\ b", "user=u", "a b");
        row("keywords without one", "host='a  b'  dbname=d", "host='a  b'  dbname=d", "");
        row("unfinished", "host=h password='x", "host=h", "x");
        row("reference", "env(\"DATABASE_URL\")", "env(\"DATABASE_URL\")", "");
        row("nothing", "", "", "");
    }

    void splits()
    {
        QFETCH(QString, url);
        const SplitUrl split = withoutPassword(url);
        QTEST(split.url, "without");
        QTEST(split.password, "password");
        QVERIFY(!split.hasOther);
    }

    void takesThePasswordOfAKeyOut()
    {
        QCOMPARE(withoutPassword("postgresql://h/d?sslkey=k&sslpassword=x").url, "postgresql://h/d?sslkey=k");
        QVERIFY(withoutPassword("postgresql://h/d?sslpassword=x").hasOther);
        QCOMPARE(withoutPassword("host=h sslpassword=x").url, "host=h");
    }
};

QTEST_GUILESS_MAIN(TestUrlSecret)
#include "tst_url_secret.moc"
