// SPDX-License-Identifier: MIT
#include "command.h"

#include <algorithm>

namespace corridor {

extern const Command statusCommand, deployCommand, rollbackCommand, resolveCommand, recoverCommand, resetCommand, historyCommand,
    diffCommand, driftCommand, snapshotCommand, pullCommand,
downCommand,
    lintCommand, explainCommand, checklistCommand, backupCommand, profileCommand, sandboxCommand, doctorCommand, newCommand, versionCommand, helpCommand;

const QList<Command>& commands()
{
    static const QList<Command> list { statusCommand, deployCommand, rollbackCommand, resolveCommand, recoverCommand, resetCommand,
        historyCommand, diffCommand, driftCommand, snapshotCommand, pullCommand,
downCommand,
        lintCommand, explainCommand, checklistCommand, backupCommand, profileCommand, sandboxCommand, doctorCommand, newCommand, versionCommand, helpCommand };
    return list;
}

const Command* findCommand(const QString& name)
{
    const auto it = std::ranges::find_if(commands(), [&](const Command& command) { return name == QLatin1String(command.name); });
    return it == commands().end() ? nullptr : &*it;
}

} // namespace corridor
