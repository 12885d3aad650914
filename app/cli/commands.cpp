// SPDX-License-Identifier: MIT
#include "command.h"

#include <algorithm>

// In the order of `corridor help`.
#define CORRIDOR_COMMANDS(X) \
    X(statusCommand) \
    X(deployCommand) \
    X(rollbackCommand) \
    X(downCommand) \
    X(resolveCommand) \
    X(recoverCommand) \
    X(resetCommand) \
    X(historyCommand) \
    X(diffCommand) \
    X(driftCommand) \
    X(snapshotCommand) \
    X(pullCommand) \
    X(rehearseCommand) \
    X(lintCommand) \
    X(explainCommand) \
    X(lspCommand) \
    X(checklistCommand) \
    X(backupCommand) \
    X(gateCommand) \
    X(journalCommand) \
    X(monitorCommand) \
    X(healthCommand) \
    X(ciCommand) \
    X(profileCommand) \
    X(sandboxCommand) \
    X(doctorCommand) \
    X(newCommand) \
    X(versionCommand) \
    X(helpCommand)

namespace corridor {

#define CORRIDOR_DECLARE(command) extern const Command command;
CORRIDOR_COMMANDS(CORRIDOR_DECLARE)

const QList<Command>& commands()
{
#define CORRIDOR_LISTED(command) command,
    static const QList<Command> list { CORRIDOR_COMMANDS(CORRIDOR_LISTED) };
    return list;
}

const Command* findCommand(const QString& name)
{
    const auto it = std::ranges::find_if(commands(), [&](const Command& command) { return name == QLatin1String(command.name); });
    return it == commands().end() ? nullptr : &*it;
}

} // namespace corridor
