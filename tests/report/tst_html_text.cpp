// SPDX-License-Identifier: MIT
#include "report/html_text.h"

#include <QTest>

using namespace corridor;

class TestHtmlText : public QObject {
    Q_OBJECT
private slots:
    void escapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << QString::fromUtf8("a ü 🐘") << QString::fromUtf8("a ü 🐘");
        QTest::newRow("tag") << "<b>&</b>" << "&lt;b&gt;&amp;&lt;/b&gt;";
        QTest::newRow("both quotes") << "\"'" << "&quot;&#39;";
        QTest::newRow("escaped already") << "&amp;" << "&amp;amp;";
    }

    void escapes()
    {
        QFETCH(QString, text);
        QTEST(htmlEscaped(text), "expected");
    }
};

QTEST_GUILESS_MAIN(TestHtmlText)
#include "tst_html_text.moc"
