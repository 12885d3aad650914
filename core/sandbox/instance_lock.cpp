// SPDX-License-Identifier: MIT
#include "sandbox/instance_lock.h"

#include <QFile>
#include <QThread>
#include <fcntl.h>
#include <sys/file.h>

namespace corridor {

Result<InstanceLock> InstanceLock::acquire(const QString& file, const CancelToken& token)
{
    using namespace std::chrono_literals;
    FileDescriptor descriptor(
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (descriptor < 0)
        return fail("sandbox-lock-failed",
            QString("%1 cannot be opened: %2.").arg(file, QString::fromLocal8Bit(::strerror(errno))));
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fail("sandbox-lock-failed",
                QString("%1 cannot be locked: %2.").arg(file, QString::fromLocal8Bit(::strerror(errno))));
        if (token.isCancelled())
            return fail("cancelled", "Waiting for another start or stop of the sandbox was cancelled.");
        QThread::sleep(5ms);
    }
    return InstanceLock(std::move(descriptor));
}

} // namespace corridor
