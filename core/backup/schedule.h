// SPDX-License-Identifier: MIT
#pragma once

#include "backup/retention.h"
#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace corridor {

// What a schedule runs. A profile, never a URL: what is written here anybody may read.
struct BackupSchedule {
    QString program; // absolute path of corridor
    QString profile;
    QString store; // empty for the user's own
    RetentionPolicy policy;
};

// Pure. The two units of a systemd timer: NAME.service, NAME.timer. The second says when, and catches up after the
// machine was off.
struct TimerUnits {
    QString name;
    QByteArray service, timer;
};
TimerUnits systemdUnits(const BackupSchedule& schedule);

// Pure. A line of crontab. Cron knows minutes that divide an hour, hours that divide a day, and days: "schedule-cron"
// for other periods.
Result<QByteArray> cronLine(const BackupSchedule& schedule);

} // namespace corridor
