// SPDX-License-Identifier: MIT
#include "window_race.h"

#include "measure.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>

namespace corridor {

namespace {

struct Window {
    QString name;
    QString program;
    QStringList arguments;
    QList<double> paint {}; // ms
    QList<double> memory {}; // MB
};

// Each with something of its own kind to show.
QList<Window> contestants(const QString& workbench, const QString& folder)
{
    const QString demo = QStringLiteral(CORRIDOR_SOURCE_DIR "/migrations/coinsphere");
    const QString script = demo + "/prisma/migrations/20240115093012_init/migration.sql";
    return { { "corridor-workbench", workbench, { "--project", demo } },
        { "sqlitebrowser", QStandardPaths::findExecutable("sqlitebrowser"), { folder + "/empty.sqlite" } },
        { "kate", QStandardPaths::findExecutable("kate"), { "--block", "--new", "--startanon", script } } };
}

// Prints "MILLISECONDS KIB"; see first_paint.cpp. A home of its own, so that no session is restored.
void measure(Window& window, const QString& firstPaint, const QString& display)
{
    const QTemporaryDir home;
    const Outcome outcome = run({ firstPaint, QStringList { window.program } + window.arguments, {},
        { "DISPLAY=" + display, "HOME=" + home.path(), "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_CACHE_HOME=",
            "XDG_RUNTIME_DIR=" + home.path(), "WAYLAND_DISPLAY=", "QT_QPA_PLATFORM=xcb" } });
    const QStringList numbers = outcome.out.simplified().split(u' ');
    if (outcome.exitCode != 0 || numbers.size() != 2) {
        QTextStream(stderr) << window.name << ": " << outcome.err << '\n';
        return;
    }
    window.paint += numbers[0].toDouble();
    window.memory += numbers[1].toDouble() / 1024;
}

// An X server on a display number that it chooses; it ends with the process object.
QString startDisplay(QProcess& server)
{
    server.setProcessChannelMode(QProcess::SeparateChannels);
    server.start("Xvfb", { "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp" });
    if (!server.waitForReadyRead(10'000))
        return {};
    return u':' + QString::fromUtf8(server.readAllStandardOutput()).trimmed();
}

void print(const QString& what, const QList<Window>& windows, QList<double> Window::* values, const QString& unit)
{
    QList<Entry> results;
    for (const Window& window : windows)
        results += { window.name, window.*values };
    printLine(what, results, unit);
}

} // namespace

QString raceWindows(const QString& workbench, const QString& firstPaint, int rounds)
{
    if (QStandardPaths::findExecutable("Xvfb").isEmpty())
        return "Xvfb is not installed, so no window is measured";
    if (!QFile::exists(workbench))
        return "there is no " + workbench;
    const QTemporaryDir folder;
    QList<Window> windows;
    for (const Window& window : contestants(workbench, folder.path()))
        if (!window.program.isEmpty())
            windows += window;
        else
            QTextStream(stdout) << window.name << " is not installed: left out\n";
    for (int round = 0; round < rounds; ++round)
        for (Window& window : windows) {
            QProcess server; // a new one each time: an empty screen, and no window left behind
            const QString display = startDisplay(server);
            measure(window, firstPaint, display);
            server.terminate();
            server.waitForFinished();
        }
    print("\nFrom start to first paint", windows, &Window::paint, "ms");
    print("Peak of resident memory, two seconds later", windows, &Window::memory, "MB");
    return {};
}

} // namespace corridor
