// SPDX-License-Identifier: MIT
#include "postgres/connection.h"

#include <QTest>

using namespace corridor;

class TestConnection : public QObject {
    Q_OBJECT
private slots:
    void urls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // keywords in alphabetical order, and schema
        QTest::newRow("all parts") << "postgresql://ann:pw@db.example:6432/app?schema=s"
                                   << "connect_timeout=5 dbname=app host=db.example password=pw port=6432 user=ann schema:s";
        QTest::newRow("defaults") << "postgres://" << "connect_timeout=5 dbname=postgres host=localhost port=5432";
        QTest::newRow("user only") << "postgres://ann@h/" << "connect_timeout=5 dbname=postgres host=h port=5432 user=ann";
        QTest::newRow("encoded") << "postgresql://a%40b:p%23%2F%3A@h/d%20b"
                                 << "connect_timeout=5 dbname=d b host=h password=p#/: port=5432 user=a@b";
        QTest::newRow("plus is a plus in passwords") << "postgresql://a:p+q@h/d"
                                                     << "connect_timeout=5 dbname=d host=h password=p+q port=5432 user=a";
        QTest::newRow("plus is a blank in parameters") << "postgresql://a@h/d?application_name=a+b"
                                                       << "application_name=a b connect_timeout=5 dbname=d host=h port=5432 user=a";
        QTest::newRow("ipv6") << "postgresql://[::1]:5433/d" << "connect_timeout=5 dbname=d host=::1 port=5433";
        QTest::newRow("several hosts") << "postgresql://a,b:2,[::1]:3/d"
                                       << "connect_timeout=5 dbname=d host=a,b,::1 port=5432,2,3";
        QTest::newRow("socket by parameter") << "postgresql://u@localhost:5515/d?host=/run/pg"
                                             << "connect_timeout=5 dbname=d host=/run/pg port=5515 user=u";
        QTest::newRow("socket by authority") << "postgresql://%2Frun%2Fpg/d" << "connect_timeout=5 dbname=d host=/run/pg port=5432";
        QTest::newRow("client parameters mean nothing here") << "postgresql://h/d?connection_limit=3&pool_timeout=1&statement_cache_size=0"
                                                             << "connect_timeout=5 dbname=d host=h port=5432";
        QTest::newRow("strict certificates") << "postgresql://h/d?sslmode=require&sslaccept=strict"
                                             << "connect_timeout=5 dbname=d host=h port=5432 sslmode=verify-full";
        QTest::newRow("Prisma's sslcert is the root") << "postgresql://h/d?sslcert=ca.pem"
                                                      << "connect_timeout=5 dbname=d host=h port=5432 sslrootcert=ca.pem";
        QTest::newRow("libpq's sslcert has a key") << "postgresql://h/d?sslcert=c.pem&sslkey=c.key"
                                                   << "connect_timeout=5 dbname=d host=h port=5432 sslcert=c.pem sslkey=c.key";
        QTest::newRow("keywords") << "host=/tmp dbname='my db' user=a" << "dbname=my db host=/tmp user=a";
        QTest::newRow("service") << "service=prod" << "service=prod";
        QTest::newRow("blanks around") << "  postgresql://h/d\n" << "connect_timeout=5 dbname=d host=h port=5432";
    }

    void urls()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto options = parseConnection(text);
        QVERIFY2(options, qPrintable(options ? QString() : options.error().toText()));
        QStringList words;
        for (const auto& keyword : options->keywords)
            words << QString::fromUtf8(keyword.name + '=' + keyword.value);
        words.sort();
        if (options->schema)
            words << "schema:" + *options->schema;
        QCOMPARE(words.join(' '), expected);
        QCOMPARE(options->notes, QStringList());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("scheme") << "mysql://h/d" << "P1013" << "The scheme is not recognized";
        QTest::newRow("no scheme") << "localhost" << "P1013" << "The scheme is not recognized";
        QTest::newRow("hash in password") << "postgresql://u:p#w@h:1/x" << "P1013" << "invalid port number";
        QTest::newRow("slash in password") << "postgresql://u:p/w@h:1/x" << "P1013" << "invalid port number";
        QTest::newRow("port is no number") << "postgresql://h:x/d" << "P1013" << "invalid port number";
        QTest::newRow("port is too large") << "postgresql://h:70000/d" << "P1013" << "invalid port number";
        QTest::newRow("hosted") << "prisma+postgres://accelerate/?api_key=secret" << "P1013" << "hosted";
        QTest::newRow("unset variable") << "env(\"NOT_SET\")" << "environment-variable-missing" << "NOT_SET";
        QTest::newRow("keyword unknown to libpq") << "host=h nonsense=1" << "P1013" << "nonsense";
        QTest::newRow("empty") << "" << "P1013" << "scheme";
    }

    void refusals()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(QString, says);
        const auto options = parseConnection(text);
        QVERIFY(!options);
        QCOMPARE(options.error().code, code);
        QVERIFY2(options.error().message.contains(says), qPrintable(options.error().message));
        QVERIFY(!options.error().hint.isEmpty());
        QVERIFY(!options.error().toText().contains("secret"));
    }

    void placeAsPrismaPrintsIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("host and port") << "postgresql://u:p@h:5433/d" << "h:5433";
        QTest::newRow("no port, none made up") << "postgresql://h/d" << "h";
        QTest::newRow("socket by parameter") << "postgresql://u@localhost/d?host=/run/pg" << "localhost";
        QTest::newRow("ipv6") << "postgresql://[::1]:5433/d" << "[::1]:5433";
        QTest::newRow("no host") << "postgresql:///d?host=/run/pg" << "";
        QTest::newRow("keywords") << "host=/run/pg dbname=d" << "unix:/run/pg";
    }

    void placeAsPrismaPrintsIt()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const auto options = parseConnection(text);
        QVERIFY(options);
        QCOMPARE(prismaPlace(*options), place);
    }

    void unknownParametersAreNamed()
    {
        const auto options = parseConnection("postgresql://h/d?nonsense=1");
        QVERIFY(options);
        QCOMPARE(options->notes.size(), 1);
        QVERIFY(options->notes.first().contains("`nonsense`"));
    }

    void environmentReferences()
    {
        const Environment environment { { "MAIN_URL", "postgresql://h/d" } };
        for (const char* text : { "env(\"MAIN_URL\")", "env('MAIN_URL')", "env:MAIN_URL" }) {
            const auto options = parseConnection(text, environment);
            QVERIFY2(options, text);
            QCOMPARE(options->value("host"), "h");
        }
    }

    void displayHidesThePassword()
    {
        const auto options = parseConnection("postgresql://ann:s3cret@h:1/d?schema=x");
        QCOMPARE(options->display(), "postgresql://ann@h:1/d?schema=x");
        QCOMPARE(parseConnection("postgresql://u@localhost:5515/d?host=/run/pg")->display(), "postgresql://u@/d?host=/run/pg");
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
