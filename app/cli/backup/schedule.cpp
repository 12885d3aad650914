// SPDX-License-Identifier: MIT
#include "backup/schedule.h"
#include "backup/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace corridor {

namespace {

QString unitFolder(const Environment& environment)
{
    const QString config = environment.value("XDG_CONFIG_HOME", environment.value("HOME") + "/.config");
    return config + "/systemd/user";
}

Result<void> write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail("schedule-not-written", path + " could not be written: " + file.errorString() + '.');
    return {};
}

Answer systemdAnswer(const Context& context, const BackupSchedule& schedule)
{
    const TimerUnits units = systemdUnits(schedule);
    const QString folder = unitFolder(context.environment());
    const QString service = folder + '/' + units.name + ".service", timer = folder + '/' + units.name + ".timer";
    const QString next = "systemctl --user daemon-reload && systemctl --user enable --now " + units.name + ".timer";
    const QJsonObject json { { "service", QString::fromUtf8(units.service) }, { "timer", QString::fromUtf8(units.timer) },
        { "servicePath", service }, { "timerPath", timer }, { "written", context.isSet("write") }, { "next", next } };
    if (!context.isSet("write")) {
        context.print("# " + service + '\n' + QString::fromUtf8(units.service) + "\n# " + timer + '\n' + QString::fromUtf8(units.timer));
        context.print("# --write writes both; then: " + next);
        return json;
    }
    for (const auto& [path, content] : { std::pair(service, units.service), std::pair(timer, units.timer) }) {
        if (auto written = write(path, content); !written)
            return written.error();
        context.print("Wrote " + path);
    }
    context.print("Next: " + next + "\n(and `loginctl enable-linger`, so that it runs while nobody is logged in)");
    return json;
}

} // namespace

Answer scheduleWord(Context& context)
{
    const auto policy = retentionPolicy(context);
    if (!policy)
        return policy.error();
    const auto profile = context.profile();
    if (!profile)
        return profile.error();
    if (!*profile)
        return usage("A schedule runs with a profile: corridor --profile NAME backup schedule");
    if ((*profile)->secret == SecretSource::Ask)
        return Error { .code = "secret-missing", .message = "The profile asks for its password, and nobody will sit there.",
            .hint = "Put the password into a pass file (~/.pgpass), then: corridor profile add … --secret none" };
    const BackupSchedule schedule { .program = QCoreApplication::applicationFilePath(), .profile = (*profile)->name, .store = context.value("store"), .policy = *policy };
    if (!context.isSet("cron"))
        return systemdAnswer(context, schedule);
    const auto line = cronLine(schedule);
    if (!line)
        return line.error();
    context.print(QString::fromUtf8(line->chopped(1)));
    return QJsonObject { { "cron", QString::fromUtf8(line->chopped(1)) } };
}

} // namespace corridor
