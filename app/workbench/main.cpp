// SPDX-License-Identifier: MIT
// corridor-workbench: the window.
#include "options.h"

#include "widgets/style/theme.h"
#include "workbench/main_window.h"
#include "workbench/screenshot.h"
#include "workbench/session_store.h"
#include "workbench/workbench_controller.h"

#include <QApplication>
#include <QIcon>
#include <QTimer>
#include <cstdio>

using namespace corridor;
using namespace Qt::StringLiterals;

namespace {

std::optional<Scheme> chosenScheme(const WorkbenchOptions& options, const SessionStore& session)
{
    if (options.scheme || session.scheme().isEmpty())
        return options.scheme;
    return session.scheme() == "dark"_L1 ? Scheme::Dark : Scheme::Light;
}

// After the first paint: what the window is to show.
void begin(const WorkbenchOptions& options, MainWindow& window, WorkbenchController& controller)
{
    if (options.demo)
        return controller.openDemo(!options.screenshot.isEmpty());
    if (!options.url.isEmpty())
        controller.connectToUrl(options.url);
    else if (!options.profile.isEmpty())
        controller.connectToProfile(options.profile);
    if (!options.project.isEmpty())
        controller.openProject(options.project);
    else if (options.url.isEmpty() && options.profile.isEmpty() && options.screenshot.isEmpty())
        window.restoreSession();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"corridor-workbench"_s);
    QApplication::setApplicationDisplayName(u"Corridor"_s);
    QApplication::setApplicationVersion(QStringLiteral(CORRIDOR_VERSION));
    QApplication::setDesktopFileName(u"org.corridor.Workbench"_s);
    QApplication::setWindowIcon(QIcon(u":/corridor/org.corridor.Workbench.svg"_s));
    const auto options = readOptions(QApplication::arguments());
    if (!options) {
        fprintf(stderr, "corridor-workbench: %s\n", qPrintable(options.error().message));
        return 2;
    }

    SessionStore session;
    Theme* theme = Theme::install(application, chosenScheme(*options, session));
    WorkbenchController controller(systemEnvironment());
    MainWindow window(controller, session, *theme);
    if (!options->size.isEmpty())
        window.resize(options->size);
    else if (!window.restoreGeometry(session.geometry()))
        window.resize(1280, 800);
    window.show();
    if (!options->screenshot.isEmpty())
        new Screenshot(window, controller, options->screenshot, options->demo);
    QTimer::singleShot(0, &window, [&] { begin(*options, window, controller); });
    return QApplication::exec();
}
