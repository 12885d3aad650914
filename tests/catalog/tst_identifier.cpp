// SPDX-License-Identifier: MIT
#include "catalog/identifier.h"

#include <QTest>

using namespace corridor;

class IdentifierTest : public QObject {
    Q_OBJECT
private slots:
    void displaysNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("display");
        QTest::newRow("plain") << "users" << "users";
        QTest::newRow("digits") << "t_2" << "t_2";
        QTest::newRow("upper case") << "User" << "\"User\"";
        QTest::newRow("digit first") << "2fa" << "\"2fa\"";
        QTest::newRow("quote inside") << "a\"b" << "\"a\"\"b\"";
        QTest::newRow("key word") << "order" << "\"order\"";
        QTest::newRow("word that may stand") << "name" << "name";
        QTest::newRow("empty") << "" << "\"\"";
        QTest::newRow("not ASCII") << "größe" << "\"größe\"";
    }
    void displaysNames()
    {
        QFETCH(QString, name);
        QTEST(displayName(name), "display");
    }

    void quotesText()
    {
        QCOMPARE(quoteText("it's"), "'it''s'");
        QCOMPARE(quoteText("a\\b'c"), "E'a\\\\b''c'");
    }

    void readsLiteralsBack()
    {
        const QStringList labels { "A", "it's", "b\\c", "", "x, 'y'" };
        QStringList quoted;
        for (const QString& label : labels)
            quoted.append(quoteText(label));
        QCOMPARE(literals(quoted.join(", ")), labels);
    }

    void findsMentionsOutsideOfLiterals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("word") << "a + b" << true;
        QTest::newRow("quoted") << "x.\"b\" > 0" << true;
        QTest::newRow("part of a word") << "abc" << false;
        QTest::newRow("in a literal") << "a = 'b'" << false;
        QTest::newRow("after a literal with a quote") << "'it''s' || b" << true;
    }
    void findsMentionsOutsideOfLiterals()
    {
        QFETCH(QString, text);
        QTEST(mentions(text, "b"), "found");
    }

    void writesOptions() { QCOMPARE(optionsSql("fillfactor=70\ntoast.x=a=b"), "fillfactor='70', toast.x='a=b'"); }
};

QTEST_GUILESS_MAIN(IdentifierTest)
#include "tst_identifier.moc"
