// SPDX-License-Identifier: MIT
#include "widgets/style/contrast.h"
#include "widgets/style/icon.h"
#include "widgets/style/theme.h"
#include "widgets/style/tool_button.h"

#include <QApplication>
#include <QDir>
#include <QSvgRenderer>
#include <QTest>
#include <QToolButton>

using namespace corridor;

namespace {

struct Pair {
    const char* name;
    QColor ink, paper;
    double least;
};

QList<Pair> tonePairs(Tone tone, Scheme scheme)
{
    const QPalette palette = schemePalette(scheme);
    const ToneColors& colors = toneColors(tone, scheme);
    const QColor window = palette.color(QPalette::Window), base = palette.color(QPalette::Base);
    return {
        { "text on window", colors.text, window, 4.5 },
        { "text on base", colors.text, base, 4.5 },
        { "text on alternate base", colors.text, palette.color(QPalette::AlternateBase), 4.5 },
        { "text on selection", colors.text, palette.color(QPalette::Highlight), 4.5 },
        { "text on fill", colors.text, colors.fill, 4.5 },
        { "mark on window", colors.mark, window, 3 },
        { "mark on base", colors.mark, base, 3 },
        { "mark on fill", colors.mark, colors.fill, 3 },
        { "mark on selection", colors.mark, palette.color(QPalette::Highlight), 2.5 },
        { "text on band", colors.onBand, colors.band, 4.5 },
        { "window text on fill", palette.color(QPalette::WindowText), colors.fill, 4.5 },
    };
}

QList<Pair> palettePairs(Scheme scheme)
{
    const QPalette palette = schemePalette(scheme);
    const auto color = [&](QPalette::ColorRole role) { return palette.color(role); };
    return {
        { "window text", color(QPalette::WindowText), color(QPalette::Window), 7 },
        { "text", color(QPalette::Text), color(QPalette::Base), 7 },
        { "button text", color(QPalette::ButtonText), color(QPalette::Button), 7 },
        { "selected text", color(QPalette::HighlightedText), color(QPalette::Highlight), 7 },
        { "placeholder", color(QPalette::PlaceholderText), color(QPalette::Base), 4.5 },
        { "placeholder on window", color(QPalette::PlaceholderText), color(QPalette::Window), 4.5 },
        { "link", color(QPalette::Link), color(QPalette::Base), 4.5 },
        { "tool tip", color(QPalette::ToolTipText), color(QPalette::ToolTipBase), 7 },
        { "accent", color(QPalette::Accent), color(QPalette::Window), 3 },
    };
}

} // namespace

class TestStyle : public QObject {
    Q_OBJECT
private slots:
    void contrast_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("paper");
        QTest::addColumn<double>("least");
        const auto add = [](const QString& group, const QList<Pair>& pairs) {
            for (const Pair& pair : pairs)
                QTest::addRow("%s %s", qPrintable(group), pair.name) << pair.ink << pair.paper << pair.least;
        };
        for (const Scheme scheme : { Scheme::Light, Scheme::Dark }) {
            const QString name = scheme == Scheme::Dark ? "dark" : "light";
            add(name, palettePairs(scheme));
            for (const Tone tone : allTones)
                add(name + " tone " + QString::number(int(tone)), tonePairs(tone, scheme));
        }
    }

    void contrast()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, paper);
        QFETCH(double, least);
        const double ratio = contrastRatio(ink, paper);
        QVERIFY2(ratio >= least, qPrintable(QString("%1 on %2: %3").arg(ink.name(), paper.name()).arg(ratio)));
    }

    void contrastOfKnownColors()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.01);
    }

    void schemeIsSeenInItsPalette()
    {
        QCOMPARE(schemeOf(schemePalette(Scheme::Light)), Scheme::Light);
        QCOMPARE(schemeOf(schemePalette(Scheme::Dark)), Scheme::Dark);
    }

    void themeCanBeForced()
    {
        Theme* theme = Theme::install(*qApp, Scheme::Dark);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Dark);
        theme->force(Scheme::Light);
        QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
    }

    void everyIconRenders_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(":/corridor/icons");
        for (const QString& file : folder.entryList())
            QTest::addRow("%s", qPrintable(file)) << folder.filePath(file);
    }

    void everyIconRenders()
    {
        QFETCH(QString, path);
        QVERIFY(QSvgRenderer(path).isValid());
        const QString name = QFileInfo(path).completeBaseName();
        const QImage image = icon(QLatin1StringView(name.toLatin1())).pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        QVERIFY2(hasInk(image), "nothing is drawn");
    }

    void iconFollowsPaletteAndTone()
    {
        QApplication::setPalette(schemePalette(Scheme::Dark));
        const QColor ink = schemePalette(Scheme::Dark).color(QPalette::ButtonText);
        QVERIFY(hasColor(icon(QLatin1StringView("deploy")).pixmap(64).toImage(), ink));
        QVERIFY(hasColor(
            icon(QLatin1StringView("deploy"), Tone::Ok).pixmap(64).toImage(), toneColors(Tone::Ok, Scheme::Dark).mark));
        QVERIFY(hasColor(icon(QLatin1StringView("deploy"), QColor(Qt::white)).pixmap(64).toImage(), Qt::white));
        QVERIFY(!hasIcon(QLatin1StringView("no-such-icon")));
        QVERIFY(icon(QLatin1StringView("no-such-icon")).isNull());
    }

    void toolButtonsHaveNames()
    {
        const std::unique_ptr<QToolButton> button(toolButton(QLatin1StringView("close"), "Close", nullptr));
        QCOMPARE(button->accessibleName(), "Close");
        QCOMPARE(button->toolTip(), "Close");
    }

private:
    static bool hasInk(const QImage& image)
    {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qAlpha(image.pixel(x, y)) > 128)
                    return true;
        return false;
    }

    static bool hasColor(const QImage& image, const QColor& color)
    {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) == color)
                    return true;
        return false;
    }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
