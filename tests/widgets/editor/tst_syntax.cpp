// SPDX-License-Identifier: MIT
#include "widgets/editor/syntax.h"
#include "widgets/style/contrast.h"
#include "widgets/style/tone.h"

#include <QMetaEnum>
#include <QTest>

using namespace corridor;
using KSyntaxHighlighting::Theme;

class SyntaxTest : public QObject {
    Q_OBJECT

private slots:
    void definitionsAreThere();
    void wordsCanBeRead_data();
    void wordsCanBeRead();
};

void SyntaxTest::definitionsAreThere()
{
    QVERIFY(postgresqlDefinition().isValid());
    QVERIFY(genericSqlDefinition().isValid());
}

void SyntaxTest::wordsCanBeRead_data()
{
    QTest::addColumn<int>("style");
    QTest::addColumn<int>("scheme");
    const QMetaEnum styles = QMetaEnum::fromType<Theme::TextStyle>();
    for (int i = 0; i < styles.keyCount(); ++i) {
        QTest::addRow("%s, light", styles.key(i)) << styles.value(i) << int(Scheme::Light);
        QTest::addRow("%s, dark", styles.key(i)) << styles.value(i) << int(Scheme::Dark);
    }
}

void SyntaxTest::wordsCanBeRead()
{
    QFETCH(int, style);
    QFETCH(int, scheme);
    const QPalette palette = schemePalette(Scheme(scheme));
    const QTextCharFormat& format = syntaxFormat(Theme::TextStyle(style), Scheme(scheme));
    const QColor ink = format.isEmpty() ? palette.color(QPalette::Text) : format.foreground().color();
    const auto ratio = [&](const QColor& paper) { return contrastRatio(ink, paper); };
    QVERIFY2(ratio(palette.color(QPalette::Base)) >= 4.5, qPrintable(ink.name()));
    QVERIFY2(ratio(palette.color(QPalette::Highlight)) >= 3.9, qPrintable(ink.name())); // a selection is passing
    for (const Tone tone : { Tone::Ok, Tone::Error, Tone::Warning }) // added, removed, changed lines
        QVERIFY2(ratio(toneColors(tone, Scheme(scheme)).fill) >= 4.5, qPrintable(ink.name()));
}

QTEST_APPLESS_MAIN(SyntaxTest)
#include "tst_syntax.moc"
