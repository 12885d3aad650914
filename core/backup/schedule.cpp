// SPDX-License-Identifier: MIT
#include "backup/schedule.h"

#include <QStringList>

namespace corridor {

namespace {

// systemd.syntax(7): a word in double quotes, with backslash escapes; % starts a specifier, $ a variable.
QString systemdWord(const QString& word)
{
    QString text = word;
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    return '"' + text + '"';
}

// sh, and in crontab(5) a % ends the command.
QString cronWord(const QString& word)
{
    QString text = word;
    text.replace('\'', "'\\''").replace('%', "\\%");
    return '\'' + text + '\'';
}

QString periodText(std::chrono::minutes period)
{
    return QString::number(period.count()) + 'm';
}

QList<QStringList> calls(const BackupSchedule& schedule)
{
    QStringList create { schedule.program, "--profile", schedule.profile, "backup", "create", "--why", "scheduled" };
    QStringList prune { schedule.program, "backup", "prune", "--keep", periodText(schedule.policy.keepFor) };
    if (!schedule.store.isEmpty()) {
        create << "--store" << schedule.store;
        prune << "--store" << schedule.store;
    }
    return { create, prune };
}

QString joined(const QStringList& words, QString (*quoted)(const QString&))
{
    QStringList texts;
    for (const QString& word : words)
        texts << quoted(word);
    return texts.join(' ');
}

// Unit names hold letters, digits and :-_.\ only.
QString unitName(const QString& profile)
{
    QString name = "corridor-backup-";
    for (const QChar character : profile)
        name += character.unicode() < 128 && (character.isLetterOrNumber() || character == '-' || character == '_')
            ? character
            : QChar('_');
    return name;
}

} // namespace

TimerUnits systemdUnits(const BackupSchedule& schedule)
{
    QString service = "[Unit]\nDescription=Backup of " + QString(schedule.profile).replace('%', "%%")
        + " by Corridor\n"
          "Wants=network-online.target\nAfter=network-online.target\n\n[Service]\nType=oneshot\n";
    for (const QStringList& call : calls(schedule))
        service += "ExecStart=" + joined(call, systemdWord) + '\n';
    const QString minutes = QString::number(schedule.policy.every.count());
    const QString timer = "[Unit]\nDescription=Backups of " + QString(schedule.profile).replace('%', "%%")
        + " by Corridor\n\n[Timer]\n"
          "OnActiveSec=1min\nOnUnitActiveSec="
        + minutes + "min\nAccuracySec=1min\n\n[Install]\nWantedBy=timers.target\n";
    return { unitName(schedule.profile), service.toUtf8(), timer.toUtf8() };
}

Result<QByteArray> cronLine(const BackupSchedule& schedule)
{
    const qint64 minutes = schedule.policy.every.count();
    QString when;
    if (minutes < 60 && 60 % minutes == 0)
        when = QString("*/%1 * * * *").arg(minutes);
    else if (minutes % 60 == 0 && minutes < 24 * 60 && 24 % (minutes / 60) == 0)
        when = QString("0 */%1 * * *").arg(minutes / 60);
    else if (minutes == 24 * 60)
        when = "0 0 * * *";
    else
        return fail("schedule-cron", "Cron has no line for every " + periodText(schedule.policy.every) + '.',
            "Give a period that divides an hour or a day, or use a systemd timer.");
    QStringList commands;
    for (const QStringList& call : calls(schedule))
        commands << joined(call, cronWord);
    return (when + ' ' + commands.join(" && ") + '\n').toUtf8();
}

} // namespace corridor
