// SPDX-License-Identifier: MIT
#include "journal/run_record.h"

#include <QSysInfo>
#include <pwd.h>
#include <unistd.h>

namespace corridor {

QString currentUser(const Environment& environment)
{
    char buffer[4096];
    passwd entry {};
    passwd* found = nullptr;
    getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found);
    const QString user = found ? QString::fromLocal8Bit(found->pw_name) : "uid " + QString::number(geteuid());
    const QString caller = environment.value("SUDO_USER");
    return caller.isEmpty() || caller == user ? user : caller + " (as " + user + ')';
}

RunRecord newRunRecord(const Environment& environment)
{
    RunRecord record;
    record.startedAt = QDateTime::currentDateTimeUtc();
    record.who = currentUser(environment);
    record.machine = QSysInfo::machineHostName();
    record.programVersion = CORRIDOR_VERSION;
    return record;
}

} // namespace corridor
