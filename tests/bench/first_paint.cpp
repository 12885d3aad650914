// SPDX-License-Identifier: MIT
// first_paint PROGRAM ARGUMENTS…: starts a program on an X display where nothing else is, looks at the screen until a
// window with content is on it, waits two seconds, ends the program, and prints two numbers: the milliseconds from
// start to that picture, and the peak of resident memory in KiB, child processes included. The same eye for every
// program: it is Qt's, but it needs nothing of the program that it watches.
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QSet>
#include <QTextStream>
#include <QThread>

// Enough of the screen is other than the empty display's black, in enough colours for text to be among them.
static bool hasContent(const QImage& picture)
{
    constexpr int step = 8;
    QSet<QRgb> colours;
    int covered = 0, looked = 0;
    for (int y = 0; y < picture.height(); y += step)
        for (int x = 0; x < picture.width(); x += step, ++looked)
            if (const QRgb pixel = picture.pixel(x, y) | 0xff000000; pixel != 0xff000000) {
                colours.insert(pixel);
                ++covered;
            }
    return covered > looked / 20 && colours.size() >= 8;
}

static QList<qint64> family(qint64 process)
{
    QList<qint64> all { process };
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(process));
    if (children.open(QIODevice::ReadOnly))
        for (const QByteArray& child : children.readAll().simplified().split(' '))
            if (!child.isEmpty())
                all += family(child.toLongLong());
    return all;
}

static qint64 peakMemory(qint64 process)
{
    qint64 sum = 0;
    for (const qint64 member : family(process)) {
        QFile status(QStringLiteral("/proc/%1/status").arg(member));
        if (!status.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                sum += line.mid(6).simplified().split(' ').first().toLongLong();
    }
    return sum;
}

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    const QStringList command = QCoreApplication::arguments().sliced(1);
    if (command.isEmpty())
        return 2;
    QScreen* screen = QGuiApplication::primaryScreen();
    screen->grabWindow(0); // whatever a first look costs, it costs now

    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    program.start(command.first(), command.sliced(1));
    bool painted = false;
    while (!painted && timer.elapsed() < 30'000) {
        painted = hasContent(screen->grabWindow(0).toImage());
        if (!painted)
            QThread::msleep(2);
    }
    const qint64 elapsed = timer.elapsed();
    QThread::sleep(2);
    const qint64 memory = peakMemory(program.processId());
    program.terminate();
    if (!program.waitForFinished(3'000))
        program.kill();
    program.waitForFinished();
    QTextStream(stdout) << elapsed << ' ' << memory << '\n';
    if (!painted)
        QTextStream(stderr) << "nothing on the screen after 30 s\n";
    return painted ? 0 : 1;
}
