// SPDX-License-Identifier: MIT
#include "sandbox/process_identity.h"

#include <QByteArray>
#include <QFile>
#include <algorithm>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace corridor {
namespace {

struct Stat {
    char state = 0;
    quint64 startTime = 0;
};

std::optional<Stat> readStat(qint64 pid)
{
    QFile file("/proc/" + QString::number(pid) + "/stat");
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = file.readAll();
    // The second field is the name in parentheses, which may hold anything; the third follows the last one.
    const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20)
        return std::nullopt;
    return Stat { fields[0].isEmpty() ? '?' : fields[0][0], fields[19].toULongLong() };
}

} // namespace

ProcessIdentity ProcessIdentity::of(qint64 pid)
{
    const auto stat = readStat(pid);
    return { pid, stat ? stat->startTime : 0 };
}

bool ProcessIdentity::isAlive() const
{
    const auto stat = readStat(pid);
    return stat && startTime != 0 && stat->startTime == startTime && stat->state != 'Z';
}

bool ProcessIdentity::signal(int number) const
{
    return isAlive() && ::kill(pid_t(pid), number) == 0;
}

bool ProcessIdentity::waitForEnd(std::chrono::milliseconds timeout) const
{
    using namespace std::chrono;
    const auto deadline = steady_clock::now() + timeout;
    const int handle = int(::syscall(SYS_pidfd_open, pid_t(pid), 0)); // -1 on a kernel before 5.3: then by polling
    bool alive = isAlive();
    while (alive && steady_clock::now() < deadline) {
        const auto left = duration_cast<milliseconds>(deadline - steady_clock::now());
        pollfd request { handle, POLLIN, 0 };
        if (handle >= 0)
            ::poll(&request, 1, int(std::max<qint64>(left.count(), 1)));
        else
            std::this_thread::sleep_for(5ms);
        alive = isAlive();
    }
    if (handle >= 0)
        ::close(handle);
    if (!alive)
        ::waitpid(pid_t(pid), nullptr, WNOHANG);
    return !alive;
}

} // namespace corridor
