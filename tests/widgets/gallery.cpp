// SPDX-License-Identifier: MIT
// corridor-gallery FOLDER [--dark] [NAME…]: draws every view with sample data into FOLDER/NAME.png, to be looked at.
// QT_SCALE_FACTOR=2 draws at twice the size.
#include "gallery.h"

#include "widgets/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLocale>
#include <QPixmap>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QWidget>
#include <memory>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

void settle()
{
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 400;)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

bool draw(const gallery::Exhibit& exhibit, const QString& folder)
{
    QTemporaryDir scratch;
    const std::unique_ptr<QWidget> view(exhibit.make(scratch.path()));
    if (exhibit.size.isValid())
        view->resize(exhibit.size);
    view->show();
    settle();
    if (exhibit.prepare)
        exhibit.prepare(*view);
    settle();
    return view->grab().save(QDir(folder).filePath(exhibit.name + u".png"_s));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QStringList arguments = app.arguments().sliced(1);
    const bool dark = arguments.removeAll(u"--dark"_s) > 0;
    if (arguments.isEmpty())
        return qWarning("usage: corridor-gallery FOLDER [--dark] [NAME...]"), 2;
    Theme::install(app, dark ? Scheme::Dark : Scheme::Light);
    const QString folder = arguments.takeFirst();
    QDir().mkpath(folder);
    bool ok = true;
    for (const gallery::Exhibit& exhibit : gallery::exhibits()) {
        if (arguments.isEmpty() || arguments.contains(exhibit.name))
            ok &= draw(exhibit, folder);
    }
    return ok ? 0 : 1;
}
